"""Each kind of question as items: what is right stays right, nothing is asked that gives the answer away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.document.edition import Edition
from packager.document.questions import (
    QUESTION_KINDS,
    Accepted,
    Choice,
    Essay,
    Gap,
    Gaps,
    Matching,
    Number,
    Numerical,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
)
from packager.document.units import Quiz
from packager.document.words import Xhtml, plain_text
from packager.formats.base import Job
from packager.formats.qti.asked import Asked, paragraph
from packager.formats.qti.items import Item, Selection, Typed, Written
from packager.formats.qti.kinds import KINDS, items_of
from packager.notes import Loss, Notes
from tests.support.sample import sample_module


class Links:
    """A place where files are found beside the quiz and nothing else is."""

    def asset(self, path: str) -> str:
        return f"../{path}"

    def unit(self, key: str) -> None:
        return None

    def term(self, term_id: str) -> None:
        return None


def text(html: str) -> dict[str, Xhtml]:
    return {"fi": Xhtml(f"<p>{html}</p>")}


@pytest.fixture
def ask(tmp_path: Any) -> Any:
    """Return a function that turns a question into items and the notes about it."""
    module = sample_module(tmp_path, languages=("fi",))

    def made(question: Question) -> tuple[tuple[Item, ...], list[tuple[Loss, str]]]:
        notes = Notes("imscc-1.1")
        quiz = Quiz(
            id="quiz", key="fi.example.sample/quiz", title={"fi": "Koe"}, minutes=1, intro={}, questions=()
        )
        job = Job(edition=Edition(module, "fi"), notes=notes)
        items = items_of(Asked(job, quiz, question, Links()))
        return items, [(note.loss, note.text) for note in notes]

    return made


def options(*right: bool) -> tuple[Option, ...]:
    return tuple(
        Option(text=text(f"option {n}"), right=one, feedback=text(f"said of {n}"))
        for n, one in enumerate(right, 1)
    )


def right_texts(selection: Selection) -> set[str]:
    return {label.html for label in selection.labels if label.right}


def test_every_kind_of_question_has_a_row() -> None:
    assert set(KINDS) == set(QUESTION_KINDS)


def test_single_choice_keeps_options_and_feedback_together(ask: Any) -> None:
    (item,), notes = ask(
        Choice(id="q", text=text("Which?"), options=options(False, True, False), multiple=False)
    )
    assert item.answer.profile == "multiple_choice"
    assert right_texts(item.answer) == {"<p>option 2</p>"}
    assert {(label.html[-5], label.feedback[-5]) for label in item.answer.labels} == {
        ("1", "1"),
        ("2", "2"),
        ("3", "3"),
    }
    assert notes == []


def test_choice_that_is_not_shuffled_keeps_its_order(ask: Any) -> None:
    question = Choice(
        id="q", text=text("?"), options=options(*[False] * 7, True), multiple=False, shuffle=False
    )
    (item,), _ = ask(question)
    assert [label.ident for label in item.answer.labels] == [f"a{n}" for n in range(1, 9)]
    (shuffled,), _ = ask(Choice(id="q", text=text("?"), options=options(*[False] * 7, True), multiple=False))
    assert [label.ident for label in shuffled.answer.labels] != [label.ident for label in item.answer.labels]


def test_several_right_options_are_a_multiple_response_even_of_two(ask: Any) -> None:
    (item,), notes = ask(Choice(id="q", text=text("?"), options=options(True, True), multiple=True))
    assert item.answer.profile == "multiple_response"
    assert notes == []


@pytest.mark.parametrize("first_right", [True, False])
def test_a_pair_becomes_a_claim_about_its_first_option(ask: Any, first_right: bool) -> None:
    question = Choice(
        id="q", text=text("Which?"), options=options(first_right, not first_right), multiple=False
    )
    (item,), notes = ask(question)
    by_ident = {label.ident: label for label in item.answer.labels}
    assert set(by_ident) == {"true", "false"}
    assert by_ident["true"].right is first_right
    assert by_ident["false"].right is not first_right
    assert item.html.index("Which?") < item.html.index("option 1") < item.html.index("option 2")
    assert by_ident["true"].feedback == "<p>said of 1</p>"
    assert by_ident["false"].feedback == "<p>said of 2</p>"
    assert [loss for loss, _ in notes] == [Loss.NEAREST_FORM]


@pytest.mark.parametrize("answer", [True, False])
def test_true_false_stays(ask: Any, answer: bool) -> None:
    question = TrueFalse(
        id="q", text=text("So?"), answer=answer, feedback_true=text("yes"), feedback_false=text("no")
    )
    (item,), notes = ask(question)
    assert [(label.ident, label.right, label.feedback) for label in item.answer.labels] == [
        ("true", answer, "<p>yes</p>"),
        ("false", not answer, "<p>no</p>"),
    ]
    assert notes == []


def test_short_answer_takes_all_right_answers_and_tells_of_mistakes(ask: Any) -> None:
    answers = (
        Accepted(text="yksi", right=True, feedback=Xhtml("<p>good</p>")),
        Accepted(text="1", right=True, feedback=Xhtml("<p>good</p>")),
        Accepted(text="kaksi", right=False, feedback=Xhtml("<p>too many</p>")),
        Accepted(text="kolme", right=False),
    )
    (item,), notes = ask(ShortAnswer(id="q", text=text("?"), answers={"fi": answers}, case_sensitive=True))
    assert item.answer.accepted == ("yksi", "1")
    assert item.answer.feedback == "<p>good</p>"
    assert [(mistake.text, mistake.feedback) for mistake in item.answer.mistakes] == [
        ("kaksi", "<p>too many</p>")
    ]
    assert item.answer.case_sensitive
    assert notes == []


def test_wildcards_are_noted(ask: Any) -> None:
    answers = (Accepted(text="kilo*", right=True),)
    _, notes = ask(ShortAnswer(id="q", text=text("?"), answers={"fi": answers}))
    assert [loss for loss, _ in notes] == [Loss.NEAREST_FORM]


def test_number_takes_spellings_and_says_which(ask: Any) -> None:
    right = Number(value=Decimal("53.3"), tolerance=Decimal(1), right=True)
    wrong = Number(value=Decimal("53.2"), tolerance=Decimal(0), right=False, feedback=text("near"))
    far = Number(value=Decimal("40.5"), tolerance=Decimal(0), right=False, feedback=text("far"))
    (item,), notes = ask(Numerical(id="q", text=text("?"), answers=(right, wrong, far)))
    assert item.answer.accepted[:2] == ("53.3", "53,3")
    assert {"52.3", "54,3", "54"} <= set(item.answer.accepted)
    assert "54.4" not in item.answer.accepted
    assert [mistake.text for mistake in item.answer.mistakes] == ["40.5", "40,5"]
    assert notes[0][0] is Loss.NEAREST_FORM
    assert "53.3, 53,3" in notes[0][1]


def test_matching_asks_for_each_pair_among_all_right_sides(ask: Any) -> None:
    question = Matching(
        id="q",
        text=text("Match"),
        marks=2,
        pairs=tuple(
            Pair(left=text(left), right={"fi": right}) for left, right in (("a", "4"), ("b", "5"), ("c", "4"))
        ),
        distractors=({"fi": "6"},),
    )
    items, notes = ask(question)
    assert [right_texts(item.answer) for item in items] == [{"<p>4</p>"}, {"<p>5</p>"}, {"<p>4</p>"}]
    assert all(
        {label.html for label in item.answer.labels} == {"<p>4</p>", "<p>5</p>", "<p>6</p>"} for item in items
    )
    assert sum(item.weight for item in items) == 2
    assert len({item.ident for item in items}) == 3
    assert [item.title for item in items] == ["Match (1/3)", "Match (2/3)", "Match (3/3)"]
    assert [loss for loss, _ in notes] == [Loss.NEAREST_FORM]


def test_two_pairs_become_claims_of_which_one_is_true(ask: Any) -> None:
    pairs = (Pair(left=text("a"), right={"fi": "4"}), Pair(left=text("b"), right={"fi": "5"}))
    items, _ = ask(Matching(id="q", text=text("Match"), pairs=pairs))
    truths = [next(label.right for label in item.answer.labels if label.ident == "true") for item in items]
    assert truths == [True, False]
    assert all("<p>4</p>" in item.html for item in items)


def test_ordering_asks_for_each_place(ask: Any) -> None:
    items, notes = ask(Ordering(id="q", text=text("Order"), items=(text("x"), text("y"), text("z"))))
    assert [right_texts(item.answer) for item in items] == [{"<p>x</p>"}, {"<p>y</p>"}, {"<p>z</p>"}]
    assert all(len(item.answer.labels) == 3 for item in items)
    assert [loss for loss, _ in notes] == [Loss.NEAREST_FORM]


def test_feedback_for_the_whole_comes_with_the_last_part(ask: Any) -> None:
    """With the first part it could tell the answers of the others."""
    question = Ordering(
        id="q", text=text("Order"), items=(text("x"), text("y"), text("z")), feedback=text("x, y, z")
    )
    items, _ = ask(question)
    assert [item.feedback for item in items] == ["", "", "<p>x, y, z</p>"]


def test_ordering_shows_its_items_in_mixed_order(ask: Any) -> None:
    things = tuple(text(f"thing {n}") for n in range(8))
    items, _ = ask(Ordering(id="q", text=text("Order"), items=things))
    assert [label.html for label in items[0].answer.labels] != [thing["fi"] for thing in things]


def test_ordering_of_two_is_a_claim_that_fits_what_is_shown(ask: Any) -> None:
    for name in ("q1", "q2", "q3", "q4", "q5"):
        (item,), _ = ask(Ordering(id=name, text=text("Order"), items=(text("first"), text("second"))))
        shown_in_order = item.html.index("first") < item.html.index("second")
        assert next(label.right for label in item.answer.labels if label.ident == "true") is shown_in_order


def test_gaps_are_asked_one_by_one_in_the_whole_passage(ask: Any) -> None:
    question = Gaps(
        id="q",
        text=text("Complete"),
        passage={
            "fi": Xhtml(
                '<p>One <span class="gap" data-gap="1"></span>, '
                'two <span class="gap" data-gap="2"></span></p>'
            )
        },
        gaps=(Gap(accepted={"fi": ("verb",)}), Gap(accepted={"fi": ("object", "target")})),
    )
    items, notes = ask(question)
    assert [item.answer.accepted for item in items] == [("verb",), ("object", "target")]
    assert "One <strong>[1]</strong>, two [2]" in items[0].html
    assert "One [1], two <strong>[2]</strong>" in items[1].html
    assert [loss for loss, _ in notes] == [Loss.NEAREST_FORM]


def test_essay_never_shows_the_guidance_for_the_marker(ask: Any) -> None:
    question = Essay(
        id="q", text=text("Write"), words=150, marking=text("SECRET"), feedback=text("thank you"), marks=2
    )
    (item,), notes = ask(question)
    assert isinstance(item.answer, Written)
    assert item.answer.solution
    assert item.feedback == "<p>thank you</p>"
    assert "150" in item.html
    assert "SECRET" not in repr(item)
    assert [loss for loss, _ in notes] == [Loss.LEFT_OUT]


def test_pictures_beside_the_question_are_noted(ask: Any) -> None:
    pictured = Option(text={"fi": Xhtml('<p><img src="asset:media/figure.png" alt="x"/></p>')}, right=False)
    _, notes = ask(Choice(id="q", text=text("?"), options=(pictured, *options(True, False)), multiple=False))
    assert [loss for loss, _ in notes] == [Loss.SITE_NEEDS]


@given(st.text(max_size=30))
def test_texts_around_questions_are_escaped(words: str) -> None:
    assert plain_text(paragraph(words)) == " ".join(words.split())


def test_titles_are_short_plain_text(ask: Any) -> None:
    question = Essay(id="q", text=text("<em>A &amp; B</em> " + "long " * 60))
    (item,), _ = ask(question)
    assert item.title.startswith("A & B long")
    assert len(item.title) <= 120


def test_a_question_that_is_a_picture_is_called_by_its_id(ask: Any) -> None:
    question = Essay(id="canvas", text={"fi": Xhtml('<p><img src="asset:media/figure.png" alt=""/></p>')})
    (item,), _ = ask(question)
    assert item.title == "canvas"
    assert 'src="../media/figure.png"' in item.html


def test_a_typed_answer_always_has_something_right(ask: Any) -> None:
    (item,), notes = ask(
        Numerical(
            id="q", text=text("?"), answers=(Number(value=Decimal(0), tolerance=Decimal(0), right=True),)
        )
    )
    assert isinstance(item.answer, Typed)
    assert item.answer.accepted == ("0",)
    assert any("0 does not arrive in Moodle" in said for _, said in notes)
