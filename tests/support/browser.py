"""Headless Chromium for tests, with nothing but loopback to talk to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

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
