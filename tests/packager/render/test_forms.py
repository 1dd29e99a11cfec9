"""Questions as forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from packager.document.edition import Edition
from packager.document.marking import mark
from packager.document.marks import field_name
from packager.document.model_answer import model_answer
from packager.document.presented import item_codes
from packager.document.questions import Ordering, Question
from packager.render.forms import question_form
from tests.support.links import EverythingTravels
from tests.support.sample import questions, sample_module

BY_ID = {question.id: question for question in questions()}


def form(question: Question, folder: Path, language: str = "en", **given: Any) -> etree._Element:
    """Return the form as parsed XML."""
    edition = Edition(sample_module(folder), language)
    return etree.fromstring(str(question_form(edition, question, EverythingTravels(), **given)))


def inputs(root: etree._Element) -> Iterator[etree._Element]:
    """Yield everything that takes an answer."""
    yield from root.iter("input", "select", "textarea")


def given_by(root: etree._Element) -> dict[str, list[str]]:
    """Return what a browser would send."""
    sent: dict[str, list[str]] = {}
    for one in inputs(root):
        if one.tag == "select":
            value = next((option.get("value") for option in one if option.get("selected")), "")
        elif one.tag == "textarea":
            value = (one.text or "").removeprefix("\n")
        elif one.get("type") in ("radio", "checkbox") and not one.get("checked"):
            continue
        else:
            value = one.get("value")
        sent.setdefault(str(one.get("name")), []).append(str(value))
    return sent


def text(element: etree._Element) -> str:
    """Return the text of an element with white space folded."""
    return " ".join("".join(map(str, element.itertext())).split())


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_input_has_a_name_that_is_read_aloud(question: Question, language: str, tmp_path: Path) -> None:
    root = form(question, tmp_path, language, name_prefix="u1-", title="Question 1 of 9")
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert root.tag == "fieldset"
    assert set(str(root.get("aria-labelledby")).split()) <= set(ids)
    labelled = {label.get("for") for label in root.iter("label")}
    for one in inputs(root):
        assert one.get("id") in labelled or one.get("aria-label")
        assert str(one.get("name")).startswith(f"u1-{field_name(question)}")


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_what_is_right_does_not_stand_in_an_unmarked_form(question: Question, tmp_path: Path) -> None:
    shown = etree.tostring(form(question, tmp_path), encoding="unicode")
    for secret in (
        "Visible.",
        "Too wide",
        "identification",
        "tunnustaminen",
        "53",
        "Look for a verb",
        "target",
    ):
        assert secret.lower() not in shown.lower()


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_a_filled_form_sends_what_it_was_filled_with(question: Question, tmp_path: Path) -> None:
    response = model_answer(question, "en") or {field_name(question): ["  Two\nlines & more <b>"]}
    assert given_by(form(question, tmp_path, response=response)) == response


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_a_mark_is_said_in_words(question: Question, tmp_path: Path) -> None:
    response = model_answer(question, "en")
    root = form(question, tmp_path, response=response, marked=mark(question, response, "en"))
    verdict = root.find(f".//div[@id='q-{question.id}-verdict']")
    assert verdict is not None
    assert text(verdict).startswith("✓ Right" if response else "Not answered.")
    assert root.get("aria-describedby") == verdict.get("id")


def test_feedback_stands_at_the_given_answer_and_is_named_by_it(tmp_path: Path) -> None:
    response = {"q-several": ["0", "2"]}
    root = form(BY_ID["several"], tmp_path, response=response, marked=mark(BY_ID["several"], response, "en"))
    said = {str(one.get("id")): text(one) for one in root.iter("div") if one.get("class") == "poiju-part"}
    assert said == {"q-several-0-said": "✓ Right Yes. (en)", "q-several-2-said": "✗ Wrong No. (en)"}
    described = {one.get("value"): one.get("aria-describedby") for one in root.iter("input")}
    assert described == {"0": "q-several-0-said", "1": None, "2": "q-several-2-said", "3": None}


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("verb", "0", "✗ Not right yet Too wide. (en) An outcome is visible. (en)"),
        ("verb", "1", "✓ Right Visible. (en) An outcome is visible. (en)"),
        ("level-of", "true", "✗ Not right yet It describes the outcome. (en)"),
        ("rpl", "tunnistaminen", "✗ Not right yet Identification."),
        ("hours", "53.3", "✓ Right 1600 / 60 * 2. (en)"),
    ],
)
def test_the_verdict_of_one_answer_is_said_once(name: str, given: str, said: str, tmp_path: Path) -> None:
    response = {f"q-{name}": [given]}
    root = form(BY_ID[name], tmp_path, response=response, marked=mark(BY_ID[name], response, "en"))
    verdict = root.find(f".//div[@id='q-{name}-verdict']")
    assert verdict is not None
    assert text(verdict) == said
    assert not [one for one in root.iter("div") if one.get("class") == "poiju-part"]
    ids = {one.get("id") for one in root.iter()}
    assert {one.get("aria-describedby") for one in root.iter()} - {None} <= ids


def test_parts_of_a_question_are_marked_one_by_one(tmp_path: Path) -> None:
    response = {"q-gaps-1": ["verb"], "q-gaps-2": ["subject"]}
    root = form(BY_ID["gaps"], tmp_path, response=response, marked=mark(BY_ID["gaps"], response, "en"))
    assert [text(one) for one in root.findall("div[@class='poiju-gap-said']")] == [
        "Gap 1: ✓ Right",
        "Gap 2: ✗ Wrong",
    ]
    assert "Partly right: 50%" in text(root)


def test_options_are_shown_in_the_order_that_the_caller_gives(tmp_path: Path) -> None:
    root = form(BY_ID["verb"], tmp_path, order=(2, 0, 1))
    assert [one.get("value") for one in root.iter("input")] == ["2", "0", "1"]


def test_places_of_an_ordering_question_are_chosen_by_keyboard(tmp_path: Path) -> None:
    question = BY_ID["steps"]
    assert isinstance(question, Ordering)
    root = form(question, tmp_path)
    assert [select.get("name") for select in root.iter("select")] == [f"q-steps-{code}" for code in range(3)]
    assert [option.get("value") for option in next(root.iter("select"))] == ["", "1", "2", "3"]
    first = question.items[item_codes(question).index(0)]["en"]
    assert text(next(root.iter("label"))) in first


def test_a_closed_form_takes_no_answers(tmp_path: Path) -> None:
    assert form(BY_ID["verb"], tmp_path, closed=True).get("disabled") == "disabled"


def test_numbers_bring_up_a_keypad_and_nothing_is_filled_in(tmp_path: Path) -> None:
    (line,) = inputs(form(BY_ID["hours"], tmp_path))
    assert (line.get("inputmode"), line.get("autocomplete")) == ("decimal", "off")
