"""A quiz of several pages and with a time, in a browser: pages turn and save, the end submits by itself."""

from __future__ import annotations

import datetime as dt

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from sqlalchemy import select

from lti_tool.models import Attempt
from tests.support.browser import picture, until, wait
from tests.support.launched import no_sideways_scrolling, window
from tests.support.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("wide")]


def choose(driver: Chrome, name: str, option: int = 0) -> None:
    wait(driver, f"[for='q-{name}-{option}']").click()


def turn(driver: Chrome, to: str) -> None:
    wait(driver, "main form button[name=go]", to).click()


def test_pages_turn_save_and_tell_what_is_left(driver: Chrome, place: Live) -> None:
    window(driver, place, "stages", "203")
    wait(driver, "main form button", "Begin").click()
    choose(driver, "first")
    assert wait(driver, "[role=timer]", "Time left: 19:").is_displayed()
    picture(driver, "stages-1280")
    turn(driver, "Next page")
    wait(driver, "h2", "Mixed (en)")
    turn(driver, "Previous page")
    assert wait(driver, "#q-first-0").is_selected()
    for title in ("Mixed (en)", "The end (en)"):
        turn(driver, "Next page")
        wait(driver, "h2", title)
    turn(driver, "Next page")
    wait(driver, "[data-submit]", "Submit").click()
    summary = wait(driver, "[data-summary]", "Question 6 of 6")
    assert driver.switch_to.active_element == summary
    listed = [one.text for one in summary.find_elements(By.CSS_SELECTOR, "a")]
    assert listed == [f"Question {number} of 6" for number in range(2, 7)]
    picture(driver, "stages-left-1280")
    driver.set_window_size(320, 900)
    assert no_sideways_scrolling(driver)
    picture(driver, "stages-left-320")
    summary.find_element(By.LINK_TEXT, "Question 2 of 6").click()
    wait(driver, "[for='q-second-true']").click()
    wait(driver, "[data-status]", "Saved")


def test_the_end_of_the_time_submits_what_is_there(driver: Chrome, place: Live) -> None:
    window(driver, place, "stages", "202")
    wait(driver, "main form button").click()
    wait(driver, "[role=timer]")
    with place.runtime.database.write() as session:
        for attempt in session.scalars(select(Attempt).where(Attempt.status == "open")):
            attempt.opened_at = place.runtime.now() - dt.timedelta(minutes=20) + dt.timedelta(seconds=15)
    driver.refresh()
    choose(driver, "first")
    warning = "return document.querySelector('[data-time-warning]').textContent"
    until(lambda: driver.execute_script(warning) == "En minut återstår.")
    wait(driver, ".result", "Tiden var slut")
    assert "16 % rätt" in wait(driver, ".result").text
    picture(driver, "stages-over-1280")
