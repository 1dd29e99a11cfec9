"""A launch in a window of its own, as when the Moodle app opens a browser: the way back to the course."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest

from lti_tool.runtime import Runtime
from lti_tool.services.installation import publish
from tests.support.platform import CLAIM
from tests.support.sample import ID, sample_module
from tests.support.tool import Browser

ALONE = {"Sec-Fetch-Dest": "document"}
LINK = 'class="back" href="'


@pytest.fixture
def opened(browser: Browser, runtime: Runtime, tmp_path: Path) -> Browser:
    publish(runtime, sample_module(tmp_path / "source"))
    return browser


def page(browser: Browser, headers: dict[str, str], **presentation: Any) -> str:
    said = {"locale": "en", "return_url": f"{browser.platform.url}/course?id=2&a=b", **presentation}
    claims = {f"{CLAIM}launch_presentation": said, f"{CLAIM}custom": {"unit": f"{ID}/outcomes"}}
    answer = browser.launch(**claims)
    return unescape(browser.get(answer.headers["Location"], headers=headers).text)


def test_a_window_of_its_own_leads_back_to_the_course(opened: Browser) -> None:
    assert f'{LINK}{opened.platform.url}/course?id=2&a=b"' in page(opened, ALONE)


def test_a_frame_needs_no_way_back(opened: Browser) -> None:
    for headers in ({}, {"Sec-Fetch-Dest": "iframe"}):
        assert LINK not in page(opened, headers)


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/course", "javascript:alert(1)", "//evil.example", "ftp://127.0.0.1/", "", None, 7],
)
def test_an_address_that_is_not_the_platforms_is_no_way_back(address: Any, opened: Browser) -> None:
    assert LINK not in page(opened, ALONE, return_url=address)
