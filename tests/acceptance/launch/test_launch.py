"""The whole way in a real Moodle: a backup of LTI links restored, units opened in a third-party frame by a
learner's browser, the quiz taken, the grades read back from the gradebook.
"""

from __future__ import annotations

import pytest
from selenium.webdriver import Chrome

from tests.support.moodle_trial import Trial, finish_lesson, see, take_quiz, wait_for

pytestmark = [pytest.mark.moodle, pytest.mark.browser, pytest.mark.slow]


def test_a_learner_goes_from_the_first_lesson_to_the_grade(learner: Chrome, trial: Trial) -> None:
    for unit in ("outcomes", "level"):
        finish_lesson(learner, trial, unit)
        grade = wait_for(
            lambda unit=unit: (found := trial.grade(unit))["grade"] is not None and found,
            f"no grade of {unit} arrived",
        )
        assert grade["grade"] == grade["maximum"]
    columns = trial.grade("quiz")

    take_quiz(learner, trial, right=False)
    first = wait_for(lambda: (found := trial.grade("quiz"))["grade"] is not None and found, "no 0 arrived")
    assert first["grade"] == 0

    take_quiz(learner, trial, right=True)
    best = wait_for(lambda: (found := trial.grade("quiz"))["grade"] != 0 and found, "no better grade arrived")
    assert best["grade"] == best["maximum"] == 100

    take_quiz(learner, trial, right=False)
    see(learner, ".score-delivered")
    assert trial.grade("quiz")["grade"] == 100, "the best try counts"
    assert (best["columns"], best["manual"]) == (columns["columns"], 0), "no second column appeared"
