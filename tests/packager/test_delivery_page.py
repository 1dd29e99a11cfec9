"""The page beside a package."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from packager.delivery_page import delivery_page
from packager.document.course import Course
from packager.document.edition import Edition
from packager.formats.base import Contents, Format, Job
from packager.notes import Loss, Note
from tests.support.sample import sample_module, words


def row(name: str) -> Format:
    """Return a format of this name."""
    return Format(
        name=name, title="A format", extension=".zip", media_type="application/zip", write=write,
        write_course=write_course,
    )  # fmt: skip


def write(job: Job, archive: object) -> Contents:
    """Write nothing."""
    return Contents()


def write_course(course: Course, job: Job, archive: object) -> Contents:
    """Write nothing of several modules."""
    return Contents()


def page(folder: Path, name: str, language: str, *notes: Note, title: str = "Sample") -> etree._Element:
    """Return the page as parsed XML."""
    edition = Edition(sample_module(folder, title=words(title)), language)
    contents = Contents({"page": 3, "quiz": 1, "hologram": 2}, questions=9)
    made = delivery_page(edition, row(name), contents, notes, "sample.mbz", 1_300_000)
    return etree.fromstring(made)


def lines(root: etree._Element, heading: str) -> list[str]:
    """Return the list items below a heading."""
    (h2,) = (one for one in root.iter("h2") if one.text == heading)
    found = []
    for sibling in h2.itersiblings():
        if sibling.tag == "h2":
            break
        found += [" ".join("".join(map(str, li.itertext())).split()) for li in sibling.iter("li")]
    return found


def test_it_counts_what_arrives(tmp_path: Path) -> None:
    root = page(tmp_path, "moodle", "en")
    assert lines(root, "What arrives") == ["2 hologram", "3 pages", "1 quiz", "9 questions"]
    assert "sample.mbz (1.2 MB)" in "".join(map(str, root.itertext()))


def test_losses_are_grouped_by_what_they_say(tmp_path: Path) -> None:
    root = page(
        tmp_path, "moodle", "en",
        Note("moodle", Loss.SHOWN_AS_TEXT, "level", "the quiz is left out: it holds no questions yet"),
        Note("moodle", Loss.SHOWN_AS_TEXT, "hours", "the quiz is left out: it holds no questions yet"),
        Note("moodle", Loss.LEFT_OUT, "quiz#own", "the <b> is left out"),
        Note("moodle", Loss.SITE_NEEDS, "module", "the language pack"),
    )  # fmt: skip
    assert lines(root, "What the format could not keep") == [
        "the quiz is left out: it holds no questions yet (level, hours)",
        "the <b> is left out (quiz#own)",
    ]
    assert lines(root, "What the site needs") == ["the language pack (module)"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", ["moodle", "imscc-1.1", "imscc-1.3", "html"])
def test_it_calls_nothing_from_elsewhere(name: str, language: str, tmp_path: Path) -> None:
    root = page(tmp_path, name, language, title="A & <b>")
    assert root.get("lang") == language
    assert "A & <b>" in "".join(map(str, root.find("head/title").itertext()))  # type: ignore[union-attr]  # parsed
    assert not [one for one in root.iter() if one.get("src") or one.tag in ("link", "script")]
    assert len(list(root.iter("ol"))) == 1


def test_a_note_without_a_phrase_is_marked_as_english(tmp_path: Path) -> None:
    root = page(tmp_path, "moodle", "fi", Note("moodle", Loss.LEFT_OUT, "x", "an unheard-of thing"))
    assert [one.text for one in root.iter("span") if one.get("lang") == "en"] == ["an unheard-of thing"]
