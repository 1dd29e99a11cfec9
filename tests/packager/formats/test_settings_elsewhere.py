"""Formats that lock, hide and track nothing say so, and show what they can."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.edition import Edition
from packager.document.module import Module
from packager.document.settings import PLAIN, Settings
from packager.formats.base import Job
from packager.formats.common_cartridge.writer import write_1_1, write_1_3
from packager.formats.html_site.writer import write as write_site
from packager.note_phrases import note_text
from packager.notes import Loss, Notes
from tests.support.moodle_package import MemoryArchive
from tests.support.sample import sample_module


def built(module: Module, writer: object, name: str, language: str = "en") -> tuple[dict[str, str], Notes]:
    archive, notes = MemoryArchive(), Notes(name)
    writer(Job(edition=Edition(module, language), notes=notes), archive)  # type: ignore[operator]  # a writer
    return {name: content.decode(errors="replace") for name, content in archive.files.items()}, notes


def with_settings(module: Module, unit_id: str, settings: Settings) -> Module:
    """Return a module with one unit set otherwise."""
    sections = tuple(
        replace(
            section,
            units=tuple(
                replace(unit, settings=settings) if unit.id == unit_id else unit for unit in section.units
            ),
        )
        for section in module.sections
    )
    return replace(module, sections=sections)


@pytest.mark.parametrize(
    ("writer", "name", "advice"),
    [
        (write_1_1, "imscc-1.1", "does not travel: set it in the platform"),
        (write_1_3, "imscc-1.3", "does not travel: set it in the platform"),
        (write_site, "html", "is left to whoever reads the site"),
    ],
)
def test_each_setting_is_noted(tmp_path: Path, writer: object, name: str, advice: str) -> None:
    _, notes = built(sample_module(tmp_path), writer, name)
    said = {note.place: note.text for note in notes if note.text.startswith("what it is set to")}
    assert said == {
        "reading": "what it is set to (done: by-hand; expected: +7 days; tags: [ethics, Näyttö]; "
                   f"description: false) {advice}",
        "handout": "what it is set to (expected: 2036-12-24T16:00+02:00; stealth: true; groups: visible) "
                   f"{advice}",
        "report": "what it is set to (files: {most: 3, megabytes: 10, types: [pdf, docx]}; opens: +0 days; "
                  "due: +14 days 23:59; closes: +21 days; marked: 2036-12-24T16:00+02:00; word_limit: 350; "
                  "feedback: [comments, file, annotation]; tries: 3; reopen: at-once; team: all) "
                  f"{advice}",
        "seminar": "what it is set to (style: each; subscription: forced; due: +10 days; "
                   f"closes: 2036-12-24T16:00+02:00; graded: true; pass: 40) {advice}",
        "talk": f"what it is set to (done: [view, posts: 2, replies: 1]; groups: separate) {advice}",
    }  # fmt: skip


def test_a_site_leaves_hidden_units_out(tmp_path: Path) -> None:
    module = with_settings(sample_module(tmp_path), "quiz", Settings(hidden=True))
    files, notes = built(replace(module, sections=_without_conditions(module)), write_site, "html")
    assert "units/quiz.html" not in files
    assert "Quiz (en)" not in files["index.html"]
    said = {(note.loss, note.place): note.text for note in notes}
    assert said[Loss.LEFT_OUT, "quiz"] == "the unit is left out: it is hidden"
    assert said[Loss.SHOWN_AS_TEXT, "guide"].endswith("is text: that unit is hidden")
    for note in notes:
        assert 'lang="en"' not in note_text(note.text, "fi")


def _without_conditions(module: Module) -> tuple[object, ...]:
    return tuple(
        replace(section, units=tuple(replace(unit, restrict=None) for unit in section.units))
        for section in module.sections
    )


def test_a_section_of_hidden_units_alone_is_left_out(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    learn, finish = module.sections
    hidden = tuple(replace(unit, settings=Settings(hidden=True)) for unit in learn.units)
    shown = replace(module, sections=(replace(learn, units=hidden), finish)).without_hidden()
    assert [section.id for section in shown.sections] == ["finish"]
    assert module.without_hidden() is module


def test_a_site_lists_no_stealth_unit_but_has_it(tmp_path: Path) -> None:
    files, _ = built(sample_module(tmp_path), write_site, "html")
    assert "Handout (en)" not in files["index.html"]
    assert "Handout (en)" in files["units/handout.html"]
    assert 'rel="next"' in files["units/handout.html"]  # to the contents
    assert "handout.html" not in files["units/reading.html"]
    listed = with_settings(sample_module(tmp_path / "again"), "handout", PLAIN)
    assert "handout.html" in built(listed, write_site, "html")[0]["units/reading.html"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "To be done by: 7 days after the start of the course"),
     ("fi", "Tehtävä viimeistään: 7 päivää kurssin alkamisen jälkeen"),
     ("sv", "Ska vara gjord senast: 7 dagar efter kursens början")],
)  # fmt: skip
def test_a_site_says_by_when_one_is_to_be_done(tmp_path: Path, language: str, said: str) -> None:
    files, _ = built(sample_module(tmp_path), write_site, "html", language)
    assert said in re.sub(r"\s+", " ", files["units/reading.html"])
