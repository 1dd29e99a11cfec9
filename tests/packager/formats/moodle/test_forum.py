"""Discussions in Moodle: forums of each type, with their subscription, dates and the grade of the whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.discussions import PLAIN_TALK, Style, Subscription, Talk
from packager.document.restriction import Restriction, Several, UnitGraded, UnitPassed
from packager.document.settings import Done, Settings
from packager.formats.moodle.moment import MOMENT
from tests.packager.formats.moodle.test_activities import package_of
from tests.support.moodle_package import MoodlePackage, sample_package
from tests.support.sample import units
from tests.support.sample_discussions import seminar
from tests.support.sample_settings import EVE

NULL = "$@NULL@$"
DAY = 24 * 60 * 60


def talk(folder: Path, talk: Talk, **changes: object) -> MoodlePackage:
    """Return a backup of the seminar alone, set otherwise."""
    return package_of(folder, replace(seminar(), talk=talk, **changes))  # type: ignore[arg-type]  # its own fields


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("general", "general"),
        ("each", "eachuser"),
        ("single", "single"),
        ("questions", "qanda"),
        ("blog", "blog"),
    ],
)
def test_each_style_is_a_type_of_forum(tmp_path: Path, style: Style, kind: str) -> None:
    assert talk(tmp_path, Talk(style=style)).activity("seminar")[2].findtext("type") == kind


@pytest.mark.parametrize(
    ("subscription", "kept"), [("optional", "0"), ("forced", "1"), ("automatic", "2"), ("off", "3")]
)
def test_who_is_told_of_new_posts(tmp_path: Path, subscription: Subscription, kept: str) -> None:
    forum = talk(tmp_path, Talk(subscription=subscription)).activity("seminar")[2]
    assert forum.findtext("forcesubscribe") == kept


def test_a_graded_discussion_has_the_grade_of_the_whole_forum(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    folder, module, forum = package.activity("seminar")
    item = package.xml(f"{folder}/grades.xml").find(".//grade_item")
    assert item is not None
    fields = ("itemname", "itemnumber", "idnumber", "gradepass", "grademax")
    assert [item.findtext(name) for name in fields] == [
        "Seminar (en): all posts", "1", NULL, "40.00000", "100.00000",
    ]  # fmt: skip
    assert (forum.findtext("grade_forum"), forum.findtext("assessed")) == ("100", "0")
    assert (forum.findtext("duedate"), forum.findtext("cutoffdate")) == (
        str(MOMENT + 10 * DAY), str(int(EVE.timestamp())),
    )  # fmt: skip
    assert module.findtext("completiongradeitemnumber") == "1"
    assert (module.findtext("completionpassgrade"), forum.findtext("completionposts")) == ("1", "1")


def test_a_discussion_without_a_grade_has_no_column(tmp_path: Path) -> None:
    package = talk(tmp_path, PLAIN_TALK)
    folder, module, forum = package.activity("seminar")
    assert package.xml(f"{folder}/grades.xml").find(".//grade_item") is None
    assert module.findtext("completiongradeitemnumber") == NULL
    assert forum.findtext("grade_forum") == "0"


def test_others_may_wait_for_its_grade(tmp_path: Path) -> None:
    rule = Several(how="all", conditions=(UnitPassed(unit="seminar"), UnitGraded(unit="seminar", least=10)))
    waiting = replace(units()["talk"], restrict=Restriction(rule=rule), settings=Settings())
    package = package_of(tmp_path, seminar(), waiting)
    item = package.xml(f"{package.activity('seminar')[0]}/grades.xml").find(".//grade_item")
    assert item is not None
    assert json.loads(package.activity("talk")[1].findtext("availability") or "")["c"] == [
        {"type": "completion", "cm": int(package.activity("seminar")[1].attrib["id"]), "e": 2},
        {"type": "grade", "id": int(item.attrib["id"]), "min": 10},
    ]


def test_done_with_the_grade_alone(tmp_path: Path) -> None:
    package = talk(tmp_path, seminar().talk, settings=Settings(done=Done(grade=True)))
    _, module, forum = package.activity("seminar")
    assert module.findtext("completiongradeitemnumber") == "1"
    assert (module.findtext("completionpassgrade"), forum.findtext("completionposts")) == ("0", "0")
