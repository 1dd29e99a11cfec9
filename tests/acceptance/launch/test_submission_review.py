"""From the gradebook of a real Moodle to a learner's tries: the teacher's way, and the learner's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.support.browser import picture
from tests.support.moodle_copies import Copies, copies
from tests.support.moodle_trial import enter_view, logged_in, wait_for

pytestmark = [pytest.mark.moodle, pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    with copies(tmp_path_factory.mktemp("review")) as made:
        yield made


@pytest.fixture(scope="module")
def taken(place: Copies, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int]:
    """A course, and its activity of a quiz that the learner has taken."""
    course, [activity] = place.course("quiz")
    with logged_in(place.trial, "student", tmp_path_factory.mktemp("taking")) as driver:
        place.takes(driver, activity, right=True)
    return course, activity


def link_in(driver: Chrome, report: str, activity: int) -> str:
    """Return the address to which a report of the gradebook leads for an activity."""
    driver.get(report)
    picture(driver, f"moodle-report-{'grader' if '/grader/' in report else 'user'}")

    def found() -> list[str]:
        links = driver.find_elements(By.CSS_SELECTOR, "a[href*='/mod/lti/']")
        addresses = [str(link.get_attribute("href")) for link in links]
        wanted = re.compile(rf"/mod/lti/(grade|view)\.php\?(.*&)?id={activity}\b")
        return sorted(one for one in addresses if wanted.search(one))

    addresses: list[str] = wait_for(found, "the report names no such activity")
    return addresses[0]  # grade.php before view.php


def test_a_teacher_comes_from_the_gradebook_to_that_learners_tries(
    place: Copies, taken: tuple[int, int], tmp_path: Path
) -> None:
    course, activity = taken
    with logged_in(place.trial, "teacher", tmp_path / "teacher") as driver:
        address = link_in(driver, f"{place.site.address}/grade/report/grader/index.php?id={course}", activity)
        student = place.trial.course["student"]["id"]
        assert f"userid={student}" in address, "the learner's own cell leads there"
        enter_view(driver, place.trial, address)
        path = str(driver.execute_script("return location.pathname"))
        assert re.search(r"/quiz/learners/\d+/$", path), path
        picture(driver, "moodle-review")
        page = driver.find_element(By.TAG_NAME, "main").text
        assert "100" in page
        assert "Instructs a client to use the device." in page, "the answers of the try that counts"


def test_without_a_learner_all_are_shown(place: Copies, taken: tuple[int, int], tmp_path: Path) -> None:
    _, activity = taken
    with logged_in(place.trial, "teacher", tmp_path / "teacher") as driver:
        enter_view(driver, place.trial, f"{place.site.address}/mod/lti/grade.php?id={activity}")
        assert str(driver.execute_script("return location.pathname")).endswith("/quiz/learners")


def test_a_learner_comes_from_their_report_to_their_own_unit(
    place: Copies, taken: tuple[int, int], tmp_path: Path
) -> None:
    course, activity = taken
    with logged_in(place.trial, "student", tmp_path / "learner") as driver:
        address = link_in(driver, f"{place.site.address}/grade/report/user/index.php?id={course}", activity)
        enter_view(driver, place.trial, address)
        assert str(driver.execute_script("return location.pathname")).endswith("/quiz/")
