"""A platform, a tool registered on it and a browser, for every test of the tool; real browsers, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from selenium.webdriver import Chrome

from lti_tool.runtime import Runtime
from tests.support.browser import chromium
from tests.support.live import Live, live
from tests.support.platform import Platform, running_platform
from tests.support.tool import Browser, tool_app


@pytest.fixture
def platform() -> Iterator[Platform]:
    """The simulated platform."""
    with running_platform() as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, platform: Platform) -> Iterator[Flask]:
    """The tool."""
    with tool_app(tmp_path, platform) as made:
        yield made


@pytest.fixture
def runtime(app: Flask) -> Runtime:
    """What the tool holds."""
    held: Runtime = app.extensions["poiju"]
    return held


@pytest.fixture
def browser(app: Flask, platform: Platform) -> Browser:
    """A browser."""
    return Browser(app, platform)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The tool and the stand-in platform, for a file's tests in a real browser."""
    with live(tmp_path_factory.mktemp("live")) as running:
        yield running


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A real browser, for all tests of a file."""
    with chromium(tmp_path_factory.mktemp("profile")) as made:
        made.implicitly_wait(0)
        yield made


@pytest.fixture
def wide(driver: Chrome) -> None:
    """The browser's window as a desk has it, and no frame in it entered."""
    driver.switch_to.default_content()
    driver.set_window_size(1280, 900)
