"""Texts with words to choose or to drag, as items of a cartridge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.edition import Edition
from packager.document.questions import Gaps, Question
from packager.document.units import Quiz
from packager.formats.base import Job
from packager.formats.qti.asked import Asked
from packager.formats.qti.items import Item, Selection, Typed
from packager.formats.qti.kinds import items_of
from packager.notes import Loss, Notes
from tests.support.links import EverythingTravels
from tests.support.sample import sample_module
from tests.support.sample_questions import listed, option, word_questions

BY_ID = {question.id: question for question in word_questions()}


@pytest.fixture
def notes() -> Notes:
    return Notes("imscc-1.1")


def items(question: Question, folder: Path, notes: Notes) -> tuple[Item, ...]:
    """Return what a question becomes in English."""
    module = sample_module(folder)
    quiz = module.unit("words")
    assert isinstance(quiz, Quiz)
    job = Job(edition=Edition(module, "en"), notes=notes)
    return items_of(Asked(job, quiz, question, EverythingTravels()))


def labels(item: Item) -> list[tuple[str, bool, str]]:
    """Return the answers of a choice with what is said of them."""
    assert isinstance(item.answer, Selection)
    return [(label.html, label.right, label.feedback) for label in item.answer.labels]


def test_each_gap_is_asked_in_its_own_way(tmp_path: Path, notes: Notes) -> None:
    first, second, third = items(BY_ID["lists"], tmp_path, notes)
    said = {html: (right, told) for html, right, told in labels(first)}
    assert said["<p>verb</p>"] == (True, "<p>It can be <em>seen</em>.</p>")
    assert said["<p>adjective</p>"] == (False, "")
    assert said["<p>noun &amp; &lt;b&gt;</p>"][1].startswith("<p>A noun names")
    assert isinstance(second.answer, Typed)
    assert second.answer.accepted == ("object", "target")
    assert isinstance(third.answer, Selection)
    assert third.answer.profile == "true_false"  # two words: a claim, as a choice has at least three
    claimed = "learners" if "<blockquote><p>learners</p></blockquote>" in third.html else "people"
    assert [right for _, right, _ in labels(third)] == [claimed == "learners", claimed == "people"]
    assert first.weight == second.weight == third.weight
    assert {note.loss for note in notes if "one for each gap" in note.text} == {Loss.NEAREST_FORM}


def test_of_several_right_words_one_is_offered(tmp_path: Path, notes: Notes) -> None:
    lists = BY_ID["lists"]
    assert isinstance(lists, Gaps)
    gap = listed(option("a", right=True), option("b", right=True), option("c"), option("d"))
    [item] = items(replace(lists, gaps=(gap,)), tmp_path, notes)
    assert sorted((html, right) for html, right, _ in labels(item)) == [
        ("<p>a</p>", True), ("<p>c</p>", False), ("<p>d</p>", False),
    ]  # fmt: skip


def test_words_to_drag_are_asked_gap_by_gap_among_their_group(tmp_path: Path, notes: Notes) -> None:
    first, second, third, fourth = items(BY_ID["plan"], tmp_path, notes)
    assert sorted((html, right) for html, right, _ in labels(first)) == [
        ("<p>evidence</p>", False), ("<p>outcome</p>", True), ("<p>room &amp; &lt;b&gt;</p>", False),
    ]  # fmt: skip
    assert [html for html, right, _ in labels(second) if right] == ["<p>evidence</p>"]
    for item in (third, fourth):
        assert isinstance(item.answer, Selection)
        assert item.answer.profile == "true_false"
    assert "[1], then the <strong>[2]</strong>" in second.html
    assert [note.place for note in notes if note.loss is Loss.NEAREST_FORM] == ["words#plan"]
