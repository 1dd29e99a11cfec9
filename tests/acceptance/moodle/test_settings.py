"""A real Moodle restores what units and sections are set to, and keeps to it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.moodle.test_restore import activities, restored
from tests.support.sample import sample_module
from tests.support.sample_settings import EVE

pytestmark = pytest.mark.moodle

DAY = 24 * 60 * 60


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("settings")
    return restored(sample_module(folder / "media"), folder, wish="--only")


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
