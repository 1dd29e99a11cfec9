"""A text between units in the tool: the overview shows it in its place, and nobody is asked to do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live import Live, live


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def test_the_overview_shows_it_between_the_units(place: Live) -> None:
    visit = place.open("outcomes", user="203")
    address = re.search(r'href="(/s/[^"]+/m/[^"]+)"', visit.text)
    assert address
    page = visit.http.get(visit.address(address[1]), timeout=20).text
    (shown,) = re.findall(r'<li class="between poiju-unit">(.*?)</li>', page, re.DOTALL)
    assert "Halfway, en" in shown
    assert re.search(r'href="/s/[^"]+/quiz/">the quiz</a>', shown)
    assert "term-eqf" not in shown
    assert page.index("Guide (en)") < page.index("Halfway, en") < page.index("Canvas (en)")
    assert ">Halfway (en)<" not in page


def test_a_link_to_it_shows_the_text_and_asks_for_nothing(place: Live) -> None:
    visit = place.open("halfway", user="203")
    assert "Take a break, en." in visit.text
    assert "there is nothing to do in it" in visit.text
    assert "About 0 minutes" not in visit.text
    assert not re.search(r'action="[^"]+/done"', visit.text)
