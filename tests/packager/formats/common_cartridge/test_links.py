"""References inside a cartridge lead to files that travel, in the form that each place wants."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from packager.document.blocks import Text
from packager.document.units import Lesson
from packager.document.words import Xhtml
from tests.support.cartridges import build
from tests.support.sample import ID, LANGUAGES, sample_module, units, words

TOKEN = "$IMS-CC-FILEBASE$"


class Addresses(HTMLParser):
    """Collects what a page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def addresses(html: str) -> list[str]:
    reader = Addresses()
    reader.feed(html)
    return reader.found


def local(found: list[str]) -> list[str]:
    return [one for one in found if not re.match(r"[a-z]+:|#", one)]


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_addresses_in_pages_are_relative_and_exist(tmp_path: Path, version: str) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "fi")
    pages = [name for name in built.files if name.endswith(".html")]
    assert len(pages) >= 4
    for page in pages:
        for address in local(addresses(built.files[page].decode())):
            assert TOKEN not in address
            assert posixpath.normpath(posixpath.join(posixpath.dirname(page), address)) in built.files


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_addresses_in_descriptors_have_the_token_without_a_slash(tmp_path: Path, version: str) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "fi")
    texts = [text.text or "" for text in built.xml("quizzes/quiz.xml").iter("{*}mattext")]
    found = local([address for text in texts for address in addresses(text)])
    assert found == [f"{TOKEN}../media/figure.png"]


def linking_module(folder: Path) -> tuple[Lesson, dict[str, object]]:
    lesson = units()["outcomes"]
    second = Lesson(
        id="second",
        key=f"{ID}/second",
        title=words("Second"),
        minutes=5,
        body={
            language: (
                Text(
                    html=Xhtml(
                        f'<p><a href="unit:{ID}/outcomes#part">first</a> <a href="unit:{ID}/quiz">quiz</a> '
                        '<a href="unit:fi.other.module/x">elsewhere</a></p>'
                    )
                ),
            )
            for language in LANGUAGES
        },
    )
    sections = list(sample_module(folder).sections)
    first = sections[0]
    changed = type(first)(id=first.id, title=first.title, units=(lesson, second))
    return second, {"sections": (changed, *sections[1:])}


def test_pages_link_to_pages_in_1_3_alone(tmp_path: Path) -> None:
    """Moodle, the reader of 1.1, would turn such a link into the address of a file that it does not keep."""
    _, changes = linking_module(tmp_path)
    module = sample_module(tmp_path, **changes)
    in_1_3 = build(module, tmp_path, "1.3", "fi").files["pages/second.html"].decode()
    in_1_1 = build(module, tmp_path, "1.1", "fi").files["pages/second.html"].decode()
    assert local(addresses(in_1_3)) == ["../style/page.css", "outcomes.html#part"]
    assert local(addresses(in_1_1)) == ["../style/page.css"]
    for page in (in_1_1, in_1_3):
        assert "first</a>" in page
        assert "quiz</a>" in page


def test_a_link_that_becomes_text_is_noted(tmp_path: Path) -> None:
    _, changes = linking_module(tmp_path)
    built = build(sample_module(tmp_path, **changes), tmp_path, "1.3", "fi")
    assert any(
        note.place == "second" and "links to units that are no pages" in note.text for note in built.notes
    )


def test_a_page_depends_on_what_it_shows(tmp_path: Path) -> None:
    built = build(sample_module(tmp_path), tmp_path, "1.1", "fi")
    by_id = {one.get("identifier"): one for one in built.resources()}
    page = next(one for one in built.resources() if one.get("href") == "pages/outcomes.html")
    needs = {by_id[one.get("identifierref")].get("href") for one in page.iterfind("{*}dependency")}
    assert needs == {"media/canvas.docx", "media/figure.png", "media/outcomes.mp3", "style/page.css"}


def test_media_that_nothing_shows_stay_at_home(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    quiz_only = sample_module(tmp_path, sections=(module.sections[1],))
    assert "media/handout.pdf" not in build(quiz_only, tmp_path, "1.1", "fi").files
