"""Pages of other hosts in a lesson, in a browser: a link, and shown only where the site allows their host."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.support.browser import wait
from tests.support.launched import window
from tests.support.live import live

pytestmark = pytest.mark.browser


def test_a_page_of_another_host_can_be_shown_where_the_site_allows_it(driver: Chrome, tmp_path: Path) -> None:
    with live(tmp_path, POIJU_EMBED_HOSTS="video.example.fi") as place:
        window(driver, place, "outcomes", "203")
        assert wait(driver, ".poiju-embed button").text == "Show here"


def test_a_page_of_another_host_stays_a_link_elsewhere(driver: Chrome, tmp_path: Path) -> None:
    with live(tmp_path) as place:
        window(driver, place, "outcomes", "203")
        assert wait(driver, ".poiju-embed a").get_attribute("href") == "https://video.example.fi/abc"
        assert driver.find_elements(By.CSS_SELECTOR, ".poiju-embed button") == []
