"""Texts with words to choose or to drag in the tool: marked on the server, told gap by gap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from packager.document.model_answer import model_answer
from tests.lti_tool.test_learning import cell
from tests.support.live import Live, Visit, live
from tests.support.sample_questions import word_questions
from tests.support.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def begun(place: Live) -> Visit:
    """Begin a try at the quiz of words."""
    visit = place.open("words", user="203")
    visit.send("/attempts/")
    return visit


def test_chosen_and_dragged_words_are_marked(place: Live) -> None:
    visit = begun(place)
    right = {name: given for one in word_questions() for name, given in model_answer(one, "en").items()}
    visit.send("/attempts/", **right)
    assert "100 % right" in visit.text
    eventually(lambda: cell(place, "words") == 100)


def test_what_is_said_of_a_chosen_word_comes_with_it_alone(place: Live) -> None:
    visit = begun(place)
    for secret in ("It can be", "A noun names"):
        assert secret not in visit.text
    visit.send("/attempts/", **{"q-lists-1": "0", "q-plan-1": "0"})  # the noun; a wrong word
    assert "A noun names" in visit.text
    assert "It can be" not in visit.text
    assert "poiju-word" not in visit.text  # nothing is left to drag


def test_the_script_for_dragging_is_served_to_all(place: Live) -> None:
    visit = begun(place)
    assert '<script src="/look/drag.js" defer>' in visit.text
    script = requests.get(f"{place.url}/look/drag.js", timeout=20)
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert "data-word" in script.text
