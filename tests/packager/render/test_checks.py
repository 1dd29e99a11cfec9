"""Self-checks as text that opens."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from packager.document.edition import Edition
from packager.document.presented import item_codes, right_code, right_sides
from packager.document.questions import QUESTION_KINDS, Matching, Ordering, Question
from packager.render.checks import MACROS, details
from tests.support.links import EverythingTravels, NothingTravels
from tests.support.sample import questions, sample_module

BY_ID = {question.id: question for question in questions()}


def shown(question: Question, folder: Path, language: str = "en") -> etree._Element:
    """Return the self-check as parsed XML."""
    markup = details(Edition(sample_module(folder), language), question, EverythingTravels())
    return etree.fromstring(str(markup))


def test_every_kind_of_question_has_a_form() -> None:
    kinds = {kind.__dataclass_fields__["kind"].default for kind in QUESTION_KINDS}
    assert set(MACROS) == kinds


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_answer_stands_only_below_the_summary(question: Question, language: str, tmp_path: Path) -> None:
    root = shown(question, tmp_path, language)
    opened = root.find("details")
    assert opened is not None
    assert opened[0].tag == "summary"
    assert root[0].tag == "h3"
    before = "".join(text for child in root if child.tag != "details" for text in child.itertext())
    assert f"({language})" in before or f"{language}: ä" in before


def test_a_choice_says_right_and_wrong_in_words_with_every_feedback(tmp_path: Path) -> None:
    items = [
        "".join(item.itertext()).split() for item in shown(BY_ID["verb"], tmp_path).findall("details/ul/li")
    ]
    assert [item[0] for item in items] == ["Wrong:", "Right:", "Wrong:"]
    assert items[1] == ["Right:", "Instructs", "a", "client", "(en)Visible.", "(en)"]


def test_numbers_are_written_as_the_language_writes_them(tmp_path: Path) -> None:
    text = "".join(shown(BY_ID["hours"], tmp_path, "fi").itertext())
    assert "53,3 ± 1" in text


def test_gaps_are_shown_as_numbered_blanks(tmp_path: Path) -> None:
    root = shown(BY_ID["gaps"], tmp_path)
    assert [one.text for one in root.findall("p/strong")] == ["(1) ______", "(2) ______"]
    assert [one.text for one in root.findall("details/ol/li")] == ["verb", "object or target"]


def test_references_are_resolved_and_dropped_where_nothing_travels(tmp_path: Path) -> None:
    assert shown(BY_ID["verb"], tmp_path).find("p/img").get("src") == "files/media/figure.png"  # type: ignore[union-attr]  # the sample has it
    edition = Edition(sample_module(tmp_path), "en")
    assert "asset:" not in details(edition, BY_ID["verb"], NothingTravels())


def test_codes_of_parts_tell_nothing_of_their_places() -> None:
    """The rank goes with the words: moving an item to another place keeps its code."""
    order = BY_ID["steps"]
    assert isinstance(order, Ordering)
    turned = Ordering(id=order.id, text=order.text, items=tuple(reversed(order.items)))
    assert item_codes(turned) == tuple(reversed(item_codes(order)))
    assert sorted(item_codes(order)) == [0, 1, 2]


def test_right_sides_hold_each_wording_once() -> None:
    match = BY_ID["levels"]
    assert isinstance(match, Matching)
    twice = Matching(
        id="x", text=match.text, pairs=(*match.pairs, match.pairs[0]), distractors=match.distractors
    )
    assert len(right_sides(twice)) == 4
    assert right_code(twice, 0) == right_code(twice, 3)
    for place, pair in enumerate(match.pairs):
        assert right_sides(match)[right_code(match, place)] == pair.right
