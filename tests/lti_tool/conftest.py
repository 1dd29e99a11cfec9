"""A platform, a tool registered on it and a browser, for every test of the tool."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lti_tool.runtime import Runtime
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
