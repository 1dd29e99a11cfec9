"""`poiju check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from packager.definition.starter import create_module
from tests.packager.cli.conftest import Poiju, spoil


def test_a_module_without_mistakes(poiju: Poiju, module: Path) -> None:
    done = poiju("check", "starter")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "0 mistakes and 0 warnings in 1 module\n", "")


def test_mistakes_go_to_the_output_with_their_count(poiju: Poiju, module: Path) -> None:
    spoil(module, status="published")
    done = poiju("check", "starter")
    assert done.exit_code == 2
    assert done.stdout.splitlines() == [
        "module.yaml:33: quiz.minutes: is missing: say how long it takes, as minutes: 15",
        "1 mistake and 0 warnings in 1 module",
    ]


@pytest.mark.parametrize(("words", "code"), [((), 0), (("--strict",), 2)])
def test_a_draft_may_lack_things_unless_strict(
    poiju: Poiju, module: Path, words: tuple[str, ...], code: int
) -> None:
    spoil(module, status="draft")
    done = poiju("check", "starter", *words)
    assert done.exit_code == code
    assert done.stdout.splitlines()[0].startswith("warning: module.yaml:33: quiz.minutes: ")
    assert done.stdout.splitlines()[1] == "0 mistakes and 1 warning in 1 module"


def test_several_modules_are_told_apart(poiju: Poiju, module: Path, tmp_path: Path) -> None:
    create_module(tmp_path / "other")
    spoil(module, status="draft")
    spoil(tmp_path / "other", status="published")
    done = poiju("check", "starter", "other")
    assert done.exit_code == 2
    assert [line.partition(": quiz")[0] for line in done.stdout.splitlines()] == [
        "warning: starter/module.yaml:33",
        "other/module.yaml:33",
        "1 mistake and 1 warning in 2 modules",
    ]


def test_machines_read_json(poiju: Poiju, module: Path) -> None:
    spoil(module, status="published")
    done = poiju("check", "starter", "--json")
    assert done.exit_code == 2
    said = json.loads(done.stdout)
    assert (said["errors"], said["warnings"]) == (1, 0)
    assert said["problems"] == [
        {
            "module": "starter",
            "file": "module.yaml",
            "line": 33,
            "field": "quiz.minutes",
            "message": "is missing: say how long it takes, as minutes: 15",
            "severity": "error",
        }
    ]


def test_a_folder_without_a_module(poiju: Poiju, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = poiju("check", "empty")
    assert done.exit_code == 2
    assert done.stdout.splitlines()[0] == (
        "module.yaml:1: is missing in empty: name a folder that holds a module"
    )


def test_an_overlay_is_checked_too(poiju: Poiju, module: Path, tmp_path: Path) -> None:
    (tmp_path / "college.yaml").write_text(
        'issuer: {name: College, country: FI}\ncolour: "#ffcc00"\n', encoding="utf-8"
    )
    done = poiju("check", "starter", "--overlay", "college.yaml")
    assert done.exit_code == 2
    assert "college.yaml:2: colour: #ffcc00 has a contrast of 1.5:1 with white" in done.stdout
