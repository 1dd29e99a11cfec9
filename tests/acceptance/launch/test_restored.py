"""The tool's database put back from before a better try: a real Moodle keeps the better grade."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.launch.test_outage import resend
from tests.support.moodle_trial import (
    enter,
    finish_lesson,
    logged_in,
    moodle,
    moodle_trial,
    poiju,
    see,
    take_quiz,
    wait_for,
)

pytestmark = [pytest.mark.moodle, pytest.mark.browser, pytest.mark.slow]


def states(data: Path) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(data / "poiju.sqlite3")) as database:
        query = "SELECT status, error_code FROM outbox_score WHERE unit_key LIKE '%/quiz'"
        return [tuple(row) for row in database.execute(query)]


def test_a_grade_that_the_backup_does_not_know_stays_in_the_gradebook(tmp_path: Path) -> None:
    data, backup = tmp_path / "data", tmp_path / "backup"
    with moodle_trial(tmp_path) as trial, logged_in(trial, "student", tmp_path / "learner") as learner:
        for unit in ("outcomes", "level"):  # the quiz opens after them
            finish_lesson(learner, trial, unit)
            wait_for(lambda unit=unit: trial.grade(unit)["grade"] is not None, f"no grade of {unit} arrived")
        moodle("forget", str(trial.course["type"]))  # a 401 to the token that the tool holds, so it asks anew
        trial.gate.refuses()
        take_quiz(learner, trial, right=False)
        wait_for(lambda: states(data) == [("pending", "retry-later")], "the tool never tried")
        poiju(trial.tool, data, "db", "backup", str(backup))

        trial.gate.opens()
        learner.switch_to.default_content()
        enter(learner, trial, "quiz")
        resend(learner)
        wait_for(lambda: trial.grade("quiz")["grade"] == 0, "the first grade never arrived")
        learner.switch_to.default_content()
        take_quiz(learner, trial, right=True)
        wait_for(lambda: trial.grade("quiz")["grade"] == 100, "the better grade never arrived")

        said = poiju(trial.tool, data, "db", "restore", str(backup))
        assert "grades are compared with their gradebook" in said
        wait_for(lambda: states(data) == [("refused", "kept")], "the tool never compared")
        assert trial.grade("quiz")["grade"] == 100
        learner.switch_to.default_content()
        enter(learner, trial, "quiz")  # the learner opens the activity anew
        see(learner, "main h1")
