"""Headless Chromium for tests, with nothing but loopback to talk to; waiting for what it shows."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import InvalidSelectorException, TimeoutException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

PATIENCE = 60.0  # seconds; far more than anything takes, so that a slow machine fails no test
PICTURES = os.environ.get("POIJU_PICTURES", "")
CHROMIUM = shutil.which("chromium")
CHROMEDRIVER = shutil.which("chromedriver")
BLOCK = 2  # Chromium's content setting for "block"
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
)


@contextmanager
def chromium(
    profile: Path,
    *,
    width: int = 1280,
    height: int = 900,
    no_cookies_of: str | None = None,
    inside: str = "*",
    zone: str = "",
) -> Iterator[webdriver.Chrome]:
    """Open a browser with a new profile; skip clearly where Debian's chromium and chromium-driver are absent.

    `no_cookies_of` (`http://localhost:8080`) refuses every cookie of that origin, as some browsers do;
    with `inside` (`http://127.0.0.1`) only in frames of pages of that origin. `zone` is the time zone.
    """
    if not CHROMIUM or not CHROMEDRIVER:
        pytest.skip("needs headless Chromium: apt install chromium chromium-driver")
    options = Options()
    options.binary_location = CHROMIUM
    for argument in (*QUIET, f"--user-data-dir={profile}", f"--window-size={width},{height}"):
        options.add_argument(argument)
    if no_cookies_of:
        exceptions = {f"{no_cookies_of},{inside}": {"setting": BLOCK}}
        options.add_experimental_option("prefs", {"profile.content_settings.exceptions.cookies": exceptions})
    environment = {**os.environ, "TZ": zone} if zone else None
    driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER, env=environment))
    try:
        yield driver
    finally:
        driver.quit()


def until(holds: Callable[[], Any], complaint: Callable[[], str] = str, seconds: float = PATIENCE) -> Any:
    """Return the first true value; `complaint` is asked only when none came.

    A page that goes while it is asked makes the driver fail in several ways (a stale element, a frame that is
    gone, "no such execution context", "aborted by navigation"): then the next page is asked.
    """
    end = time.monotonic() + seconds
    while True:
        last = ""
        try:
            if found := holds():
                return found
        except InvalidSelectorException:
            raise
        except WebDriverException as error:
            last = f"; the driver at last: {error.msg}"
        if time.monotonic() > end:
            raise TimeoutException(f"not within {seconds:g} s: {complaint()}{last}")
        time.sleep(0.05)


def visible(driver: webdriver.Chrome, css: str, text: str = "") -> WebElement | None:
    """Return the first visible element that fits and holds a text, if it is there and the page complete."""
    if driver.execute_script("return document.readyState") != "complete":
        return None
    found = driver.find_elements(By.CSS_SELECTOR, css)
    return next((one for one in found if one.is_displayed() and text in one.text), None)


def wait(driver: webdriver.Chrome, css: str, text: str = "", seconds: float = PATIENCE) -> WebElement:
    """Return the first visible element that fits and holds a text, in the document where the driver is."""
    element: WebElement = until(
        lambda: visible(driver, css, text), lambda: f"{css} {text!r} in {_words(driver)}", seconds
    )
    return element


def wait_in_frame(
    driver: webdriver.Chrome, frame_css: str, css: str, text: str = "", seconds: float = PATIENCE
) -> WebElement:
    """Return the first visible element that fits in a frame, and stay there.

    The frame is entered anew each time: whoever enters it once is lost when its document moves to another
    site, which is another process.
    """

    def found() -> WebElement | None:
        into(driver, frame_css)
        return visible(driver, css, text)

    def complaint() -> str:
        return f"{css} {text!r} in the frame {frame_css}, which shows {_words(driver, frame_css)}"

    element: WebElement = until(found, complaint, seconds)
    return element


def into(driver: webdriver.Chrome, frame_css: str) -> None:
    """Go into a frame of the window, wherever the driver was."""
    driver.switch_to.default_content()
    driver.switch_to.frame(driver.find_element(By.CSS_SELECTOR, frame_css))


def picture(driver: webdriver.Chrome, name: str) -> None:
    """Keep a picture of the page where POIJU_PICTURES names a folder."""
    if PICTURES:
        driver.save_screenshot(str(Path(PICTURES) / f"{name}.png"))


def _words(driver: webdriver.Chrome, frame_css: str = "") -> str:
    try:
        if frame_css:
            into(driver, frame_css)
        return repr(driver.find_element(By.TAG_NAME, "body").text[:2000])
    except WebDriverException as error:
        return f"nothing that can be read ({error.msg})"
