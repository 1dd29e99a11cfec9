"""One backup in three languages: with Moodle's filter on, everybody sees their own language alone."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from packager.archive import zip_archive
from packager.document.edition import Edition
from packager.document.module import Module
from packager.formats.base import Job
from packager.formats.moodle.writer import write
from packager.notes import Notes
from tests.support.sample import ID, LANGUAGES, sample_module

pytestmark = pytest.mark.moodle


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    return sample_module(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def seen(module: Module, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    moodle = os.environ.get("MOODLE_DIR")
    if not moodle:
        pytest.skip("MOODLE_DIR is not set: it names the folder of a Moodle to restore into")
    backup = tmp_path_factory.mktemp("multilang") / "sample.mbz"
    with zip_archive(backup) as archive:
        write(Job(edition=Edition(module, LANGUAGES[0]), notes=Notes("moodle"), multilang=True), archive)
    script = str(Path(__file__).with_name("multilang.php"))
    command = ["php", script, moodle, str(backup), ",".join(LANGUAGES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    arrived = json.loads(done.stdout)
    assert arrived["complaints"] == []
    found: dict[str, Any] = arrived["seen"]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_in_the_language(language: str, seen: dict[str, Any], module: Module) -> None:
    for unit in module.units:
        assert seen[language][unit.key]["name"] == unit.title[language].replace("<", "&lt;")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_in_the_language_alone(language: str, seen: dict[str, Any], module: Module) -> None:
    others = [other for other in LANGUAGES if other != language]
    for texts in seen[language].values():
        for text in texts.values():
            assert "multilang" not in text
            assert not any(f"({other})" in text or f"<p>{other}" in text for other in others), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_course_and_its_sections_are_in_the_language(
    language: str, seen: dict[str, Any], module: Module
) -> None:
    assert seen[language]["#course"]["name"].startswith(module.title[language])
    names = [text["name"] for place, text in seen[language].items() if place.startswith("#section")]
    assert {section.title[language] for section in module.sections} <= set(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_are_asked_in_the_language(language: str, seen: dict[str, Any]) -> None:
    asked = seen[language][f"{ID}/quiz"]
    assert sum(f"({language})" in text for text in asked.values()) > 10
