"""Questions in a real Moodle: its question engine marks right and wrong answers as we do."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest

from packager.document.marking import mark
from packager.document.presented import gap_options, word_codes
from packager.document.questions import Drag, Gaps, Question, TrueFalse
from packager.document.words import plain_text
from tests.support.moodle_restored import LANGUAGE, activities, at_home, restored
from tests.support.sample import sample_module
from tests.support.sample_pools import pool_questions
from tests.support.sample_questions import word_questions

pytestmark = pytest.mark.moodle

BY_ID: dict[str, Question] = {question.id: question for question in word_questions()}
POOL: dict[str, Question] = {f"terms/{question.id}": question for question in pool_questions()}
EVERY = {**BY_ID, **POOL}
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
    "terms/short-term": [{"answer": "LO"}, {"answer": "LOS"}, {"answer": ""}],
    "terms/year": [{"answer": "2022"}, {"answer": "2021"}, {"answer": "1999"}],
    "terms/is-law": [{"answer": "0"}, {"answer": "1"}],
}
"""Answers to each question, by part, as people would say them."""


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The restored course, with what the question engine says of the answers."""
    folder = tmp_path_factory.mktemp("answers")
    wishes = folder / "answers.json"
    wishes.write_text(json.dumps({"words": ANSWERS}), encoding="utf-8")
    return restored(sample_module(folder / "media"), folder, wish=f"--answers={wishes}")


@pytest.fixture(scope="module")
def answered(arrived: dict[str, Any]) -> dict[str, Any]:
    """What the question engine says of the answers."""
    found: dict[str, Any] = arrived["answered"]["words"]
    return found


def response(question: Question, words: dict[str, str]) -> dict[str, list[str]]:
    """Return an answer as our forms send it."""
    if isinstance(question, TrueFalse):
        return {f"q-{question.id}": ["true" if words["answer"] == "1" else "false"]}
    if "answer" in words:
        return {f"q-{question.id}": [words["answer"]]}
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
        ours = mark(EVERY[name], response(EVERY[name], words), LANGUAGE)
        assert ours.fraction is not None
        assert float(found["fraction"] or 0) == pytest.approx(float(ours.fraction), abs=1e-6), words
        state = "gradedright" if ours.right else "gradedpartial" if ours.fraction else "gradedwrong"
        state = state if ours.answered else "gaveup"
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


@pytest.mark.parametrize("name", [name for name in ANSWERS if name != "lists"])
def test_what_is_said_of_the_outcome_is_shown(name: str, answered: dict[str, Any]) -> None:
    """Except for embedded answers, which have no place for it."""
    for words, found in zip(ANSWERS[name], answered[name], strict=True):
        ours = mark(EVERY[name], response(EVERY[name], words), LANGUAGE)
        if ours.verdict and ours.answered:
            assert plain_text(ours.verdict) in plain_text(found["shown"]), words


def test_hints_penalties_and_feedback_arrive_field_by_field(arrived: dict[str, Any]) -> None:
    bank = {one["idnumber"].partition("#")[2]: one["question"] for one in activities(arrived)["words"]["bank"]
            if one["idnumber"]}  # fmt: skip
    for name, question in EVERY.items():
        found = bank[name]
        assert [at_home(arrived, hint["text"]) for hint in found["hints"]] == [
            hint[LANGUAGE] for hint in question.hints
        ], name
        usual = 1 if question.kind == "true-false" else 1 / 3
        penalty = usual if question.penalty is None else question.penalty / 100
        assert found["penalty"] == pytest.approx(penalty, abs=1e-6), name
    plan = EVERY["plan"]
    for said, field in (
        (plan.when_right, "said_when_right"), (plan.when_partly, "said_when_partly"),
        (plan.when_wrong, "said_when_wrong"),
    ):  # fmt: skip
        assert said is not None
        assert at_home(arrived, bank["plan"][field]) == said[LANGUAGE]


def test_files_of_hints_and_feedback_arrive(arrived: dict[str, Any]) -> None:
    words = activities(arrived)["words"]
    bank = {one["idnumber"]: one["question"] for one in words["bank"] if one["idnumber"]}
    plan = next(one for name, one in bank.items() if name.endswith("#plan"))
    areas = {(file["area"], file["item"], file["name"]) for file in words["files"]}
    assert ("question/hint", plan["hints"][0]["id"], "figure.png") in areas
    assert ("question/correctfeedback", plan["id"], "canvas.docx") in areas
