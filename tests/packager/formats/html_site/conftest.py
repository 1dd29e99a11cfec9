"""The sample's site on a disk, and a browser that opens it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

import pytest
from selenium import webdriver

from tests.packager.formats.html_site.test_writer import build
from tests.support.browser import chromium


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Open one browser for the tests of a file."""
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Unpack the English sample and return its address."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(build(folder)[0]) as archive:
        archive.extractall(folder / "site")
    return (folder / "site").as_uri()
