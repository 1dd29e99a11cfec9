"""A real Moodle plays the package as the notes say: who brings its libraries, what a learner gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from packager.document.module import Module
from tests.support.browser import picture
from tests.support.h5p import LIBRARY
from tests.support.moodle_people import PATIENCE, Place, moodle, people
from tests.support.sample import sample_module
from tests.support.waiting import eventually

pytestmark = pytest.mark.moodle

DONE_AND_PASSED = 2
FOLDED = "details.poiju-alternative"


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    """The sample's H5P activity, and one that gives no grade."""
    made = sample_module(tmp_path_factory.mktemp("media"))
    cards = made.unit("cards")
    loose = replace(cards, id="loose", key=f"{made.id}/loose", graded=False, passing=None, buttons=())
    section = replace(made.sections[0], units=(*made.sections[0].units, cards, loose))
    rest = replace(
        made.sections[1], units=tuple(unit for unit in made.sections[1].units if unit.id != "cards")
    )
    return replace(made, sections=(section, rest))


@pytest.fixture
def place(module: Module, tmp_path: Path) -> Iterator[Place]:
    with people(module, tmp_path) as found:
        yield found


def test_libraries_come_with_who_may_install_them(module: Module, tmp_path: Path) -> None:
    with people(module, tmp_path, restored_by="editingteacher") as taught:
        moodle("forget", LIBRARY["machineName"])
        assert taught.ask("played", "cards") == {
            "plays": False,
            "said": ["Missing main library H5P.PoijuCard 1.0"],
        }
        with people(module, tmp_path) as administered:
            assert administered.ask("played", "cards") == {"plays": True, "said": []}
        assert taught.ask("played", "cards") == {"plays": True, "said": []}
        moodle("forget", LIBRARY["machineName"])


def test_a_learner_plays_and_is_graded(place: Place, tmp_path: Path) -> None:
    assert place.ask("state", "cards") == {"completion": 0, "grades": [None]}
    with place.browser("student", tmp_path / "student") as driver:
        driver.get(place.address("cards"))
        assert "Turn it, en." in driver.find_element(By.CSS_SELECTOR, ".activity-description").text
        folded = driver.find_element(By.CSS_SELECTOR, FOLDED)
        assert folded.get_attribute("open") is None
        folded.find_element(By.TAG_NAME, "summary").click()
        assert "The card says, en:" in folded.text
        eventually(lambda: scored(driver, place), patience=300)
        picture(driver, "h5p-student")
    state = place.ask("state", "cards")
    assert state["completion"] == DONE_AND_PASSED
    assert [float(one) for one in state["grades"]] == [100]


def test_what_gives_no_grade_is_done_when_opened(place: Place, tmp_path: Path) -> None:
    with place.browser("student", tmp_path / "student") as driver:
        driver.get(place.address("loose"))
        card_button(driver)
    assert place.ask("state", "loose") == {"completion": 1, "grades": []}


def test_a_teacher_sees_the_content_and_the_tries(place: Place, tmp_path: Path) -> None:
    with place.browser("teacher", tmp_path / "teacher") as driver:
        driver.get(place.address("cards"))
        card_button(driver)
        driver.switch_to.default_content()
        picture(driver, "h5p-teacher")
        assert driver.find_elements(By.CSS_SELECTOR, "a[href*='mod/h5pactivity/report.php']")


def scored(driver: Chrome, place: Place) -> bool:
    """Open the activity, press the button, and tell whether Moodle has taken the score.

    Its page listens to scores only when the content is there within a second (h5p/js/embed.js), which a
    busy machine may miss; then the page has to be opened again.
    """
    driver.get(place.address("cards"))
    button = card_button(driver)
    for _ in range(5):
        driver.execute_script("arguments[0].click()", button)
        if place.ask("state", "cards")["completion"]:
            driver.switch_to.default_content()
            return True
    return False


def card_button(driver: Chrome) -> WebElement:
    """Go into the content, two frames below the page, and return its button."""
    wait = WebDriverWait(driver, PATIENCE)
    for css in ("iframe.h5p-player", "iframe.h5p-iframe"):
        driver.switch_to.frame(wait.until(lambda _, css=css: driver.find_element(By.CSS_SELECTOR, css)))
    button = wait.until(lambda _: driver.find_element(By.CSS_SELECTOR, "button.poiju-card-done"))
    assert "Turn the card." in driver.find_element(By.TAG_NAME, "body").text
    return button
