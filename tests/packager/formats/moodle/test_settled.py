"""What a unit is set to, in the activity that it becomes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.document.settings import Done, Settings
from packager.formats.moodle.moment import MOMENT
from packager.notes import Loss
from tests.packager.formats.moodle.test_activities import package_of
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample import units

DAY = 24 * 60 * 60
FIELDS = ("completion", "completionview", "completiongradeitemnumber", "completionpassgrade")
NULL = "$@NULL@$"


def one(folder: Path, unit_id: str, settings: Settings, **job: Any) -> MoodlePackage:
    """Return a backup of a unit alone."""
    unit = replace(units()[unit_id], after=(), restrict=None, settings=settings)
    return package_of(folder, unit, **job)


def test_the_sample_is_set_as_meant(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, reading, _ = package.activity("reading")
    assert (reading.findtext("completion"), reading.findtext("showdescription")) == ("1", "0")
    assert reading.findtext("completionexpected") == str(MOMENT + 7 * DAY)
    assert texts(reading, "tags/tag/rawname") == ["ethics", "Näyttö"]
    assert texts(reading, "tags/tag/name") == ["ethics", "näyttö"]
    _, handout, _ = package.activity("handout")
    assert (handout.findtext("visible"), handout.findtext("visibleoncoursepage")) == ("1", "0")
    _, talk, forum = package.activity("talk")
    assert (talk.findtext("groupmode"), talk.findtext("completionview")) == ("1", "1")
    assert (forum.findtext("completionposts"), forum.findtext("completionreplies")) == ("2", "1")


@pytest.mark.parametrize(
    ("unit", "done", "fields", "own"),
    [
        ("outcomes", Done(by_hand=True), ("1", "0", NULL, "0"), {}),
        ("quiz", Done(view=True), ("2", "1", NULL, "0"), {"completionminattempts": "0"}),
        ("quiz", Done(grade=True), ("2", "0", "0", "0"), {}),
        ("canvas", Done(submit=True), ("2", "0", NULL, "0"), {"completionsubmit": "1"}),
        ("canvas", Done(view=True, passed=True), ("2", "1", "0", "1"), {"completionsubmit": "0"}),
        ("talk", Done(discussions=1, replies=2), ("2", "0", NULL, "0"),
         {"completionposts": "0", "completiondiscussions": "1", "completionreplies": "2"}),
        ("ward", Done(view=True), ("2", "1", NULL, "0"), {"completionendreached": "0"}),
    ],
)  # fmt: skip
def test_a_unit_is_done_as_its_author_says(
    tmp_path: Path, unit: str, done: Done, fields: tuple[str, ...], own: dict[str, str]
) -> None:
    package = one(tmp_path, unit, Settings(done=done))
    _, module, element = package.activity(unit)
    assert tuple(module.findtext(name) for name in FIELDS) == fields
    assert {name: element.findtext(name) for name in own} == own
    assert len(package.xml("completion.xml").findall("course_completion_criteria")) == 1


def test_a_hidden_unit_is_not_needed_for_the_course(tmp_path: Path) -> None:
    package = one(tmp_path, "outcomes", Settings(hidden=True))
    _, module, _ = package.activity("outcomes")
    assert (module.findtext("visible"), module.findtext("visibleold")) == ("0", "0")
    assert package.xml("completion.xml").find("course_completion_criteria") is None


@pytest.mark.parametrize(("unit", "noted"), [("outcomes", True), ("quiz", False), ("talk", False)])
def test_groups_are_noted_where_moodle_has_none(tmp_path: Path, unit: str, noted: bool) -> None:
    package = one(tmp_path, unit, Settings(groups="visible"))
    assert package.activity(unit)[1].findtext("groupmode") == "2"
    said = [(note.loss, note.place) for note in package.notes if "Moodle has none in it" in note.text]
    assert said == ([(Loss.SETTING_DROPPED, unit)] if noted else [])


def test_the_marker_s_page_is_not_set_as_its_assignment(tmp_path: Path) -> None:
    package = one(tmp_path, "canvas", Settings(done=Done(by_hand=True), tags=("a",)))
    _, module, _ = package.activity("canvas#marking")
    assert module.findtext("completion") == "0"
    assert texts(module, "tags/tag/rawname") == []


def test_a_link_to_the_tool_is_set_alike(tmp_path: Path) -> None:
    settings = Settings(done=Done(view=True), hidden=True)
    package = one(tmp_path, "quiz", settings, delivery="lti", tool_url="https://poiju.example.fi")
    _, module, _ = package.activity("quiz")
    assert (module.findtext("modulename"), module.findtext("visible")) == ("lti", "0")
    assert tuple(module.findtext(name) for name in FIELDS) == ("2", "1", NULL, "0")
