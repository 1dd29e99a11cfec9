"""Link headers as platforms write them."""

from __future__ import annotations

import pytest

from lti_tool.services.paging import links_of

MOODLE = (
    "Link: <https://m.example/lineitems?limit=2&amp;from=0>; rel=“first”, "
    "<https://m.example/lineitems?limit=2&amp;from=4&amp;type_id=7>; rel=“next”"
)

HEADERS = {
    '<https://p.example/a?b=1>; rel="next"': {"next": "https://p.example/a?b=1"},
    "<https://p.example/a>;rel=next": {"next": "https://p.example/a"},
    '<https://p.example/BookMark:AbC>; rel="next"': {"next": "https://p.example/BookMark:AbC"},
    '<https://p.example/a>; title="x, y"; REL="Next"': {"next": "https://p.example/a"},
    '<https://p.example/a>; rel="prev", <https://p.example/b>; rel="next"': {
        "prev": "https://p.example/a",
        "next": "https://p.example/b",
    },
    '<https://p.example/a>; rel="next last"': {
        "next": "https://p.example/a",
        "last": "https://p.example/a",
    },
    '<https://p.example/a?x=1&copy=2>; rel="next"': {"next": "https://p.example/a?x=1&copy=2"},
    "<https://p.example/a>": {},
    "rel=next": {},
    "": {},
    "<" * 5000: {},
}


@pytest.mark.parametrize("header", HEADERS)
def test_links_are_read_by_their_relation(header: str) -> None:
    assert links_of(header) == HEADERS[header]


@pytest.mark.parametrize("header", [MOODLE, MOODLE.encode().decode("latin-1")])
def test_moodles_curly_quotes_and_escapes_are_mended(header: str) -> None:
    links = links_of(header)
    assert links["next"] == "https://m.example/lineitems?limit=2&from=4&type_id=7"
    assert links["first"] == "https://m.example/lineitems?limit=2&from=0"
