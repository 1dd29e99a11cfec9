"""Every phrase of the tool's pages stands in Finnish and Swedish, whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def phrases() -> Iterator[str | tuple[str, ...]]:
    for folder, methods in (
        ("lti_tool", [("**.py", "python")]),
        ("templates/lti_tool", [("**.html", "jinja2")]),
    ):
        for _file, _line, found, _comments, _context in extract_from_dir(
            ROOT / folder, methods, keywords=KEYWORDS, strip_comment_tags=False
        ):
            yield found


@cache
def wanted() -> set[str]:
    return {one if isinstance(one, str) else one[0] for one in phrases()}


def catalogue(language: str) -> dict[str, Message]:
    path = ROOT / f"lti_tool/translations/{language}/LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return {
            one.id if isinstance(one.id, str) else one.id[0]: one
            for one in read_po(file, locale=language)
            if one.id
        }


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_phrase_is_missing_and_none_is_left_over(language: str) -> None:
    held = catalogue(language)
    assert len(wanted()) > 100
    assert wanted() - set(held) == set()
    assert set(held) - wanted() == set()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_phrase_is_translated_with_its_placeholders(language: str) -> None:
    for phrase, message in catalogue(language).items():
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        for text in texts:
            assert text, phrase
            assert not message.fuzzy, phrase
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(phrase)), phrase
