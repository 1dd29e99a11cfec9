"""Parameters and names are added to platforms' addresses without changing what stands there."""

from __future__ import annotations

import pytest

from lti_tool.addresses import extended


@pytest.mark.parametrize(
    ("url", "below_it"),
    [
        ("https://x/items/1", "https://x/items/1/scores"),
        ("https://x/items/1/", "https://x/items/1/scores"),
        ("https://x/items/1?a=b&c=%20d", "https://x/items/1/scores?a=b&c=%20d"),
    ],
)
def test_the_service_comes_before_the_query(url: str, below_it: str) -> None:
    assert extended(url, {}, below="scores") == below_it


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("https://x/auth", "https://x/auth?state=a%26b"),
        ("https://x/auth?tenant=%2F&empty=#part", "https://x/auth?tenant=%2F&empty=&state=a%26b"),
    ],
)
def test_parameters_come_behind_the_own_ones(url: str, whole: str) -> None:
    assert extended(url, {"state": "a&b"}) == whole
