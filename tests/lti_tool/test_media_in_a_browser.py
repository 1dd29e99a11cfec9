"""What only a browser can show of films and sounds in the tool: playing them."""

from __future__ import annotations

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from tests.support.browser import picture, until, wait
from tests.support.launched import no_sideways_scrolling, window
from tests.support.live import Live

pytestmark = pytest.mark.browser


def test_a_sound_is_done_when_it_was_heard_to_its_end(driver: Chrome, place: Live) -> None:
    window(driver, place, "sound", "203")
    player = wait(driver, "audio[data-media]")
    player.send_keys(Keys.SPACE)
    wait(driver, "#progress", "You have done this unit.")
    assert player.get_property("ended")
    driver.refresh()
    wait(driver, "#progress", "You have done this unit.")
    assert not [one for one in driver.get_log("browser") if "favicon" not in one["message"]]


def test_a_film_has_its_captions_and_fits_a_phone(driver: Chrome, place: Live) -> None:
    window(driver, place, "film", "203")
    wait(driver, "video[data-media]")
    element = "document.querySelector('track[default]')"
    driver.execute_script(f"{element}.track.mode = 'showing'")
    until(lambda: driver.execute_script(f"return {element}.readyState") == 2)
    cues = driver.execute_script(f"return [...{element}.track.cues].map((cue) => cue.text)")
    assert cues == ["Nurse, en: hello."]
    driver.set_window_size(320, 900)
    picture(driver, "film-320")
    assert no_sideways_scrolling(driver)
    driver.set_window_size(1280, 900)
