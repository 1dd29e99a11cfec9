"""A real Moodle takes over what belongs to the course as a whole: fields, competencies, grades, badges."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.archive import zip_archive
from packager.document.course import Course, course_of
from packager.document.edition import Edition
from packager.formats.base import Job
from packager.formats.moodle.writer import write_course
from packager.notes import Notes
from packager.site_files import write_site_files
from tests.support.sample import ESCO, ID
from tests.support.sample_course import COURSE, SECOND, sample_course

pytestmark = pytest.mark.moodle

LANGUAGE = "en"
EVIDENCE, NOTHING = 1, 0
WEIGHTED_MEAN = 10
OVERALL, BY_ACTIVITY, BY_COURSE = 0, 1, 4


def restored(course: Course, folder: Path, *, prepared: bool = True) -> dict[str, Any]:
    """Prepare the site as the files say, let it restore the course, and return what arrived."""
    moodle = os.environ.get("MOODLE_DIR")
    if not moodle or shutil.which("php") is None:
        pytest.skip("needs a Moodle to restore into: set MOODLE_DIR, and have php on the path")
    backup, site = folder / "course.mbz", folder / "site"
    job = Job(edition=Edition(course.first, LANGUAGE), notes=Notes("moodle"))
    with zip_archive(backup) as archive:
        write_course(course, job, archive)
    write_site_files(tuple(course.modules), (LANGUAGE,), site)
    command = ["php", str(Path(__file__).with_name("course_level.php")), moodle, str(backup)]
    done = subprocess.run(
        [*command, str(site)] if prepared else command, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    assert answer["complaints"] == []
    arrived: dict[str, Any] = answer["course"]
    return arrived


def by_idnumber(arrived: dict[str, Any]) -> dict[str, Any]:
    return {one["idnumber"]: one for one in arrived["activities"]}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return sample_course(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def path(course: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return restored(course, tmp_path_factory.mktemp("path"))


@pytest.fixture(scope="module")
def alone(course: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return restored(course_of(course.first), tmp_path_factory.mktemp("alone"))


def test_sections_follow_each_other_module_by_module(path: dict[str, Any]) -> None:
    assert [one["name"] for one in path["sections"]] == [
        "About this course",
        "1. Sample module (en)", "1.1 Learn (en)", "1.2 Finish (en)",
        "2. Second module (en)", "2.1 Learn (en)", "2.2 Finish (en)",
    ]  # fmt: skip
    assert "What comes next. (en)" in path["sections"][4]["summary"]


def test_the_units_of_all_required_modules_complete_the_course(path: dict[str, Any], course: Course) -> None:
    assert path["required"] == [unit.key for module in course.modules for unit in module.units]


def test_competencies_are_those_of_the_imported_frameworks(path: dict[str, Any]) -> None:
    outcomes = {f"{key} {key}#{outcome}": EVIDENCE for key in (ID, SECOND) for outcome in ("LO1", "LO2")}
    assert path["competencies"] == {**outcomes, f"esco {ESCO}": EVIDENCE}
    found = {key: one["competencies"] for key, one in by_idnumber(path).items()}
    assert found[f"{ID}/outcomes"] == {f"{ID} {ID}#LO1": NOTHING, f"esco {ESCO}": NOTHING}
    assert found[f"{SECOND}/canvas"] == {f"{SECOND} {SECOND}#LO2": EVIDENCE}
    assert found[f"{ID}#record"] == []


def test_custom_fields_are_filled(path: dict[str, Any], alone: dict[str, Any]) -> None:
    assert alone["fields"] == {
        "mc_id": ID,
        "mc_version": "1.2.0",
        "mc_hours": "4",
        "mc_field": "0111 Education science; 0114 Teacher training with subject specialisation",
        "mc_mode": "Online",
        "mc_language": "en",
        "mc_licence": "CC-BY-SA-4.0",
        "mc_issuer": "Example College (en)",
    }
    assert path["fields"] == {**alone["fields"], "mc_id": COURSE, "mc_version": "1.0.0", "mc_hours": "6.5"}


def test_the_gradebook_has_the_groups_of_the_modules(path: dict[str, Any]) -> None:
    def row(one: dict[str, Any]) -> tuple[Any, ...]:
        return (
            one["category"],
            one["coefficient"],
            one["max"],
            one["pass"],
            one["hidden"],
            one["aggregation"],
        )

    found = {one["idnumber"] or one["name"]: row(one) for one in path["grades"]}
    first, second = "Sample module (en)", "Second module (en)"
    assert found == {
        "?": (None, 0, 100, 0, 0, WEIGHTED_MEAN),
        first: ("?", 4, 100, 55, 0, WEIGHTED_MEAN),
        "Work (en)": (first, 60, 100, 50, 0, WEIGHTED_MEAN),
        "Tests (en)": (first, 40, 100, 0, 0, WEIGHTED_MEAN),
        second: ("?", 2.5, 100, 0, 0, WEIGHTED_MEAN),
        f"{ID}/canvas": ("Work (en)", 2, 100, 60, 0, None),
        f"{ID}/quiz": ("Tests (en)", 1, 100, 80, 1, None),
        f"{SECOND}/canvas": (second, 1, 100, 0, 0, None),
        f"{SECOND}/quiz": (second, 1, 100, 60, 0, None),
    }
    assert list(found)[:5] == ["?", first, "Work (en)", "Tests (en)", second]


def test_badges_arrive_switched_off_with_criteria_and_alignments(path: dict[str, Any]) -> None:
    first, second, whole = path["badges"]
    assert [one["active"] for one in path["badges"]] == [False, False, False]
    names = [one["row"]["name"] for one in path["badges"]]
    assert names == ["Sample module (en)", "Second badge (en)", "The whole path (en)"]
    asked = [{one["type"]: set(one["of"]) for one in badge["criteria"]} for badge in path["badges"]]
    assert asked == [
        {OVERALL: set(), BY_ACTIVITY: {f"{ID}/canvas", f"{ID}/quiz"}},
        {OVERALL: set(), BY_ACTIVITY: {f"{SECOND}/{unit}" for unit in ("outcomes", "canvas", "quiz")}},
        {OVERALL: set(), BY_COURSE: {"this course"}},
    ]
    assert "<li>writes outcomes (en)</li>" in first["criteria"][1]["text"]
    [skill] = first["alignments"]
    assert (skill["targeturl"], skill["targetname"]) == (ESCO, "develop learning curriculum")
    assert (skill["targetframework"], skill["targetcode"]) == ("ESCO", ESCO.rpartition("/")[2])
    assert sorted(whole["related"]) == sorted(names[:2])
    assert first["related"] == second["related"] == [names[2]]
    row = second["row"]
    said = [
        row[name]
        for name in ("issuername", "issuerurl", "issuercontact", "language", "version", "imagecaption")
    ]
    assert said == [
        "Example College (en)", "https://example.fi", "help@example.fi", "en", "2.0.0", "A medal (en)",
    ]  # fmt: skip
    sizes = {name: one["width"] for name, one in first["files"].items()}
    assert sizes == {"f1.png": 100, "f2.png": 35, "f3.png": 512}
    assert {one["mimetype"] for one in first["files"].values()} == {"image/png"}


def test_the_course_has_the_picture_and_the_tags_of_its_modules(path: dict[str, Any]) -> None:
    assert path["picture"] == ["figure.png"]
    tags = sorted(tag.lower() for tag in path["tags"])  # a site keeps the spelling that it met first
    assert tags == ["level (en)", "manager", "teacher", "workload"]


def test_a_site_that_has_nothing_takes_the_course_without_a_complaint(course: Course, tmp_path: Path) -> None:
    module = course.parts[1].module
    outcomes = replace(module.credential, outcomes=module.credential.outcomes[1:])  # names no skill
    arrived = restored(course_of(replace(module, credential=outcomes)), tmp_path, prepared=False)
    assert arrived["competencies"] == []
    assert not [one for one in arrived["activities"] if one["competencies"]]
