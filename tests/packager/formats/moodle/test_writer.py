"""The backup as a whole."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree

from packager.archive import ZipArchive
from packager.document.edition import Edition
from packager.formats.base import Job
from packager.formats.moodle.writer import write
from packager.notes import Loss, Notes
from tests.support.golden import assert_golden
from tests.support.moodle_package import MoodlePackage, sample_package
from tests.support.sample import sample_module
from tests.support.sample_questions import word_quiz_size

MADE_ELSEWHERE = "micro-credential.jsonld"
"""The record is rendered, and tested, outside this format."""


def as_zip(folder: Path) -> bytes:
    buffer = io.BytesIO()
    archive = ZipArchive(buffer)
    write(Job(edition=Edition(sample_module(folder), "sv"), notes=Notes("moodle")), archive)
    archive.close()
    return buffer.getvalue()


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    assert as_zip(tmp_path / "one") == as_zip(tmp_path / "two")


def test_contents_count_activities_and_questions(tmp_path: Path) -> None:
    contents = sample_package(tmp_path).contents
    assert contents.items == {
        "page": 8,
        "resource": 2,
        "url": 1,
        "book": 1,
        "glossary": 1,
        "folder": 1,
        "assign": 3,
        "forum": 2,
        "quiz": 3,
        "lesson": 1,
        "choice": 1,
        "h5pactivity": 1,
        "feedback": 2,
        "workshop": 1,
        "label": 1,
    }
    assert contents.questions == 9 + word_quiz_size() + 6


def test_every_file_begins_as_moodle_wants_it(tmp_path: Path) -> None:
    """Moodle looks for the declaration, with double quotes, in the first 200 bytes."""
    package = sample_package(tmp_path)
    for name, content in package.files.items():
        if name.endswith(".xml"):
            assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<'), name
    beginning = package.files["moodle_backup.xml"][:200]
    assert b"<moodle_backup>" in beginning
    assert b"<information>" in beginning


def test_what_moodle_refuses_to_miss_is_there(tmp_path: Path) -> None:
    files = set(sample_package(tmp_path).files)
    assert files >= {
        *("moodle_backup.xml", "roles.xml", "scales.xml", "outcomes.xml", "groups.xml", "questions.xml"),
        *("files.xml", "course/course.xml", "course/roles.xml", "course/filters.xml", "course/calendar.xml"),
        "course/contentbank.xml",
    }


def test_notes_name_every_loss(tmp_path: Path) -> None:
    notes = [(note.loss, note.place) for note in sample_package(tmp_path, "fi").notes]
    assert notes == [
        (Loss.NEAREST_FORM, "canvas"),  # the marker's page
        (Loss.SHOWN_AS_TEXT, "outcomes"),  # the embed
        (Loss.SHOWN_AS_TEXT, "outcomes#verb"),  # the self-check
        (Loss.SITE_NEEDS, "glossary"),  # the filter that links words
        (Loss.SITE_NEEDS, "glossary"),  # the filter that shows formulas
        (Loss.SHOWN_AS_TEXT, "stream"),  # a film elsewhere
        (Loss.SITE_NEEDS, "quiz#steps"),  # ordering
        (Loss.SETTING_DROPPED, "words"),  # hints that are never shown
        (Loss.NEAREST_FORM, "diary"),  # no place to write
        (Loss.SHOWN_AS_TEXT, "diary"),  # the embed
        (Loss.NEAREST_FORM, "ready"),  # no place for ticks
        (Loss.SITE_NEEDS, "cards"),  # the libraries of H5P
        (Loss.SITE_NEEDS, "exchange"),  # phases and allocation
        (Loss.SITE_NEEDS, "module"),  # times count from the start
        (Loss.NEAREST_FORM, "compass"),  # no profile
        (Loss.SETTING_DROPPED, "compass"),  # teachers see answers
        (Loss.LEFT_OUT, "compass#begin"),  # a link in a name
        (Loss.SETTING_DROPPED, "voices"),  # what Moodle shows
        (Loss.SITE_NEEDS, "report"),  # notes in PDF files
        (Loss.SITE_NEEDS, "report"),  # groups that hand in together
        (Loss.SETTING_DROPPED, "report"),  # a date that moves along
        (Loss.SETTING_DROPPED, "seminar"),  # a date that moves along
        (Loss.LEFT_OUT, "stages"),  # the text of a mixed section
        (Loss.SETTING_DROPPED, "handout"),  # groups
        (Loss.SITE_NEEDS, "handout"),  # stealth
        (Loss.SETTING_DROPPED, "handout"),  # a date that moves along
        (Loss.SITE_NEEDS, "talk"),  # a group
        (Loss.SETTING_DROPPED, "talk"),  # a date that moves along
        (Loss.SITE_NEEDS, "module"),  # the language pack
        (Loss.SETTING_DROPPED, "module"),  # the course's idnumber
        (Loss.SITE_NEEDS, "module"),  # custom fields
        (Loss.SITE_NEEDS, "module"),  # competency frameworks
    ]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_course_is_of_its_language(tmp_path: Path, language: str) -> None:
    course = sample_package(tmp_path, language).xml("course/course.xml")
    assert course.findtext("fullname") == f"Sample module ({language})"
    assert course.findtext("lang") == language
    assert course.findtext("shortname") == f"fi.example.sample-{language}"
    assert [tag.findtext("rawname") for tag in course.iter("tag")] == ["teacher"]


def test_a_hard_text_arrives_whole(tmp_path: Path) -> None:
    title = "]]> عنوان <b>&amp; 😀\u200f 𝒳"
    package = sample_package(tmp_path, title={"fi": title, "sv": title, "en": title})
    assert package.xml("course/course.xml").findtext("fullname") == title.replace("<", "&lt;").replace(
        ">", "&gt;"
    )


def test_a_title_of_any_length_fits(tmp_path: Path) -> None:
    title = "<" * 300
    package = sample_package(tmp_path, title={"en": title})
    name = package.xml("course/course.xml").findtext("fullname") or ""
    assert len(name) <= 255
    assert name.replace("&lt;", "") == "…"
    assert (Loss.SETTING_DROPPED, "module") in [(note.loss, note.place) for note in package.notes]


def test_the_sample_reads_as_agreed(tmp_path: Path) -> None:
    assert_golden("moodle/sample.en.txt", readable(sample_package(tmp_path)))


def readable(package: MoodlePackage) -> str:
    """Return all XML files in one text, without the empty ones and the record's."""
    record, data = package.activity("#record")[0], package.activity("#data")[0]
    parts = []
    for name in sorted(package.files):
        if not name.endswith(".xml") or name.startswith((record, data)):
            continue
        root = package.xml(name)
        for file in root.findall("file"):
            if file.findtext("filename") == MADE_ELSEWHERE:
                root.remove(file)
        if len(root):
            text = etree.tostring(root, encoding="unicode", pretty_print=True)
            parts.append(f"== {name}\n{text}")
    return "\n".join(parts)
