"""A real Moodle restores what units and sections are set to, and keeps to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from packager.document.settings import Settings
from tests.acceptance.moodle.test_restore import activities, restored
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
            one["showdescription"], sorted(one["tags"]),
        )
        for key, one in found.items() if key in ("reading", "handout", "talk", "ward")
    }  # fmt: skip
    assert kept == {
        "reading": (1, 0, start + 7 * DAY, 1, 1, 0, 0, ["Ethics", "näyttö"]),
        "handout": (2, 1, int(EVE.timestamp()), 1, 0, 2, 1, []),
        "talk": (2, 1, 0, 1, 1, 1, 0, []),
        "ward": (2, 0, 0, 0, 1, 0, 0, []),
    }
    forum = found["talk"]["instance"]
    assert (forum["completionposts"], forum["completionreplies"]) == ("2", "1")
    assert found["ward"]["id"] not in arrived["course"]["criteria"]
