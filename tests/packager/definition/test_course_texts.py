"""Texts between units: nothing waits for one, and nothing links to one."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.definition.reader import load_module, read_module
from packager.definition.starter import create_module
from packager.document.course_text import CourseText

TEXT = "      - {id: halfway, kind: text, file: halfway.md}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the starter with a text between its units."""
    create_module(tmp_path / "module")
    for language in ("fi", "sv", "en"):
        text = f"# Halfway\n\nNow the quiz, {language}.\n"
        (tmp_path / "module" / language / "halfway.md").write_text(text, encoding="utf-8")
    changed(tmp_path / "module", "      - {id: quiz,", TEXT + "      - {id: quiz,")
    return tmp_path / "module"


def changed(folder: Path, old: str, new: str, file: str = "module.yaml") -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def errors(folder: Path) -> list[str]:
    _, problems = read_module(folder)
    return [str(one) for one in problems.errors]


def test_a_text_takes_no_time_and_is_read_in_each_language(folder: Path) -> None:
    unit = load_module(folder).unit("halfway")
    assert isinstance(unit, CourseText)
    assert unit.minutes == 0
    assert list(unit.body) == ["fi", "sv", "en"]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("kind: quiz,", "kind: quiz, after: [halfway],", "quiz.after"),
        ("kind: quiz,", "kind: quiz, restrict: {any: [{done: halfway}, {from: +1 day}]},", "quiz.restrict"),
        ("sections:", "badge: {units: [halfway]}\nsections:", "badge.units"),
    ],
)
def test_nothing_waits_for_a_text(folder: Path, old: str, new: str, field: str) -> None:
    changed(folder, old, new)
    said = [one for one in errors(folder) if "halfway" in one]
    assert len(said) == 1
    assert field in said[0]
    assert said[0].endswith("halfway is a text, which nobody does: wait for another unit")


def test_a_section_waits_for_no_text(folder: Path) -> None:
    changed(folder, "  - id: show\n", "  - id: show\n    restrict: {done: halfway}\n")
    assert any("halfway is a text, which nobody does" in one for one in errors(folder))


def test_nothing_links_to_a_text(folder: Path) -> None:
    with (folder / "en" / "2-discussion.md").open("a", encoding="utf-8") as file:
        file.write("\nSee [the middle](unit:halfway).\n")
    (said,) = [one for one in errors(folder) if "halfway" in one]
    assert said.startswith("en/2-discussion.md:")
    assert said.endswith("is a text between units, which has no page: link to a unit beside it")
