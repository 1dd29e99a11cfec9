"""Units that a platform plays or a group works on: the tool shows their text and says where they are done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.h5p import card
from tests.support.live import Live, live


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def test_h5p_content_is_a_text_and_a_file_to_take(place: Live) -> None:
    visit = place.open("cards", user="203")
    assert "The card says, en:" in visit.text
    assert '<h2 class="poiju-callout-title">The same as text</h2>' in visit.text
    assert "your learning platform plays it" in visit.text
    address = re.search(r'href="(/s/[^"]*cards\.h5p\?download=1)"', visit.text)
    assert address
    taken = visit.http.get(visit.address(address[1]), timeout=20)
    assert taken.content == card()
    assert taken.headers["Content-Disposition"].startswith("attachment; filename=cards.h5p")


def test_a_peer_review_tells_what_is_done_on_the_platform(place: Live) -> None:
    visit = place.open("exchange", user="203")
    for part in (
        "Write a plan, en.",
        "How the work is marked",
        "Aim: 2 &lt;of&gt; 4 (en)",
        "Say first what is good",
        "You assess the work of 2 other learners.",
        "What do you change?",
        "assess that of others on your learning platform",
    ):
        assert part in visit.text
    visit.send("/done")
    assert "You have done this unit." in visit.text


def test_h5p_content_is_done_by_the_learners_word_and_reports_nothing(place: Live) -> None:
    visit = place.open("cards", user="203")
    visit.send("/done")
    assert "You have done this unit." in visit.text
    assert "gradebook" not in visit.text
