"""What only a browser can show of films and sounds in the tool: playing them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.lti_tool.test_browser import no_sideways_scrolling, picture, wait, window
from tests.support.browser import chromium
from tests.support.live import Live, live

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("live")) as running:
        yield running


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as made:
        made.implicitly_wait(0)
        yield made


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
    WebDriverWait(driver, 10).until(lambda _: driver.execute_script(f"return {element}.readyState") == 2)
    cues = driver.execute_script(f"return [...{element}.track.cues].map((cue) => cue.text)")
    assert cues == ["Nurse, en: hello."]
    driver.set_window_size(320, 900)
    picture(driver, "film-320")
    assert no_sideways_scrolling(driver)
    driver.set_window_size(1280, 900)
