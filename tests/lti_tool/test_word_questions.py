"""Texts with words to choose or to drag in the tool: marked on the server, told gap by gap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from lti_tool.models import Attempt
from packager.document.model_answer import model_answer
from tests.support.live import Live, Visit, form, live
from tests.support.quiz_taking import cell
from tests.support.sample_pools import pool_questions
from tests.support.sample_questions import word_questions, word_quiz_size
from tests.support.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def right_answers() -> dict[str, list[str]]:
    """Return the fields of a faultless try, whatever it drew."""
    every = (*word_questions(), *pool_questions())
    return {name: given for one in every for name, given in model_answer(one, "en").items()}


def begun(place: Live) -> Visit:
    """Begin a try at the quiz of words."""
    visit = place.open("words", user="203")
    visit.send("/attempts/")
    return visit


def test_chosen_and_dragged_words_are_marked(place: Live) -> None:
    visit = begun(place)
    visit.send("/attempts/", **right_answers())
    assert "100 % right" in visit.text
    eventually(lambda: cell(place, "words") == 100)


def test_a_try_keeps_what_it_drew(place: Live) -> None:
    visit = begun(place)
    asked = re.findall(r'data-question="([^"]+)"', visit.text)
    assert len(asked) == word_quiz_size()
    assert re.findall(r'data-question="([^"]+)"', begun(place).text) == asked
    drawn = [one for one in asked if one not in ("lists", "plan")]
    with place.runtime.database.read() as session:
        (attempt,) = session.scalars(select(Attempt))
    assert attempt.drawn == drawn
    others = {one.id for one in pool_questions()} - set(drawn)
    right = model_answer(next(one for one in pool_questions() if one.id in others), "en")
    visit.send("/attempts/", **right)  # what it did not draw counts for nothing
    assert "0 % right" in visit.text
    visit.send("/attempts/", token=form(visit.text, "/attempts/")[1]["token"])
    again = re.findall(r'data-question="([^"]+)"', visit.text)
    assert others <= set(again)  # what was not met yet comes first


def test_the_front_page_counts_drawn_questions(place: Live) -> None:
    assert f"{word_quiz_size()} questions" in place.open("words", user="203").text


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


def test_each_wrong_try_shows_the_next_hint(place: Live) -> None:
    visit = begun(place)
    for hint, other in (("Look at the first.", "Look at all."), ("Look at all.", "Look at the first.")):
        assert hint not in visit.text
        visit.send("/attempts/", **{"q-lists-1": "0", "q-plan-1": "0"})
        assert hint in visit.text
        assert other not in visit.text
        assert "None in place." in visit.text
        visit.send("/attempts/", token=form(visit.text, "/attempts/")[1]["token"])
