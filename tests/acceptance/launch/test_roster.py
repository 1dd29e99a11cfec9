"""The people of a real Moodle's course: listed, in pages, named on request, gone; and a learner's try opened
from Moodle's own grade page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from sqlalchemy import select, update

from lti_tool.addresses import extended
from lti_tool.config import settings_from
from lti_tool.models import Context, LineItem, Registration
from lti_tool.runtime import Runtime
from lti_tool.services.memberships import Members
from tests.support.moodle_trial import (
    PATIENCE,
    Trial,
    enter,
    finish_lesson,
    moodle,
    picture,
    see,
    tool_environment,
    wait_for,
)  # fmt: skip

pytestmark = [pytest.mark.moodle, pytest.mark.browser, pytest.mark.slow]


@contextmanager
def opened(data: Path, trial: Trial) -> Iterator[Runtime]:
    """Open the running tool's database beside it."""
    runtime = Runtime.of(settings_from(tool_environment(trial.tool, data)))
    try:
        yield runtime
    finally:
        runtime.database.close()


def learners(driver: Chrome, trial: Trial, unit: str = "quiz") -> None:
    """Open a unit as its teacher and go on to its learners."""
    driver.switch_to.default_content()
    enter(driver, trial, unit)
    driver.execute_script("arguments[0].click()", see(driver, "a[href$='/learners']"))
    see(driver, ".filters")


def rows(driver: Chrome, css: str = ".scroll tbody tr") -> list[str]:
    """Return the words of the rows that are to be seen."""
    return [" ".join(one.text.split()) for one in driver.find_elements(By.CSS_SELECTOR, css)]


def words(driver: Chrome) -> str:
    """Return all words of the page."""
    return str(see(driver, "main").text)


def read_again(driver: Chrome) -> None:
    """Press the button, and wait for the page that comes of it."""
    before = see(driver, "main h1")
    driver.execute_script("arguments[0].click()", see(driver, "form[action$='/learners/read'] button"))
    wait_for(lambda: gone(before), "the page stayed")
    see(driver, ".filters")


def gone(element: object) -> bool:
    try:
        element.is_enabled()  # type: ignore[attr-defined]  # an element of selenium's
    except Exception:
        return True
    return False


def test_a_teacher_follows_the_learners_of_a_course(teacher: Chrome, learner: Chrome, trial: Trial) -> None:
    course = str(trial.course["course"])
    other = moodle("enrol", course, "student")
    learners(teacher, trial)
    assert rows(teacher) == [], "Moodle lists nobody while every activity came in a package"
    outcomes = trial.course["activities"][f"{trial.module.id}/outcomes"]
    moodle("couple", str(outcomes["cmid"]), str(trial.course["type"]))
    learners(teacher, trial)
    picture(teacher, "moodle-learners-new")
    assert rows(teacher) == [], "the quiz opens after two lessons"
    assert "2 more people of the course cannot open this activity now" in words(teacher), "but no teacher"
    learners(teacher, trial, "outcomes")
    assert len(rows(teacher)) == 2
    assert all("Learner" in one and "Not begun" in one for one in rows(teacher))

    finish_lesson(learner, trial, "outcomes")
    wait_for(lambda: trial.grade("outcomes")["grade"] is not None, "no grade arrived")
    learners(teacher, trial, "outcomes")
    picture(teacher, "moodle-learners")
    [mine] = [one for one in rows(teacher) if "Done" in one]
    assert "In the gradebook" in mine
    assert "Compared with the gradebook" in words(teacher)

    with opened(trial.data, trial) as runtime:
        pages_of_moodle(runtime)
        student = trial.course["student"]["username"]
        half = trial.grade("outcomes")["maximum"] / 2
        moodle("overgrade", course, f"{trial.module.id}/outcomes", student, str(half))
        with runtime.database.write() as session:  # so that the next look reads anew
            session.execute(update(LineItem).values(results_tried_at=None))
            session.execute(update(Registration).values(names=True))
    moodle("names", str(trial.course["type"]))
    learners(teacher, trial, "outcomes")
    read_again(teacher)
    assert all(one.startswith("Test Student") for one in rows(teacher))
    assert any("The gradebook shows 50" in one for one in rows(teacher))
    picture(teacher, "moodle-learners-named")

    moodle("unenrol", course, other["username"])
    moodle("unenrol", course, trial.course["student"]["username"])
    read_again(teacher)
    picture(teacher, "moodle-learners-left")
    assert "Nobody" in words(teacher)
    assert "1 person who has left" in see(teacher, "summary").text


def pages_of_moodle(runtime: Runtime) -> None:
    """Have Moodle give its list whole, and in pages of one."""
    with runtime.database.read() as session:
        context = session.scalars(select(Context)).one()
        registration = session.scalars(select(Registration.id)).one()
    assert context.members_url
    whole = runtime.memberships.read(registration, context.members_url)
    assert isinstance(whole, Members), whole
    assert len(whole.members) == 3
    assert sum(one.teaches for one in whole.members) == 1
    assert {one.name for one in whole.members} == {""}
    by_one = extended(context.members_url, {"limit": "1"})
    with runtime.database.write() as session:  # only a list that a launch has named is asked for
        session.execute(update(Context).values(members_url=by_one))
    paged = runtime.memberships.read(registration, by_one)
    with runtime.database.write() as session:
        session.execute(update(Context).values(members_url=context.members_url))
    assert isinstance(paged, Members), paged
    assert {one.sub for one in paged.members} == {one.sub for one in whole.members}


def test_a_grade_page_of_moodle_opens_the_learners_try(teacher: Chrome, trial: Trial) -> None:
    """What Moodle's gradebook links to, for one learner and for none."""
    cmid = trial.course["activities"][f"{trial.module.id}/quiz"]["cmid"]
    person = moodle("enrol", str(trial.course["course"]), "student")
    page = f"{trial.address}/mod/lti/grade.php?id={cmid}&itemnumber=0"
    teacher.get(f"{page}&userid={person['id']}")
    into_frame(teacher)
    assert "No try is submitted yet" in see(teacher, "main").text
    picture(teacher, "moodle-review")
    teacher.switch_to.default_content()
    teacher.get(f"{trial.address}/mod/lti/view.php?id={cmid}&action=gradeReport")
    into_frame(teacher)
    see(teacher, ".filters")


def into_frame(driver: Chrome) -> None:
    """Go into the tool's frame."""
    frame = WebDriverWait(driver, PATIENCE).until(
        lambda _: driver.find_element(By.CSS_SELECTOR, "iframe#contentframe")
    )
    driver.switch_to.frame(frame)
    see(driver, "main h1")
