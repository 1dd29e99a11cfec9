"""One course in the Moodle for all tests of a file, and browsers of its people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from tests.support.moodle_trial import Trial, logged_in, moodle_trial


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """The course and the tool."""
    with moodle_trial(tmp_path_factory.mktemp("trial")) as made:
        yield made


@pytest.fixture
def learner(trial: Trial, tmp_path: Path) -> Iterator[Chrome]:
    """The learner's browser."""
    with logged_in(trial, "student", tmp_path / "learner") as driver:
        yield driver


@pytest.fixture
def teacher(trial: Trial, tmp_path: Path) -> Iterator[Chrome]:
    """The teacher's browser."""
    with logged_in(trial, "teacher", tmp_path / "teacher") as driver:
        yield driver
