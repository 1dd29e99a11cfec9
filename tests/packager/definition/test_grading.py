"""`grading:` as it is read: groups with their titles, or a group for each section."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from packager.definition.reader import load_module
from packager.definition.starter import create_module
from packager.document.grading import Grading

EVERYTHING = Path(__file__).parents[2] / "definitions" / "everything"


def grading_of(folder: Path) -> Grading:
    found = load_module(folder).grading
    assert found is not None
    return found


def test_groups_have_titles_in_each_language() -> None:
    grading = grading_of(EVERYTHING)
    work, quizzes = grading.groups
    assert work.title == {"fi": "Työt", "sv": "Arbeten", "en": "Work"}
    assert work.units == ("canvas", "cards", "report", "seminar", "exchange")
    assert (work.weight, work.passing) == (60, 50)
    assert (quizzes.units, quizzes.weight, quizzes.passing) == (("quiz",), 40, None)
    assert (grading.weights, grading.hidden, grading.passing) == ({"canvas": 2}, ("quiz",), 55)


def test_by_section_groups_what_has_a_grade(tmp_path: Path) -> None:
    create_module(tmp_path / "module")
    file = tmp_path / "module" / "module.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "grading: {by: section}\n", encoding="utf-8")
    [group] = grading_of(tmp_path / "module").groups
    assert (group.id, group.units, group.weight) == ("show", ("plan", "quiz"), Decimal(1))
    assert list(group.title) == ["fi", "sv", "en"]
