"""Texts of 1.1 may be decoded once too often, as Moodle's import does, without becoming markup."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.document.blocks import Text
from packager.document.units import Lesson
from packager.document.words import Xhtml
from packager.formats.common_cartridge.guard import guarded
from tests.support.cartridges import build
from tests.support.sample import ID, LANGUAGES, sample_module, words

ANYTHING = st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("<>&;/!#ltgampx60"))


def as_moodle_stores(html: str) -> str:
    """Decode all entities, encode what is not an entity already, and read that as XML."""
    decoded = unescape(html)
    encoded = re.sub(r"&(?!#?\w+;)", "&amp;", decoded).replace("<", "&lt;").replace(">", "&gt;")
    return unescape(encoded)


@given(st.text(alphabet=ANYTHING, max_size=40))
def test_text_never_becomes_markup(text: str) -> None:
    stored = as_moodle_stores(guarded(escape(text)))
    assert not re.search(r"<[A-Za-z/!?]", stored)


@given(st.text(max_size=40))
def test_an_attribute_never_ends_early(text: str) -> None:
    html = guarded(f'<img src="x.png" alt="{escape(text)}"/>')
    assert as_moodle_stores(html).count('"') == 4


@given(st.text(max_size=40))
def test_readers_see_the_same_text(text: str) -> None:
    shown = unescape(guarded(escape(text)))
    assert shown.replace("\u2060", "") == text.replace("\u2060", "")


def test_markup_itself_stays() -> None:
    html = '<p>a &amp; b <em class="x">&lt; 3</em></p>'
    assert guarded(html) == html


@pytest.mark.parametrize(("version", "joined"), [("1.1", True), ("1.3", False)])
def test_only_1_1_is_guarded(tmp_path: Path, version: str, joined: bool) -> None:
    lesson = Lesson(
        id="code",
        key=f"{ID}/code",
        title=words("Code"),
        minutes=1,
        body=dict.fromkeys(LANGUAGES, (Text(html=Xhtml("<p>&lt;script&gt;</p>")),)),
    )
    section = sample_module(tmp_path).sections[0]
    module = sample_module(tmp_path, sections=(type(section)(id="s", title=section.title, units=(lesson,)),))
    page = build(module, tmp_path, version, "fi").files["pages/code.html"].decode()
    assert ("&lt;\u2060script&gt;" in page) is joined
    assert ("&lt;script&gt;" in page) is not joined
