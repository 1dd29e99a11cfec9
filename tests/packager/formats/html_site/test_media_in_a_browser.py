"""Films and sounds in a real browser, opened from a disk."""

from __future__ import annotations

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.support.browser import until

pytestmark = pytest.mark.browser


def test_a_sound_is_done_when_it_was_heard_to_its_end(browser: webdriver.Chrome, site: str) -> None:
    browser.get(f"{site}/units/sound.html")
    assert not browser.get_log("browser")
    assert not is_done(browser)
    player = browser.find_element(By.TAG_NAME, "audio")
    assert player.accessible_name == "Sound (en)"
    player.send_keys(Keys.SPACE)
    until(lambda: is_done(browser))
    assert player.get_property("ended")
    browser.refresh()
    assert is_done(browser)


def test_captions_show_without_a_server(browser: webdriver.Chrome, site: str) -> None:
    browser.get(f"{site}/units/film.html")
    element = "document.querySelector('track[default]')"
    browser.execute_script(f"{element}.track.mode = 'showing'")
    until(lambda: browser.execute_script(f"return {element}.readyState") == 2)
    cues = browser.execute_script(f"return [...{element}.track.cues].map((cue) => cue.text)")
    assert cues == ["Nurse, en: hello."]


def is_done(browser: webdriver.Chrome) -> bool:
    """Say whether the page shows its unit as done."""
    return browser.find_element(By.CSS_SELECTOR, "main [data-done]").get_attribute("aria-pressed") == "true"
