"""A real Moodle that is away: the learner's pages come, nothing is lost, and the grade arrives afterwards."""

from __future__ import annotations

import pytest
from selenium.webdriver import Chrome

from tests.support.moodle_trial import PATIENCE, Trial, enter, finish_lesson, moodle, see, take_quiz, wait_for

pytestmark = [pytest.mark.moodle, pytest.mark.browser, pytest.mark.slow]


def test_a_grade_arrives_after_the_platform_was_away(learner: Chrome, trial: Trial) -> None:
    for unit in ("outcomes", "level"):  # the quiz opens after them
        finish_lesson(learner, trial, unit)
        wait_for(lambda unit=unit: trial.grade(unit)["grade"] is not None, f"no grade of {unit} arrived")
    before = trial.gate.tried
    moodle("forget", str(trial.course["type"]))  # a 401 to the token that the tool holds, so it asks anew
    trial.gate.refuses()
    take_quiz(learner, trial, right=False)  # the feedback is there although nobody takes the score
    wait_for(lambda: trial.gate.tried > before, "the tool never asked for a token")
    with trial.gate.hangs():
        learner.switch_to.default_content()
        enter(learner, trial, "quiz")
        resend(learner)
        wait_for(lambda: trial.gate.held, "the tool did not try again")
        take_quiz(learner, trial, right=True)  # the learner's pages come while the platform holds a request
        assert trial.gate.held
    assert trial.grade("quiz")["grade"] is None
    trial.gate.opens()  # the tool tries again by itself after its pause
    best = wait_for(
        lambda: (found := trial.grade("quiz"))["grade"] is not None and found,
        "no grade arrived",
        4 * PATIENCE,
    )
    assert best["grade"] == 100, "only the newest state was sent"


def resend(driver: Chrome) -> None:
    """Press the learner's button for a result that is still on its way."""
    driver.execute_script("arguments[0].click()", see(driver, "form[action$='/resend'] button"))
    see(driver, "main h1")
