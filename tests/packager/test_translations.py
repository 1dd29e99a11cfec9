"""Every phrase of the packager is translated into every language, and no translation is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from packager.note_phrases import PHRASES

ROOT = Path(__file__).resolve().parents[2]
SINGLE = {"_", "N_", "gettext", "phrase", "_phrase"}
PLURAL = {"ngettext", "counted", "phrase_of"}
FIELD = re.compile(r"%\(\w+\)[sd]|\{\}")

Phrase = str | tuple[str, str]


def in_templates() -> Iterator[tuple[str, Phrase]]:
    """Yield (place, phrase) of the templates that the packager renders."""
    for folder in ("unit", "packager", "cartridge"):
        for file, line, found, _, _ in extract_from_dir(
            ROOT / "templates" / folder, [("**.html", "jinja2")], options_map={"**.html": {"silent": "false"}}
        ):
            yield (
                f"templates/{folder}/{file}:{line}",
                found if isinstance(found, str) else (found[0], found[1]),
            )


def in_sources() -> Iterator[tuple[str, Phrase]]:
    """Yield (place, phrase) of the Python files, also of calls inside f-strings."""
    for path in sorted((ROOT / "packager").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (found := called_with(node)):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", found


def called_with(node: ast.Call) -> Phrase | None:
    """Return the phrase that a call of gettext's family is given literally."""
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if name in PLURAL and len(texts) >= 2:
        return texts[0], texts[1]
    return texts[0] if name in SINGLE and texts else None


@cache
def phrases() -> dict[Phrase, str]:
    """Return every phrase with the place where it stands."""
    return {found: place for place, found in (*in_templates(), *in_sources())}


def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language, as translators edit it."""
    path = ROOT / "packager" / "translations" / language / "LC_MESSAGES" / "packager.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_phrase_lacks_a_translation(language: str) -> None:
    known = {message.id for message in catalogue(language) if message.id and filled(message.string)}
    missing = [f"{place}: {phrase!r}" for phrase, place in phrases().items() if phrase not in known]
    assert not missing, f"add to packager/translations/{language}/LC_MESSAGES/packager.po:\n" + "\n".join(
        missing
    )


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_translation_is_left_over(language: str) -> None:
    left = [message.id for message in catalogue(language) if message.id and message.id not in phrases()]
    assert not left, f"remove from packager/translations/{language}/LC_MESSAGES/packager.po: {left}"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_translations_keep_what_is_filled_in(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        wanted = fields(message.id if isinstance(message.id, str) else message.id[-1])
        for text in [message.string] if isinstance(message.string, str) else message.string:
            assert fields(text) == wanted, message.id


def filled(text: object) -> bool:
    """Tell whether a translation, or each of its forms, is there."""
    return bool(text) if isinstance(text, str) else isinstance(text, (list, tuple)) and all(text)


def fields(text: str) -> list[str]:
    """Return the names that are filled in, sorted."""
    return sorted(FIELD.findall(text))


def test_phrases_of_notes_stand_once() -> None:
    assert len(set(PHRASES)) == len(PHRASES)
