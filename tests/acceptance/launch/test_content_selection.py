"""A teacher adds units by Moodle's own "Select content", and a learner opens one of them."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.support.moodle_trial import (
    PATIENCE,
    Trial,
    answer_quiz,
    enter_view,
    moodle,
    picture,
    see,
    wait_for,
)  # fmt: skip

pytestmark = [pytest.mark.moodle, pytest.mark.browser, pytest.mark.slow]


def select_content(driver: Chrome, trial: Trial) -> None:
    """Add an activity of the tool and go into the picker in Moodle's dialogue."""
    course, kind = trial.course["course"], trial.course["type"]
    form = f"{trial.address}/course/modedit.php?add=lti&course={course}&section=1&typeid={kind}&return=0"
    driver.get(form)
    driver.execute_script("arguments[0].click()", see(driver, "#id_selectcontent:not([disabled])"))
    driver.switch_to.frame(see(driver, ".modal iframe"))
    see(driver, "[data-module]")


def choose(driver: Chrome, **marks: bool) -> None:
    """Mark or unmark fields by name and value, written `name__value`."""
    for name, wanted in marks.items():
        field, _, value = name.partition("__")
        [box] = driver.find_elements(By.CSS_SELECTOR, f'[name="{field}"][value$="{value}"]')
        if box.is_selected() != wanted:
            box.click()


def links(trial: Trial) -> list[dict[str, Any]]:
    """List the course's LTI activities."""
    found: Any = moodle("links", str(trial.course["course"]))
    return list(found)


def test_a_teacher_selects_several_units_and_a_learner_takes_one(
    teacher: Chrome, learner: Chrome, trial: Trial
) -> None:
    before = {one["cmid"] for one in links(trial)}
    select_content(teacher, trial)
    picture(teacher, "moodle-picker")
    choose(teacher, unit__quiz=True, unit__outcomes=True, graded__outcomes=False)
    choose(teacher, **{f"unit__{trial.module.id}": True})
    see(teacher, ".buttons button:not([name])").click()
    teacher.switch_to.default_content()
    see(teacher, "[data-attribute='dynamic-import']")
    picture(teacher, "moodle-picked")
    teacher.execute_script("arguments[0].click()", see(teacher, "#id_submitbutton2"))
    WebDriverWait(teacher, PATIENCE).until(lambda _: "/course/view.php" in teacher.current_url)

    new = {custom_unit(one): one for one in links(trial) if one["cmid"] not in before}
    quiz, lesson, module = (f"{trial.module.id}/quiz", f"{trial.module.id}/outcomes", trial.module.id)
    assert set(new) == {quiz, lesson, module}
    assert (new[quiz]["maximum"], new[quiz]["resource"]) == (100, quiz)
    assert new[lesson]["maximum"] is None
    assert new[module]["maximum"] is None

    enter_view(learner, trial, view(trial, new[module]))
    assert "/m/" in learner.execute_script("return location.pathname")
    learner.switch_to.default_content()
    enter_view(learner, trial, view(trial, new[quiz]))
    answer_quiz(learner, trial, right=True)
    see(learner, ".score-delivered")


def test_a_teacher_selects_one_unit_and_moodle_fills_its_form(teacher: Chrome, trial: Trial) -> None:
    before = {one["cmid"] for one in links(trial)}
    select_content(teacher, trial)
    see(teacher, "[type=search]").send_keys("quiz")
    choose(teacher, unit__quiz=True)
    see(teacher, ".buttons button:not([name])").click()
    teacher.switch_to.default_content()
    wait_for(lambda: teacher.find_element(By.ID, "id_name").get_attribute("value"), "the form stayed empty")
    teacher.execute_script("arguments[0].click()", see(teacher, "#id_submitbutton2"))
    WebDriverWait(teacher, PATIENCE).until(lambda _: "/course/view.php" in teacher.current_url)
    [new] = [one for one in links(trial) if one["cmid"] not in before]
    assert custom_unit(new) == f"{trial.module.id}/quiz"
    assert new["maximum"] == 100


def test_cancelling_the_selection_adds_nothing(teacher: Chrome, trial: Trial) -> None:
    before = links(trial)
    select_content(teacher, trial)
    see(teacher, "button[name=cancel]").click()
    teacher.switch_to.default_content()
    wait_for(lambda: not teacher.find_elements(By.CSS_SELECTOR, ".modal.show"), "the dialogue stayed open")
    assert links(trial) == before


def custom_unit(link: dict[str, Any]) -> str:
    """Return the key that an activity hands over."""
    lines = dict(line.split("=", 1) for line in link["custom"].splitlines())
    return str(lines["unit"])


def view(trial: Trial, link: dict[str, Any]) -> str:
    """Return the address of an activity."""
    return f"{trial.address}/mod/lti/view.php?id={link['cmid']}"
