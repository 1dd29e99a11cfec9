"""The gradebook: one category, or groups with weights, pass marks and hidden grades."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from packager.document.grading import GradeGroup, Grading
from tests.support.moodle_package import MoodlePackage
from tests.support.sample import words
from tests.support.sample_course import full_module, sample_course

NATURAL, WEIGHTED_MEAN = "13", "10"
FIELDS = ("aggregationcoef", "gradepass", "hidden", "weightoverride")


def tree(package: MoodlePackage) -> dict[str, dict[str, str]]:
    """Return each grade item by its category's or unit's name, in the order of the gradebook."""
    book = package.xml("gradebook.xml")
    categories = {one.attrib["id"]: one for one in book.iter("grade_category")}
    names = {number: str(one.findtext("fullname")) for number, one in categories.items()}
    parents = {number: str(one.findtext("parent")) for number, one in categories.items()}
    found: dict[int, tuple[str, dict[str, str]]] = {}
    for root in package.roots().values():
        for item in root.iterfind("grade_items/grade_item"):
            own = item.findtext("iteminstance") if item.findtext("itemtype") != "mod" else None
            above = parents[own] if own else str(item.findtext("categoryid"))
            row: dict[str, Any] = {field: item.findtext(field) for field in FIELDS}
            row |= {"in": names.get(above, ""), "max": item.findtext("grademax")}
            row |= {"how": categories[own].findtext("aggregation")} if own else {}
            name = names[own] if own else str(item.findtext("idnumber"))
            place = int(item.findtext("sortorder") or 0)
            assert place not in found
            found[place] = (name, row)
    return dict(found[place] for place in sorted(found))


def test_without_grading_all_grades_count_the_same_in_one_category(tmp_path: Path) -> None:
    found = tree(MoodlePackage(replace(full_module(tmp_path), grading=None)))
    assert list(found) == ["?", "fi.example.sample/canvas", "fi.example.sample/quiz"]
    assert (found["?"]["how"], found["?"]["max"]) == (NATURAL, "200.00000")
    assert {row["in"] for name, row in found.items() if name != "?"} == {"?"}
    assert {row["aggregationcoef"] for row in found.values()} == {"0.00000"}


def test_groups_weigh_against_each_other(tmp_path: Path) -> None:
    found = tree(MoodlePackage(full_module(tmp_path)))
    assert [(name, row["in"]) for name, row in found.items()] == [
        ("?", ""),
        ("Work (en)", "?"),
        ("Tests (en)", "?"),
        ("fi.example.sample/canvas", "Work (en)"),
        ("fi.example.sample/quiz", "Tests (en)"),
    ]
    assert {row["how"] for row in found.values() if "how" in row} == {WEIGHTED_MEAN}
    weights = {name: Decimal(row["aggregationcoef"]) for name, row in found.items()}
    assert weights == {
        "?": 0, "Work (en)": 60, "Tests (en)": 40, "fi.example.sample/canvas": 2, "fi.example.sample/quiz": 1,
    }  # fmt: skip
    passes = {name: Decimal(row["gradepass"]) for name, row in found.items()}
    assert (passes["?"], passes["Work (en)"], passes["fi.example.sample/canvas"]) == (55, 50, 60)
    assert [name for name, row in found.items() if row["hidden"] == "1"] == ["fi.example.sample/quiz"]
    assert {row["max"] for row in found.values()} == {"100.00000"}


def test_what_only_counts_as_done_stays_outside_the_total(tmp_path: Path) -> None:
    """Through the tool a lesson, a book and a scenario send 100 when they are done."""
    package = MoodlePackage(full_module(tmp_path), delivery="lti", tool_url="https://poiju.example.fi")
    found = tree(package)
    done = {name: row for name, row in found.items() if name.endswith(("/outcomes", "/guide", "/ward"))}
    assert len(done) == 3
    assert {(row["in"], row["aggregationcoef"]) for row in done.values()} == {("?", "0.00000")}


def test_a_group_without_a_grade_in_the_course_has_no_category(tmp_path: Path) -> None:
    group = GradeGroup(id="none", title=words("None"), units=("outcomes",))
    assert "None (en)" not in tree(
        MoodlePackage(replace(full_module(tmp_path), grading=Grading(groups=(group,))))
    )


def test_each_module_of_a_course_counts_by_its_hours(tmp_path: Path) -> None:
    found = tree(MoodlePackage(sample_course(tmp_path)))
    modules = {name: row for name, row in found.items() if name.startswith(("Sample", "Second"))}
    assert {name: Decimal(row["aggregationcoef"]) for name, row in modules.items()} == {
        "Sample module (en)": 4,
        "Second module (en)": Decimal("2.5"),
    }
    assert {row["in"] for row in modules.values()} == {"?"}
    assert Decimal(modules["Sample module (en)"]["gradepass"]) == 55
    assert found["Work (en)"]["in"] == "Sample module (en)"
    second = {name: row["in"] for name, row in found.items() if name.startswith("fi.example.second")}
    assert set(second.values()) == {"Second module (en)"}
    assert {Decimal(found[name]["aggregationcoef"]) for name in second} == {1}


@pytest.mark.parametrize("grading", [None, Grading(hidden=("quiz",))])
def test_grades_of_a_module_alone_stand_in_the_courses_own_category(
    grading: Grading | None, tmp_path: Path
) -> None:
    module = replace(full_module(tmp_path), grading=grading)
    found = tree(MoodlePackage(module))
    assert len([row for row in found.values() if "how" in row]) == 1
    assert found["fi.example.sample/quiz"]["hidden"] == ("1" if grading else "0")
