"""Restrictions as Moodle's restricted access: activities, grades and groups by number, times by the start."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.document.restriction import How, Restriction, Several, UnitDone, UnitPassed
from packager.document.units import Unit
from packager.formats.moodle.moment import MOMENT
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage, sample_package
from tests.support.sample import sample_module, units
from tests.support.sample_settings import EVE

DAY = 24 * 60 * 60


def restriction(package: MoodlePackage, unit: str) -> Any:
    """Return the restriction of a unit."""
    return json.loads(package.activity(unit)[1].findtext("availability") or "")


def grade_item(package: MoodlePackage, unit: str) -> int:
    """Return the number of a unit's grade."""
    item = package.xml(f"{package.activity(unit)[0]}/grades.xml").find(".//grade_item")
    assert item is not None
    return int(item.attrib["id"])


def restricted(folder: Path, unit: Unit) -> MoodlePackage:
    """Return the sample whose discussion is this one."""
    module = sample_module(folder)
    learn, finish = module.sections
    others = tuple(unit if one.id == unit.id else one for one in finish.units)
    return MoodlePackage(replace(module, sections=(learn, replace(finish, units=others))))


def test_every_condition_finds_what_it_waits_for(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    outcomes, canvas, quiz = (
        int(package.activity(one)[1].attrib["id"]) for one in ("outcomes", "canvas", "quiz")
    )
    (group,) = package.xml("groups.xml").findall("group")
    assert restriction(package, "talk") == {
        "op": "&",
        "c": [
            {"op": "|", "c": [
                {"type": "completion", "cm": outcomes, "e": 1},
                {"type": "grade", "id": grade_item(package, "quiz"), "min": 50, "max": 80},
                {"type": "completion", "cm": canvas, "e": 2},
                {"type": "group", "id": int(group.attrib["id"])},
            ]},
            {"op": "!|", "c": [{"type": "completion", "cm": quiz, "e": 2}]},
            {"type": "date", "d": ">=", "t": MOMENT + 14 * DAY},
            {"type": "date", "d": "<", "t": int(EVE.timestamp())},
        ],
        "showc": [True] * 4,
    }  # fmt: skip
    assert group.findtext("name") == "Ward A"


def test_a_section_is_restricted(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    sections = [root for name, root in package.roots().items() if name.endswith("/section.xml")]
    found = {root.findtext("name"): root.findtext("availabilityjson") for root in sections}
    assert found["Learn (en)"] == "$@NULL@$"
    assert json.loads(found["Finish (en)"] or "") == {
        "op": "&", "c": [{"type": "date", "d": ">=", "t": MOMENT}], "showc": [True],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("how", "shown"),
    [("all", {"showc": [False, False]}), ("any", {"show": False}), ("none", {"showc": [False, False]})],
)
def test_what_is_hidden_shows_nothing(tmp_path: Path, how: How, shown: dict[str, Any]) -> None:
    """Moodle wants `showc` where conditions are shown one by one, and `show` for the others (tree.php)."""
    rule = Several(how=how, conditions=(UnitDone(unit="outcomes"), UnitDone(unit="guide")))
    unit = replace(units()["talk"], restrict=Restriction(rule=rule, hidden=True))
    found = restriction(restricted(tmp_path, unit), "talk")
    assert {name: value for name, value in found.items() if name.startswith("show")} == shown


@pytest.mark.parametrize("how", ["any", "none"])
def test_what_comes_after_stands_beside_the_other_conditions(tmp_path: Path, how: How) -> None:
    rule = Several(how=how, conditions=(UnitDone(unit="guide"),))
    unit = replace(units()["talk"], after=("outcomes",), restrict=Restriction(rule=rule, hidden=True))
    package = restricted(tmp_path, unit)
    found = restriction(package, "talk")
    assert found["op"] == "&"
    assert found["showc"] == [True, False]
    assert found["c"][0]["cm"] == int(package.activity("outcomes")[1].attrib["id"])
    assert found["c"][1] == {
        "op": {"any": "|", "none": "!|"}[how],
        "c": [{"type": "completion", "cm": int(package.activity("guide")[1].attrib["id"]), "e": 1}],
    }


def test_a_backup_without_groups_says_that_it_has_none(tmp_path: Path) -> None:
    package = restricted(tmp_path, replace(units()["talk"], restrict=None))
    said = {
        one.findtext("name"): one.findtext("value")
        for one in package.xml("moodle_backup.xml").iter("setting")
    }
    assert said["groups"] == "0"
    assert len(package.xml("groups.xml")) == 0
    named = sample_package(tmp_path / "named").xml("moodle_backup.xml").iter("setting")
    assert {one.findtext("name"): one.findtext("value") for one in named}["groups"] == "1"


def test_what_a_site_decides_about_times_and_groups_is_noted(tmp_path: Path) -> None:
    start = "its times count from the course's start: choose that at the restore, as Moodle moves none later"
    eve = (
        "the time 2036-12-24T16:00+02:00 moves along when a restore changes the course's start: set it again"
    )
    notes = {(note.loss, note.place, note.text) for note in sample_package(tmp_path).notes}
    assert notes >= {
        (Loss.SITE_NEEDS, "talk", "the group Ward A arrives without members: add them in the course"),
        (Loss.SITE_NEEDS, "module", start),
        (Loss.SETTING_DROPPED, "talk", f"{eve} there"),
    }


def test_passed_asks_for_the_grade_where_passing_does_not_complete(tmp_path: Path) -> None:
    """Under LTI delivery the assignment is Moodle's own, and so is its grade."""
    rule = Several(how="all", conditions=(UnitPassed(unit="quiz"),))
    unit = replace(units()["talk"], restrict=Restriction(rule=rule))
    package = MoodlePackage(
        restricted(tmp_path, unit).module, delivery="lti", tool_url="https://poiju.example.fi"
    )
    assert restriction(package, "talk")["c"] == [
        {"type": "completion", "cm": int(package.activity("quiz")[1].attrib["id"]), "e": 2}
    ]
