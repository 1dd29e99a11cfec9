"""What only a browser can show of ratings and surveys: nothing is lost, and it stays where the page says."""

from __future__ import annotations

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from sqlalchemy import select

from lti_tool.models import SurveyTally, UnitResponses
from tests.support.browser import picture, until, wait
from tests.support.launched import end_sessions, no_sideways_scrolling, window
from tests.support.live import Live

pytestmark = pytest.mark.browser


def kept(place: Live, table: type[UnitResponses | SurveyTally]) -> list[str]:
    with place.runtime.database.read() as session:
        return [str(vars(one)) for one in session.scalars(select(table))]


def choose(driver: Chrome, *fields: str) -> None:
    for name in fields:
        wait(driver, f"#{name}").click()


def test_each_rating_is_saved_and_the_profile_has_the_focus_of_its_place(driver: Chrome, place: Live) -> None:
    window(driver, place, "compass", "203")
    wait(driver, "#rate-begin-1").send_keys(Keys.ARROW_RIGHT)
    until(lambda: kept(place, UnitResponses))
    driver.refresh()
    assert wait(driver, "#rate-begin-2").is_selected()
    end_sessions(place)
    choose(driver, "rate-see-3")
    wait(driver, "[data-session-ended]")
    window(driver, place, "compass", "203")
    assert wait(driver, "#rate-see-3").is_selected()
    choose(driver, "rate-choose-4")
    driver.find_element(By.CSS_SELECTOR, "form[data-ratings] button").click()
    assert "2.5 of 4" in wait(driver, ".poiju-value strong", "2.5").text
    bar = wait(driver, "[data-area=plan] meter")
    assert bar.accessible_name.startswith("Planning & <aims> (en) 2.5 of 4")
    wait(driver, "#progress", "You have done this unit.")
    picture(driver, "compass-1280")
    driver.set_window_size(320, 900)
    picture(driver, "compass-320")
    assert no_sideways_scrolling(driver)
    driver.set_window_size(1280, 900)


def test_a_survey_stays_in_the_browser_until_it_is_sent(driver: Chrome, place: Live) -> None:
    window(driver, place, "voices", "203")
    choose(driver, "rate-use-2", "rate-time-3", "choose-used-1")
    wait(driver, "#tell-change").send_keys("Half a sentence")
    driver.refresh()
    assert wait(driver, "#rate-use-2").is_selected()
    assert wait(driver, "#tell-change").get_attribute("value") == "Half a sentence"
    assert kept(place, SurveyTally) == []
    picture(driver, "voices-1280")
    driver.set_window_size(320, 900)
    picture(driver, "voices-320")
    assert no_sideways_scrolling(driver)
    driver.set_window_size(1280, 900)
    wait(driver, "form[data-survey] button").click()
    wait(driver, "#missing", "In one word? (en)")
    until(lambda: driver.switch_to.active_element.get_attribute("id") == "missing")
    assert wait(driver, "#tell-change").get_attribute("value") == "Half a sentence"
    wait(driver, "#tell-word").send_keys("Good")
    wait(driver, "form[data-survey] button").click()
    wait(driver, "#answered", "You have answered.")
    assert "Half a sentence" in str(kept(place, SurveyTally))
    assert (
        driver.execute_script("return Object.keys(localStorage).filter((key) => key.includes('survey'))")
        == []
    )
