"""Browsers that block cookies wholly: a way on where there is one, and a clear end where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from lti_tool.errors import Fault
from tests.support.browser import chromium, until, visible, wait_in_frame
from tests.support.live import Live, live

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("live"), POIJU_WORKER="0") as running:
        yield running


def go_to_a_new_window(driver: Chrome, place: Live) -> None:
    """Open a unit in the platform's frame, take the offered way out, and look at the new window."""
    driver.get(f"{place.platform.issuer}/as/201/link/{place.links['outcomes'].id}")
    wait_in_frame(driver, "iframe", "form[target=_blank] button").click()
    until(lambda: len(driver.window_handles) == 2)
    driver.switch_to.window(driver.window_handles[-1])
    ends = (f"{place.url}/s/", f"{place.url}/lti/launch")
    until(lambda: driver.current_url.startswith(ends) and visible(driver, "main h1"))


def test_cookies_blocked_in_frames_the_unit_opens_in_a_window_of_its_own(place: Live, tmp_path: Path) -> None:
    with chromium(tmp_path, no_cookies_of=place.url, inside=place.platform.issuer) as driver:
        go_to_a_new_window(driver, place)
        assert driver.current_url.endswith("/outcomes/")
        driver.refresh()
        assert driver.find_elements(By.CSS_SELECTOR, "main h1")
        assert driver.current_url.endswith("/outcomes/")


def test_every_cookie_blocked_ends_in_one_page_with_a_remedy(place: Live, tmp_path: Path) -> None:
    with chromium(tmp_path, no_cookies_of=place.url) as driver:
        go_to_a_new_window(driver, place)
        page = driver.find_element(By.TAG_NAME, "main").text
        assert Fault.COOKIES_BLOCKED.value in page
        assert "Allow cookies for this site" in page
        assert driver.current_url == f"{place.url}/lti/launch", "no loop"
