"""Marking, by the table of cases that the site's script is held to as well, and by properties."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.document.marking import mark
from packager.document.marks import field_name
from packager.document.model_answer import model_answer
from packager.document.presented import item_codes, right_sides
from packager.document.question_base import hint_after
from packager.document.questions import Accepted, Matching, Ordering, Pair, Question, ShortAnswer
from packager.document.typed_text import folded, read_number
from tests.support.sample import LANGUAGES, questions, short, words
from tests.support.sample_questions import word_questions

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "marking.json").read_text(encoding="utf-8")
)
EVERY = (*questions(), *word_questions())
BY_ID: dict[str, Question] = {question.id: question for question in EVERY}
BY_ID["wild"] = ShortAnswer(
    id="wild",
    text=short("?"),
    case_sensitive=True,
    answers=dict.fromkeys(LANGUAGES, (Accepted(text="EU*suositus", right=True),)),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['question']}: {case['name']}")
def test_common_cases(case: dict[str, Any]) -> None:
    marked = mark(BY_ID[case["question"]], case["response"], "fi")
    assert marked.fraction == (None if case["fraction"] is None else Fraction(case["fraction"]))
    assert [part.right for part in marked.parts] == case["parts"]


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_model_answer_is_right(question: Question, language: str) -> None:
    marked = mark(question, model_answer(question, language), language)
    if question.kind == "essay":
        assert (marked.fraction, marked.right, marked.answered) == (None, False, False)
    else:
        assert (marked.fraction, marked.right, marked.answered) == (1, True, True)


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.id)
def test_no_answer_is_worth_nothing_and_not_answered(question: Question) -> None:
    marked = mark(question, {}, "fi")
    assert not marked.fraction
    assert not marked.answered
    assert not marked.parts


@given(
    question=st.sampled_from(EVERY),
    part=st.one_of(st.none(), st.integers(0, 5)),
    values=st.lists(st.one_of(st.text(max_size=60), st.from_regex(r"[+\-0-9., eE]{0,50}")), max_size=4),
)
def test_garbage_is_marked_and_never_raises(question: Question, part: int | None, values: list[str]) -> None:
    marked = mark(question, {field_name(question, part): values}, "sv")
    assert marked.fraction is None or 0 <= marked.fraction <= 1


@given(order=st.permutations(range(3)))
def test_ordering_is_marked_by_the_share_of_items_in_place(order: list[int]) -> None:
    question = BY_ID["steps"]
    assert isinstance(question, Ordering)
    response = {
        field_name(question, code): [str(order[item] + 1)] for item, code in enumerate(item_codes(question))
    }
    in_place = sum(place == item for item, place in enumerate(order))
    assert mark(question, response, "fi").fraction == Fraction(in_place, 3)


def test_pairs_with_the_same_right_side_take_either() -> None:
    question = Matching(
        id="m",
        text=short("?"),
        pairs=(Pair(left=short("a"), right=words("4")), Pair(left=short("b"), right=words("4"))),
        distractors=(words("5"),),
    )
    assert len(right_sides(question)) == 2
    assert mark(question, model_answer(question, "fi"), "fi").fraction == 1


def test_feedback_goes_with_the_given_answer_only() -> None:
    marked = mark(BY_ID["verb"], {"q-verb": ["0"]}, "en")
    assert [part.feedback for part in marked.parts] == [short("Too wide.")["en"]]
    assert marked.feedback == short("An outcome is visible.")["en"]
    marked = mark(BY_ID["rpl"], {"q-rpl": [" Tunnistaminen "]}, "en")
    assert [part.feedback for part in marked.parts] == ["<p>Identification.</p>"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("53,3", "53.3"),
        ("53.3", "53.3"),
        ("1\u2009600", "1600"),
        ("1\u202f600,5", "1600.5"),
        (" 1 600 ", "1600"),
        ("\u22122,5", "-2.5"),
        ("+4", "4"),
        (",5", "0.5"),
        ("5,", "5"),
        ("1.600,5", None),
        ("1e3", None),
        ("NaN", None),
        ("Infinity", None),
        ("", None),
        ("١", None),
        ("1" * 41, None),
    ],
)
def test_numbers_as_people_write_them(text: str, value: str | None) -> None:
    assert read_number(text) == (None if value is None else Decimal(value))


def test_texts_are_folded() -> None:
    assert folded("  Ta\u0308ma\u0308\u00a0 on \n", case_sensitive=False) == "tämä on"
    assert folded("EU", case_sensitive=True) == "EU"


@pytest.mark.parametrize(
    ("pattern", "given", "right"),
    [
        ("a*a", "a", False),
        ("a*a", "aa", True),
        ("*b*", "abc", True),
        ("**", "x", True),
        ("a*bc*c", "abc", False),
    ],
)
def test_stars_do_not_share_letters(pattern: str, given: str, right: bool) -> None:
    question = ShortAnswer(id="w", text=short("?"), answers={"fi": (Accepted(text=pattern, right=True),)})
    assert mark(question, {"q-w": [given]}, "fi").right is right


@pytest.mark.parametrize(
    ("count", "said"), [(4, "All in place."), (1, "Some in place."), (0, "None in place.")]
)
def test_what_is_said_goes_with_the_outcome(count: int, said: str) -> None:
    right = model_answer(BY_ID["plan"], "en")
    given = {field: values if at < count else ["9"] for at, (field, values) in enumerate(right.items())}
    verdict = mark(BY_ID["plan"], given, "en").verdict
    assert verdict is not None
    assert said in verdict


def test_hints_come_one_by_one_and_the_last_one_stays() -> None:
    lists = BY_ID["lists"]
    given = [hint_after(lists, tries) for tries in range(4)]
    assert given == [None, lists.hints[0], lists.hints[1], lists.hints[1]]
    assert hint_after(BY_ID["verb"], 1) is None
