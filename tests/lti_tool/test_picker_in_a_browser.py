"""The picker in a platform's frame: searching, dates in the browser's time zone, pages 320 pixels wide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from lti_tool.stand_in.course import User
from tests.support.browser import chromium, into, picture, until, wait, wait_in_frame
from tests.support.live import Live, live
from tests.support.sample import ID

pytestmark = pytest.mark.browser

FRAME = "main iframe"
QUIZ, LESSON = f"{ID}/quiz", f"{ID}/outcomes"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("live"), POIJU_WORKER="0") as running:
        for language in ("fi", "sv", "en"):
            running.platform.users[language] = User(language, "Tuula", "Instructor", language)
        yield running


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile"), zone="Europe/Helsinki") as made:
        yield made


def open_picker(driver: Chrome, place: Live, user: str = "en", **wishes: Any) -> None:
    """Open the picker in the platform's frame."""
    place.platform.wishes = wishes
    driver.get(f"{place.platform.issuer}/as/{user}/picker")
    wait_in_frame(driver, FRAME, "[data-picker]")


def one(driver: Chrome, css: str) -> WebElement:
    return driver.find_element(By.CSS_SELECTOR, css)


def shown(driver: Chrome) -> set[str]:
    boxes = driver.find_elements(By.CSS_SELECTOR, "input[name=unit]")
    return {str(box.get_attribute("value")) for box in boxes if box.is_displayed()}


def whole_picture(driver: Chrome, name: str) -> None:
    """Keep a picture of the whole picker."""
    driver.switch_to.default_content()
    driver.execute_script("arguments[0].style.blockSize = '1300px'", one(driver, FRAME))
    picture(driver, name)
    into(driver, FRAME)


def type_moment(driver: Chrome, name: str, moment: str) -> None:
    one(driver, f"[data-unit]:has([name='{name}']) summary").click()
    driver.execute_script("arguments[0].value = arguments[1]", one(driver, f"[name='{name}']"), moment)


def sent(driver: Chrome, place: Live, count: int = 1) -> list[dict[str, Any]]:
    """Send the form and return the items that the platform got, which enters one after the other."""
    before = len(place.platform.links)
    one(driver, ".buttons button:not([name])").click()
    until(lambda: len(place.platform.links) == before + count)
    return [link.item for link in list(place.platform.links.values())[before:]]


def test_dates_are_typed_in_the_time_of_the_browser(driver: Chrome, place: Live) -> None:
    open_picker(driver, place)
    assert "(Europe/Helsinki)" in one(driver, "[data-zone]").text
    one(driver, f"input[name=unit][value='{QUIZ}']").click()
    type_moment(driver, f"available-from:{QUIZ}", "2027-01-11T08:00")
    type_moment(driver, f"submit-until:{QUIZ}", "2027-07-01T23:59")
    type_moment(driver, f"available-from:{LESSON}", "2027-01-11T08:00")
    [quiz] = sent(driver, place)
    assert quiz["available"] == {"startDateTime": "2027-01-11T06:00:00Z"}
    assert quiz["submission"] == {"endDateTime": "2027-07-01T20:59:00Z"}


def test_wrong_dates_are_shown_again_in_the_time_of_the_browser(driver: Chrome, place: Live) -> None:
    open_picker(driver, place)
    one(driver, f"input[name=unit][value='{QUIZ}']").click()
    type_moment(driver, f"available-from:{QUIZ}", "2027-07-11T08:00")
    driver.execute_script(
        "arguments[0].value = '2027-07-10T08:00'", one(driver, f"[name='available-until:{QUIZ}']")
    )
    one(driver, ".buttons button:not([name])").click()
    wait(driver, "[role=alert]")
    field = wait(driver, f"[name='available-from:{QUIZ}']")
    until(lambda: field.get_attribute("value") == "2027-07-11T08:00")
    driver.execute_script("arguments[0].value = ''", one(driver, f"[name='available-until:{QUIZ}']"))
    [quiz] = sent(driver, place)
    assert quiz["available"] == {"startDateTime": "2027-07-11T05:00:00Z"}


def test_searching_keeps_what_is_marked(driver: Chrome, place: Live) -> None:
    open_picker(driver, place)
    one(driver, f"input[name=unit][value='{LESSON}']").click()
    one(driver, "#q").send_keys("quiz\n")
    until(lambda: f"{ID}/guide" not in shown(driver))
    assert {LESSON, QUIZ} <= shown(driver)
    one(driver, f"input[name=unit][value='{QUIZ}']").click()
    items = sent(driver, place, 2)
    assert [item["custom"]["unit"] for item in items] == [LESSON, QUIZ]
    assert ["lineItem" in item for item in items] == [False, True]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_picker_at_both_widths(width: int, language: str, driver: Chrome, place: Live) -> None:
    mode = {"width": width, "height": 1400, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", mode)
    try:
        open_picker(driver, place, language)
        one(driver, f"input[name=unit][value='{QUIZ}']").click()
        one(driver, f"[data-unit]:has([value='{QUIZ}']) summary").click()
        wider = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not driver.execute_script(wider)
        whole_picture(driver, f"picker-{language}-{width}")
        driver.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
        assert not driver.execute_script(wider)
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_every_control_has_a_name(driver: Chrome, place: Live) -> None:
    place.platform.wishes = {}
    driver.get(f"{place.platform.issuer}/as/en/add")
    wait(driver, "[data-picker]")
    driver.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
    controls = driver.find_elements(By.CSS_SELECTOR, "input:not([type=hidden]), select, button")
    assert len(controls) > 20
    for control in controls:
        assert control.accessible_name, control.get_attribute("outerHTML")
