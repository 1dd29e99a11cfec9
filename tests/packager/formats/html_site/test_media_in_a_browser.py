"""Films and sounds in a real browser, opened from a disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.packager.formats.html_site.test_writer import build
from tests.support.browser import chromium

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Open one browser for the tests of this file."""
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Unpack the English sample and return its address."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(build(folder)[0]) as archive:
        archive.extractall(folder / "site")
    return (folder / "site").as_uri()


def test_a_sound_is_done_when_it_was_heard_to_its_end(browser: webdriver.Chrome, site: str) -> None:
    browser.get(f"{site}/units/sound.html")
    assert not browser.get_log("browser")
    assert not is_done(browser)
    player = browser.find_element(By.TAG_NAME, "audio")
    assert player.accessible_name == "Sound (en)"
    player.send_keys(Keys.SPACE)
    WebDriverWait(browser, 10).until(is_done)
    assert player.get_property("ended")
    browser.refresh()
    assert is_done(browser)


def test_captions_show_without_a_server(browser: webdriver.Chrome, site: str) -> None:
    browser.get(f"{site}/units/film.html")
    element = "document.querySelector('track[default]')"
    browser.execute_script(f"{element}.track.mode = 'showing'")
    WebDriverWait(browser, 10).until(lambda _: browser.execute_script(f"return {element}.readyState") == 2)
    cues = browser.execute_script(f"return [...{element}.track.cues].map((cue) => cue.text)")
    assert cues == ["Nurse, en: hello."]


def is_done(browser: webdriver.Chrome) -> bool:
    """Say whether the page shows its unit as done."""
    return browser.find_element(By.CSS_SELECTOR, "main [data-done]").get_attribute("aria-pressed") == "true"
