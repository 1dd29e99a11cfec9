"""Backups that Moodle made are read for what they hold, from Moodle 2.6 to 5.1."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from packager.inspection.inspection import inspect_backup
from packager.inspection.sites import get_site
from tests.support.backups import pack_tar, pack_zip, sample_files
from tests.support.shared import shared


def seen(name: str, moodle: str = "4.5") -> dict[str, Any]:
    return inspect_backup(shared(name), get_site(moodle)).as_json()


def kinds(findings: list[dict[str, Any]]) -> Counter[str]:
    return Counter(one["kind"] for one in findings)


def test_the_reference_course_of_moodle_4_5() -> None:
    found = seen("moodle-backups/moodle45-reference.mbz")
    assert found["backup"] == {
        "type": "course",
        "moodle_version": "2024100705.01",
        "moodle_release": "4.5.5+ (Build: 20250613)",
        "backup_release": "4.5",
        "made": "2026-11-22",
        "site": "http://127.0.0.1:8045",
        "users": False,
        "files": True,
    }
    assert found["course"]["fullname"] == "Lab reference course"
    assert found["file"]["archive"] == "tar.gz"
    assert [(row["number"], row["name"]) for row in found["sections"]][:2] == [
        (0, ""),
        (1, "Topic 1: Reading"),
    ]
    assert found["sections"][0]["activities"] == [{"kind": "forum", "name": "Announcements"}]
    assert found["activities"]["lti"] == 3
    assert sum(found["activities"].values()) == 22
    assert found["questions"]["types"] == {
        "multichoice": 3, "truefalse": 3, "numerical": 2, "shortanswer": 2, "ddwtos": 1, "description": 1,
        "essay": 1, "gapselect": 1, "match": 1, "multianswer": 1, "ordering": 1,
    }  # fmt: skip
    assert found["questions"]["random_slots"] == 1
    assert found["files"]["contents"] == 8
    assert found["contents"]["badges"] == 1
    assert found["contents"]["competencies"] == 2
    assert found["plugins"] == []
    assert kinds(found["needs"]) == {
        "custom-field": 3, "competency-framework": 1, "lti-tool": 2, "badges": 1, "h5p": 1,
        "availability": 1, "completion": 1,
    }  # fmt: skip
    assert kinds(found["losses"]) == {"lti-without-tool": 1}


def test_a_course_bank_of_4_5_moves_in_5_1() -> None:
    found = seen("moodle-backups/moodle45-reference.mbz", "5.1")
    assert kinds(found["losses"]) == {"bank-moves": 1, "lti-without-tool": 1}


def test_the_reference_course_of_moodle_5_1_is_too_new_for_4_5() -> None:
    found = seen("moodle-backups/moodle51-reference.mbz")
    assert kinds(found["losses"]) == {"newer": 1, "bank-dropped": 1, "lti-without-tool": 1}
    assert kinds(seen("moodle-backups/moodle51-reference.mbz", "5.1")["losses"]) == {"lti-without-tool": 1}


@pytest.mark.parametrize(
    ("name", "release", "activities", "types"),
    [
        ("admin_tool_uploadcourse_tests_fixtures_backup", "2.6dev (Build: 20130614)", {"glossary": 1}, {}),
        (
            "backup_moodle2_tests_fixtures_availability_26_format",
            "2.6.2 (Build: 20140310)",
            {"page": 14, "forum": 1, "quiz": 1},
            {"truefalse": 1},
        ),
        ("mod_quiz_tests_fixtures_moodle_28_quiz", "2.8.5+ (Build: 20150319)", {"quiz": 1}, {"truefalse": 2}),
        (
            "mod_quiz_tests_fixtures_moodle_311_quiz",
            "3.11.6+ (Build: 20220401)",
            {"quiz": 1},
            {"random": 3, "truefalse": 2},
        ),
        (
            "mod_quiz_tests_fixtures_moodle_42_random_question",
            "4.3dev (Build: 20230804)",
            {"quiz": 1},
            {"truefalse": 2},
        ),
    ],
)
def test_older_backups(name: str, release: str, activities: dict[str, int], types: dict[str, int]) -> None:
    found = seen(f"cartridges/moodle_tests/{name}.mbz")
    assert found["backup"]["moodle_release"] == release
    assert found["activities"] == activities
    assert found["questions"]["types"] == types
    assert found["losses"] == []


@pytest.mark.parametrize("moodle", ["4.5", "5.1"])
@pytest.mark.parametrize("pack", [pack_zip, pack_tar])
def test_our_own_backup_loses_nothing(pack: Any, moodle: str, tmp_path: Path) -> None:
    path = pack(tmp_path / "sample.mbz", sample_files(tmp_path / "module"))
    found = inspect_backup(path, get_site(moodle)).as_json()
    assert found["losses"] == []
    assert found["plugins"] == []
    ours = {"competency-framework": 2, "custom-field": 8}
    assert kinds(found["needs"]) == {"availability": 1, "completion": 1, "h5p": 1, **ours}
    (h5p,) = (one for one in found["needs"] if one["kind"] == "h5p")
    assert h5p["text"].startswith("the H5P libraries H5P.PoijuCard 1.0, or a manager or administrator")
    assert h5p["places"] == ("cards.h5p",)


def test_links_to_the_tool_need_it_by_address(tmp_path: Path) -> None:
    files = sample_files(tmp_path / "module", delivery="lti", tool_url="https://tool.example.fi")
    found = inspect_backup(pack_zip(tmp_path / "sample.mbz", files), get_site("5.1")).as_json()
    assert found["losses"] == []
    (tool,) = (one for one in found["needs"] if one["kind"] == "lti-tool")
    assert tool["text"] == "an external tool for tool.example.fi, which the links find by their address"
    assert len(tool["places"]) == found["activities"]["lti"]
