"""`paths.yaml`: what a path becomes, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from packager.definition.paths import check_paths, read_path
from packager.document.course import Course
from tests.support.paths import PATHS, make_paths


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_paths(tmp_path_factory.mktemp("modules"))


@pytest.fixture(scope="module")
def course(folder: Path) -> Course:
    course, problems = read_path(folder, "teacher")
    assert [str(one) for one in problems] == []
    assert course is not None
    return course


def said(folder: Path, old: str, new: str) -> list[str]:
    """Return what a changed paths.yaml is told."""
    assert PATHS.count(old) == 1, old
    (folder / "paths.yaml").write_text(PATHS.replace(old, new), encoding="utf-8")
    try:
        return [str(one) for one in check_paths(folder)]
    finally:
        (folder / "paths.yaml").write_text(PATHS, encoding="utf-8")


def test_the_paths_have_no_mistake(folder: Path) -> None:
    assert [str(one) for one in check_paths(folder)] == []


def test_a_path_is_a_course(course: Course, folder: Path) -> None:
    assert (course.id, course.version, course.languages) == (
        "fi.example.teacher",
        "1.0.0",
        ("fi", "sv", "en"),
    )
    assert course.title["sv"] == "Lärarens stig"
    assert course.summary == {"fi": "Kolme moduulia.", "sv": "Tre moduler.", "en": "Three modules."}
    assert course.badge is not None
    assert course.badge.name is not None
    assert course.badge.name["en"] == "Badge of the path"
    names = [part.module.id.rpartition(".")[2] for part in course.parts]
    assert names == ["first", "second", "third", "fourth", "fifth"]
    assert [part.required for part in course.parts] == [True, True, False, False, False]
    assert [part.optional for part in course.parts] == [False] * 4 + [True]
    assert course.parts[2].choice == course.parts[3].choice is not None
    assert course.parts[0].folder == (folder / "first").as_posix()


def test_some_units_of_a_module_stand_without_the_rest(course: Course) -> None:
    part = course.parts[1]
    assert not part.whole
    assert [unit.id for unit in part.module.units] == ["outcome", "quiz"]
    assert [one.id for one in part.module.credential.outcomes] == ["LO1"]
    assert {unit.id: unit.serves for unit in part.module.units} == {"outcome": ("LO1",), "quiz": ("LO1",)}
    assert (part.hours, course.parts[0].hours) != (0, 0)
    assert part.hours < course.parts[0].hours


def test_outcomes_are_those_that_the_units_assess_where_none_is_named(folder: Path) -> None:
    (folder / "paths.yaml").write_text(PATHS.replace(", outcomes: [LO1]", ""), encoding="utf-8")
    try:
        course, _ = read_path(folder, "fi.example.teacher")
    finally:
        (folder / "paths.yaml").write_text(PATHS, encoding="utf-8")
    assert course is not None
    assert [one.id for one in course.parts[1].module.credential.outcomes] == ["LO1"]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("techer", "--path techer names none: there are fi.example.teacher, fi.example.short"),
        ("fi.example.techer", "--path fi.example.techer names none: did you mean fi.example.teacher?"),
    ],
)
def test_a_path_that_is_not_there(folder: Path, name: str, wrong: str) -> None:
    course, problems = read_path(folder, name)
    assert course is None
    assert [str(one) for one in problems] == [f"paths.yaml:1: paths: {wrong}"]


def test_a_folder_without_paths(tmp_path: Path) -> None:
    [problem] = check_paths(tmp_path)
    assert str(problem).startswith("paths.yaml:1: is missing in ")


MISTAKES = yaml.safe_load(Path(__file__).with_name("paths_mistakes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", MISTAKES, ids=[case["new"].strip()[:40] for case in MISTAKES])
def test_a_mistake_is_said_at_its_line(folder: Path, case: dict[str, Any]) -> None:
    assert said(folder, case["old"], case["new"]) == case["says"]


def test_a_module_must_speak_the_languages_of_the_path(folder: Path) -> None:
    found = said(folder, "languages: [fi, sv, en]", "languages: [fi, sv, en, de]")
    assert (
        "paths.yaml:11: fi.example.teacher.modules: fi.example.first is not written in de: translate it first"
    ) in found
    assert "paths.yaml:6: fi.example.teacher.title: is missing in de: add de: below title:" in found


def test_mistakes_of_modules_are_said_with_their_folder(tmp_path: Path) -> None:
    folder = make_paths(tmp_path)
    structure = folder / "third" / "module.yaml"
    structure.write_text(structure.read_text(encoding="utf-8").replace("[LO1, LO2]", "[LO1, LO9]"), "utf-8")
    assert [str(one) for one in check_paths(folder)] == [
        "third/module.yaml:28: outcome.serves: LO9 is not an outcome of this module (LO1 and LO2): correct it"
    ]
    assert read_path(folder, "short")[0] is not None


def test_two_modules_with_one_id(tmp_path: Path) -> None:
    folder = make_paths(tmp_path)
    structure = folder / "fifth" / "module.yaml"
    text = structure.read_text(encoding="utf-8").replace("id: fi.example.fifth", "id: fi.example.first")
    structure.write_text(text, encoding="utf-8")
    found = [str(one) for one in check_paths(folder)]
    assert (
        "first/module.yaml:3: id: fi.example.first is the id of fifth/, too: give one of them another"
        in found
    )
