"""A real Moodle restores what units and sections are set to, and keeps to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from packager.document.settings import Settings
from tests.support.moodle_restored import activities, restored
from tests.support.sample import sample_module
from tests.support.sample_settings import EVE

pytestmark = pytest.mark.moodle

DAY = 24 * 60 * 60


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The sample, its scenario hidden and its book done with the first post of all."""
    folder = tmp_path_factory.mktemp("settings")
    module = sample_module(folder / "media")
    sections = tuple(
        replace(one, units=tuple(
            replace(unit, settings=Settings(hidden=True)) if unit.id == "ward" else unit for unit in one.units
        ))
        for one in module.sections
    )  # fmt: skip
    return restored(replace(module, sections=sections), folder, wish="--only")


def test_a_restriction_finds_its_activities_grades_and_groups(arrived: dict[str, Any]) -> None:
    found, course = activities(arrived), arrived["course"]
    (group,) = course["groups"]
    assert course["groups"][group] == "Ward A"
    assert found["talk"]["availability"] == {
        "op": "&",
        "c": [
            {"op": "|", "c": [
                {"type": "completion", "cm": found["outcomes"]["id"], "e": 1},
                {"type": "grade", "id": found["quiz"]["grades"][0]["id"], "min": 50, "max": 80},
                {"type": "completion", "cm": found["canvas"]["id"], "e": 2},
                {"type": "group", "id": int(group)},
            ]},
            {"op": "!|", "c": [{"type": "completion", "cm": found["quiz"]["id"], "e": 2}]},
            {"type": "date", "d": ">=", "t": course["start"] + 14 * DAY},
            {"type": "date", "d": "<", "t": int(EVE.timestamp())},
        ],
        "showc": [True] * 4,
    }  # fmt: skip


def test_a_section_opens_with_the_course(arrived: dict[str, Any]) -> None:
    course = arrived["course"]
    assert [section["availability"] for section in course["sections"]] == [
        None, None, {"op": "&", "c": [{"type": "date", "d": ">=", "t": course["start"]}], "showc": [True]},
    ]  # fmt: skip


def test_units_are_done_seen_and_grouped_as_set(arrived: dict[str, Any]) -> None:
    found, start = activities(arrived), arrived["course"]["start"]
    kept = {
        key: (
            one["completion"], one["view"], one["expected"], one["visible"], one["listed"], one["groupmode"],
            one["showdescription"], sorted(tag.lower() for tag in one["tags"]),
        )
        for key, one in found.items() if key in ("reading", "handout", "talk", "ward")
    }  # fmt: skip
    assert kept == {
        "reading": (1, 0, start + 7 * DAY, 1, 1, 0, 0, ["ethics", "näyttö"]),
        "handout": (2, 1, int(EVE.timestamp()), 1, 0, 2, 1, []),
        "talk": (2, 1, 0, 1, 1, 1, 0, []),
        "ward": (2, 0, 0, 0, 1, 0, 0, []),
    }
    forum = found["talk"]["instance"]
    assert (forum["completionposts"], forum["completionreplies"]) == ("2", "1")
    assert found["ward"]["id"] not in arrived["course"]["criteria"]


def test_a_rubric_marks_the_work(arrived: dict[str, Any]) -> None:
    scheme = activities(arrived)["canvas"]["scheme"]
    assert (scheme["method"], scheme["ready"]) == ("rubric", True)
    assert scheme["criteria"] == [
        ["One verb <em> (en) (LO2)",
         [[0, "None (en)"], [2.5, 'Not seen & "vague" (en)'], [4, "Seen (en)"]]],
        ["Condition (en)", [[0, "None (en)"], [1, "Whole (en)"]]],
    ]  # fmt: skip
    assert (scheme["best"], scheme["weakest"]) == (100, 0)
    assert "One verb &lt;em&gt; (en) (LO2)" in scheme["preview"]
    assert "Not seen &amp; &quot;vague&quot; (en)" in scheme["preview"]


def test_a_guide_marks_the_work(arrived: dict[str, Any]) -> None:
    scheme = activities(arrived)["report"]["scheme"]
    assert (scheme["method"], scheme["ready"]) == ("guide", True)
    assert scheme["criteria"] == [
        ["Sources (en) (LO2)", "Two &lt; three & named (en)", "Look at the years. (en)", 6],
        ["Language (en)", "Plain (en)", "", 1.5],
    ]
    assert scheme["comments"] == ["Name the year. (en)", "Write &lt;shorter&gt;. (en)"]
    assert (scheme["best"], scheme["weakest"]) == (100, 0)
    assert "Two &lt; three &amp; named (en)" in scheme["preview"]


def test_an_assignment_asks_what_it_was_told(arrived: dict[str, Any]) -> None:
    report, start = activities(arrived)["report"], arrived["course"]["start"]
    kept = report["instance"]
    times = ("allowsubmissionsfromdate", "duedate", "cutoffdate", "gradingduedate")
    assert [int(kept[name]) for name in times] == [
        start, start + 15 * DAY - 60, start + 21 * DAY, int(EVE.timestamp()),
    ]  # fmt: skip
    assert [kept[name] for name in ("maxattempts", "attemptreopenmethod", "teamsubmission",
                                    "requireallteammemberssubmit", "submissiondrafts")] == [
        "3", "automatic", "1", "1", "1",
    ]  # fmt: skip
    assert set(report["settings"]) >= {
        "assignsubmission/onlinetext/wordlimitenabled=1", "assignsubmission/onlinetext/wordlimit=350",
        "assignsubmission/file/maxfilesubmissions=3", "assignsubmission/file/filetypeslist=.pdf,.docx",
        "assignsubmission/file/maxsubmissionsizebytes=10485760", "assignfeedback/editpdf/enabled=1",
        "assignfeedback/file/enabled=1", "assignfeedback/comments/enabled=1",
    }  # fmt: skip


def test_a_discussion_goes_as_set(arrived: dict[str, Any]) -> None:
    seminar, start = activities(arrived)["seminar"], arrived["course"]["start"]
    forum = seminar["instance"]
    assert [forum[name] for name in ("type", "forcesubscribe", "grade_forum", "duedate", "cutoffdate")] == [
        "eachuser", "1", "100", str(start + 10 * DAY), str(int(EVE.timestamp())),
    ]  # fmt: skip
    assert [(one["maximum"], one["passing"], one["number"]) for one in seminar["grades"]] == [(100, 40, 1)]
    assert (seminar["by_grade"], seminar["pass_grade"]) == ("1", 1)
