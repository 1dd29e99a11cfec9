"""Questions in a real Moodle: its question engine marks right and wrong answers as we do."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest

from packager.document.marking import mark
from packager.document.presented import gap_options, word_codes
from packager.document.questions import Drag, Gaps, Question
from tests.acceptance.moodle.test_restore import LANGUAGE, restored
from tests.support.sample import sample_module
from tests.support.sample_questions import word_questions

pytestmark = pytest.mark.moodle

BY_ID = {question.id: question for question in word_questions()}
NOUN = "noun & <b>"
ANSWERS: dict[str, list[dict[str, str]]] = {
    "lists": [
        {"1": "verb", "2": "target", "3": "learners"},
        {"1": NOUN, "2": "Object", "3": "people"},
        {"1": "adjective", "2": "subject", "3": "people"},
        {"3": "learners"},
    ],
    "plan": [
        {"1": "outcome", "2": "evidence", "3": "seeing", "4": "seeing"},
        {"1": "evidence", "2": "outcome", "3": "seeing", "4": "eating"},
        {"1": NOUN.replace("noun", "room"), "4": "eating"},
        {"2": "evidence"},
    ],
}
"""Answers to each question, by part, as people would say them."""


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the question engine says of the answers."""
    folder = tmp_path_factory.mktemp("answers")
    wishes = folder / "answers.json"
    wishes.write_text(json.dumps({"words": ANSWERS}), encoding="utf-8")
    arrived = restored(sample_module(folder / "media"), folder, wish=f"--answers={wishes}")
    found: dict[str, Any] = arrived["answered"]["words"]
    return found


def response(question: Question, words: dict[str, str]) -> dict[str, list[str]]:
    """Return an answer as our forms send it."""
    return {f"q-{question.id}-{part}": [value(question, int(part), said)] for part, said in words.items()}


def value(question: Question, count: int, said: str) -> str:
    """Return what a form sends for a gap: the text, or the code of the chosen word."""
    if isinstance(question, Drag):
        coded = zip(word_codes(question), question.words, strict=True)
        return next(str(code) for code, word in coded if word.text[LANGUAGE] == said)
    assert isinstance(question, Gaps)
    codes = {one.text[LANGUAGE]: str(code) for code, one in gap_options(question, count)}
    return codes.get(said, said)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_engine_marks_as_we_do(name: str, answered: dict[str, Any]) -> None:
    for words, found in zip(ANSWERS[name], answered[name], strict=True):
        ours = mark(BY_ID[name], response(BY_ID[name], words), LANGUAGE)
        assert ours.fraction is not None
        assert found["fraction"] == pytest.approx(float(ours.fraction), abs=1e-6), words
        state = "gradedright" if ours.right else "gradedpartial" if ours.fraction else "gradedwrong"
        assert found["state"] == state, words


def test_what_is_said_of_a_chosen_word_is_shown(answered: dict[str, Any]) -> None:
    right, wrong, other, _ = (unescape(unescape(one["shown"])) for one in answered["lists"])
    assert "It can be <em>seen</em>." in right
    assert "A noun names~it}." in wrong
    assert "figure.png" in wrong
    assert "A noun names" not in other


def test_a_list_is_a_menu_of_its_words(answered: dict[str, Any]) -> None:
    shown = answered["lists"][3]["shown"]
    for word in ("verb", "noun &amp; &lt;b&gt;", "adjective", "people", "learners"):
        assert f">{word}</option>" in shown, word
    assert shown.count("<select") == 2


def test_words_to_drag_are_offered_by_group(answered: dict[str, Any]) -> None:
    shown = answered["plan"][3]["shown"]
    homes = re.findall(r'<span class="[^"]*draghome[^"]* choice\d+ group(\d)( infinite)?">([^<]*)', shown)
    assert sorted(homes) == [
        ("1", "", "evidence"), ("1", "", "outcome"), ("1", "", "room &amp; &lt;b&gt;"),
        ("2", "", "eating"), ("2", " infinite", "seeing"),
    ]  # fmt: skip
    assert len(re.findall(r'class="place\d drop', shown)) == 4
    assert "[&#91;1]]" in shown or "[[1]]" in shown
