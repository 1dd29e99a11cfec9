"""Texts with words to choose or to drag, as forms and as text that opens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from packager.document.edition import Edition
from packager.document.marking import mark
from packager.document.model_answer import model_answer
from packager.document.presented import gap_options, word_codes
from packager.document.questions import Drag, Gaps, Question
from packager.render.checks import details
from tests.packager.render.test_forms import form
from tests.support.links import EverythingTravels
from tests.support.sample import sample_module
from tests.support.sample_questions import prose, word_questions

BY_ID = {question.id: question for question in word_questions()}


def lists() -> Gaps:
    """Return the gaps that are lists."""
    found = BY_ID["lists"]
    assert isinstance(found, Gaps)
    return found


def static(question: Question, folder: Path) -> etree._Element:
    """Return a question as text that opens."""
    edition = Edition(sample_module(folder), "en")
    return etree.fromstring(str(details(edition, question, EverythingTravels())))


def test_a_list_is_a_menu_with_a_name_beside_typed_gaps(tmp_path: Path) -> None:
    root = form(lists(), tmp_path)
    fields = list(root.find(".//div[@class='poiju-passage']").iter("select", "input"))  # type: ignore[union-attr]  # the question has a text
    assert [(one.tag, one.get("name"), one.get("aria-label")) for one in fields] == [
        ("select", "q-lists-1", "Gap 1"), ("input", "q-lists-2", "Gap 2"), ("select", "q-lists-3", "Gap 3"),
    ]  # fmt: skip
    assert [one.text for one in fields[0].iter("option")] == [
        *("Choose", "noun & <b>", "verb", "adjective"),
    ]  # fmt: skip


def test_a_list_says_of_the_chosen_word_alone(tmp_path: Path) -> None:
    response = {"q-lists-1": ["0"], "q-lists-3": ["0"]}
    root = form(lists(), tmp_path, response=response, marked=mark(lists(), response, "en"))
    chosen = [one.get("value") for one in root.iter("option") if one.get("selected")]
    assert chosen == ["0", "0"]
    said = [
        " ".join("".join(map(str, one.itertext())).split())
        for one in root.iterfind(".//div[@class='poiju-gap-said']")
    ]
    assert said == ["Gap 1: ✗ Wrong A noun names~it}.", "Gap 3: ✓ Right"]


def test_the_words_of_a_list_are_told_and_its_right_one_not_first_always() -> None:
    assert [option.right for _, option in gap_options(lists(), 1)] == [False, True, False]


def test_as_text_the_words_stand_below_and_feedback_in_the_answer(tmp_path: Path) -> None:
    root = static(lists(), tmp_path)
    assert [one.text.strip() for one in root.findall("ul/li") if one.text] == [
        "(1) noun & <b> / verb / adjective", "(3) learners / people",
    ]  # fmt: skip
    answers = root.findall("details/ol/li")
    assert [(one.text or "").strip() for one in answers] == ["verb", "object or target", "learners"]
    assert len(answers[0].findall("div")) == 2


def drag() -> Drag:
    """Return the words to drag."""
    found = BY_ID["plan"]
    assert isinstance(found, Drag)
    return found


def test_every_gap_to_drag_to_is_a_menu_of_its_group(tmp_path: Path) -> None:
    root = form(drag(), tmp_path)
    menus = [[one.text for one in menu.iter("option")][1:] for menu in root.iter("select")]
    assert menus[0] == menus[1]
    assert sorted(map(str, menus[0])) == ["evidence", "outcome", "room & <b>"]
    assert [sorted(map(str, one)) for one in menus[2:]] == [["eating", "seeing"]] * 2


def test_words_to_drag_stand_beside_in_their_groups_and_are_no_fields(tmp_path: Path) -> None:
    root = form(drag(), tmp_path, order=[4, 3, 2, 1, 0])
    bank = root.find(".//div[@class='poiju-words']")
    assert bank is not None
    shown = [
        [(word.get("data-group"), word.get("data-word")) for word in line] for line in bank.findall("p")[1:]
    ]
    codes = dict(
        zip(("outcome", "evidence", "seeing", "room", "eating"), map(str, word_codes(drag())), strict=True)
    )
    assert [sorted(line) for line in shown] == [
        sorted(("1", codes[word]) for word in ("outcome", "evidence", "room")),
        sorted(("2", codes[word]) for word in ("seeing", "eating")),
    ]  # fmt: skip
    for line in shown:
        assert line == sorted(line, reverse=True)  # in the order that was asked for
    for word in bank.iter("button"):
        assert (word.get("type"), word.get("name"), word.get("draggable")) == ("button", None, "true")
    assert form(drag(), tmp_path, closed=True).find(".//div[@class='poiju-words']") is None


def test_what_was_dragged_is_told_gap_by_gap(tmp_path: Path) -> None:
    response = {**model_answer(drag(), "en"), "q-plan-2": ["0"]}
    root = form(drag(), tmp_path, response=response, marked=mark(drag(), response, "en"))
    said = [
        " ".join("".join(map(str, one.itertext())).split())
        for one in root.iterfind(".//div[@class='poiju-gap-said']")
    ]
    assert said == ["Gap 1: ✓ Right", "Gap 2: ✗ Wrong", "Gap 3: ✓ Right", "Gap 4: ✓ Right"]


def test_as_text_the_words_to_drag_stand_below_by_group(tmp_path: Path) -> None:
    root = static(drag(), tmp_path)
    told = [(one.text or "").split(" / ") for one in root.findall("ul/li")]
    assert [sorted(one) for one in told] == [["evidence", "outcome", "room & <b>"], ["eating", "seeing"]]
    assert [one.text for one in root.findall("details/ol/li")] == [
        *("outcome", "evidence", "seeing", "seeing")
    ]


@pytest.mark.parametrize("name", BY_ID)
def test_nothing_tells_the_answer_before_it_is_given(name: str, tmp_path: Path) -> None:
    shown = etree.tostring(form(BY_ID[name], tmp_path), encoding="unicode")
    assert "seen." not in shown
    assert "right" not in shown


def verdict_of(root: etree._Element) -> str:
    """Return what is said below a question."""
    below = root.find(".//div[@data-verdict]")
    assert below is not None
    return " ".join(" ".join(map(str, below.itertext())).split())


def test_a_wrong_try_gets_the_next_hint_and_a_right_one_none(tmp_path: Path) -> None:
    wrong = {"q-lists-1": ["0"]}
    for tries, hint in ((1, "Hint Look at the first."), (2, "Hint Look at all."), (5, "Hint Look at all.")):
        root = form(lists(), tmp_path, response=wrong, marked=mark(lists(), wrong, "en"), wrong_tries=tries)
        assert verdict_of(root).endswith(hint)
    right = model_answer(lists(), "en")
    root = form(lists(), tmp_path, response=right, marked=mark(lists(), right, "en"), wrong_tries=3)
    assert "Hint" not in verdict_of(root)
    assert "Hint" not in verdict_of(form(lists(), tmp_path, wrong_tries=3))


def test_what_is_said_of_the_outcome_comes_before_the_feedback(tmp_path: Path) -> None:
    question = replace(drag(), feedback=prose("<p>That was it.</p>"))
    wrong = {"q-plan-1": ["0"]}
    root = form(question, tmp_path, response=wrong, marked=mark(question, wrong, "en"))
    assert verdict_of(root) == "✗ Not right yet None in place. That was it."


def test_hints_open_one_by_one_in_a_text(tmp_path: Path) -> None:
    opened = [
        " ".join("".join(map(str, one.itertext())).split())
        for one in static(lists(), tmp_path).findall("details")
    ]
    assert opened[:2] == ["Hint 1 Look at the first.", "Hint 2 Look at all."]
    assert "All in place." in "".join(map(str, static(drag(), tmp_path).itertext()))
