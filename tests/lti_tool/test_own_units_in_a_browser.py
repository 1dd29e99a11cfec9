"""What only a browser can show of private writing, ticking and polls: saving as one goes, nothing lost."""

from __future__ import annotations

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from sqlalchemy import select

from lti_tool.models import UnitResponses
from tests.lti_tool.test_polls import others
from tests.support.browser import picture, until, wait
from tests.support.launched import end_sessions, no_sideways_scrolling, window
from tests.support.live import Live

pytestmark = pytest.mark.browser


def kept(place: Live) -> str:
    with place.runtime.database.read() as session:
        return str([one.responses for one in session.scalars(select(UnitResponses))])


def test_a_text_saves_itself_and_the_unit_is_done_with_the_last_prompt(driver: Chrome, place: Live) -> None:
    window(driver, place, "diary", "203")
    first = wait(driver, "#text-surprise")
    assert first.accessible_name == "What surprised <you> & why? (en) Your text"
    first.send_keys("Two verbs.", Keys.ENTER, "In one outcome.")
    wait(driver, "[data-status]", "Saved")
    driver.find_element(By.ID, "text-next").send_keys("One verb.")
    wait(driver, "#progress", "You have done this unit.")
    wait(driver, ".score", "is in the gradebook")
    driver.refresh()
    assert wait(driver, "#text-surprise").get_attribute("value") == "Two verbs.\nIn one outcome."
    picture(driver, "diary-1280")
    driver.set_window_size(320, 900)
    picture(driver, "diary-320")
    assert no_sideways_scrolling(driver)
    driver.set_window_size(1280, 900)
    assert "Another version" not in driver.page_source
    assert not [one for one in driver.get_log("browser") if "favicon" not in one["message"]]


def test_the_button_saves_at_once(driver: Chrome, place: Live) -> None:
    window(driver, place, "diary", "101")
    wait(driver, "#text-next").send_keys("At once.")
    driver.find_element(By.NAME, "save").click()
    wait(driver, "[data-status]", "Tallennettu")
    until(lambda: "At once." in kept(place))


def test_what_was_typed_survives_the_end_of_the_visit(driver: Chrome, place: Live) -> None:
    window(driver, place, "diary", "202")
    area = wait(driver, "#text-next")
    end_sessions(place)
    area.send_keys("A sentence of half an hour.")
    wait(driver, "[data-session-ended]")
    assert "half an hour" not in kept(place)
    window(driver, place, "diary", "101")  # another person at the same browser
    assert "half an hour" not in (wait(driver, "#text-next").get_attribute("value") or "")
    window(driver, place, "diary", "202")
    assert "half an hour" in (wait(driver, "#text-next").get_attribute("value") or "")
    until(lambda: "half an hour" in kept(place))


def test_two_windows_lose_nothing(driver: Chrome, place: Live) -> None:
    window(driver, place, "diary", "201")
    one = driver.current_window_handle
    driver.switch_to.new_window("window")
    window(driver, place, "diary", "201")
    wait(driver, "#text-next").send_keys("Written in the second window.")
    until(lambda: "Written in the second window." in kept(place))
    wait(driver, "[data-status]", "Tallennettu")
    other = driver.current_window_handle
    driver.switch_to.window(one)
    wait(driver, "#text-next").send_keys("Written in the first window.")
    wait(driver, ".version", "Written in the second window.")
    picture(driver, "diary-versions")
    assert wait(driver, "#text-next").get_attribute("value") == "Written in the first window."
    wait(driver, ".version button").click()
    until(lambda: not driver.find_elements(By.CSS_SELECTOR, ".version"))
    assert wait(driver, "#text-next").get_attribute("value") == "Written in the first window."
    driver.switch_to.window(other)
    driver.close()
    driver.switch_to.window(one)


def test_a_very_long_text_is_saved_whole(driver: Chrome, place: Live) -> None:
    window(driver, place, "diary", "201")
    area = wait(driver, "#text-surprise")
    long = "sana " * 9_999
    script = (
        "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))"
    )
    driver.execute_script(script, area, long)
    wait(driver, "[data-status]", "Tallennettu")
    assert long in kept(place)


def test_ticks_are_kept_at_once_and_survive_the_end_of_the_visit(driver: Chrome, place: Live) -> None:
    window(driver, place, "ready", "203")
    wait(driver, "#tick-summary").click()
    wait(driver, "[data-count]", "1 of 3 ticked")
    assert not driver.find_element(By.CSS_SELECTOR, "[data-unscripted]").is_displayed()
    picture(driver, "checklist-1280")
    end_sessions(place)
    wait(driver, "#tick-verb").click()
    wait(driver, "[data-session-ended]")
    window(driver, place, "ready", "203")
    assert wait(driver, "#tick-verb").is_selected()
    wait(driver, "#progress", "You have done this unit.")
    wait(driver, "[data-count]", "2 of 3 ticked")
    wait(driver, ".score", "is in the gradebook")
    driver.set_window_size(320, 900)
    picture(driver, "checklist-320")
    assert no_sideways_scrolling(driver)
    driver.set_window_size(1280, 900)


def test_a_poll_is_answered_with_the_keyboard_and_told_at_both_widths(driver: Chrome, place: Live) -> None:
    window(driver, place, "evening", "203")
    first = wait(driver, "#option-monday")
    assert first.accessible_name == "Monday & <b> (en)"
    first.send_keys(Keys.SPACE)
    driver.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    wait(driver, "#results", "1 answer so far.")
    assert wait(driver, "#option-tuesday").is_selected()
    others(place, "monday", "monday", "none", "tuesday")
    driver.refresh()
    wait(driver, "#results", "2 (40%) · your answer")
    for width in (1280, 320):
        driver.set_window_size(width, 900)
        picture(driver, f"poll-{width}")
        assert no_sideways_scrolling(driver)
    driver.set_window_size(1280, 900)
