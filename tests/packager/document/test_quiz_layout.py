"""The pages of an attempt: sections, pages of so many questions, pages that the author begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from packager.document.questions import Question
from packager.document.quiz_layout import has_page_breaks, mixes, sheets
from packager.document.quiz_settings import QuizSection
from packager.document.units import Quiz
from tests.support.sample_quiz_settings import choice, stages
from tests.support.sample_words import common


def laid_out(**settings: Any) -> list[tuple[str, list[str]]]:
    """Return title and questions of each page; `*` before the title where the section begins."""
    quiz = replace(stages(**common("stages", 15)), **settings)
    asked = [[question] for question in quiz.questions]

    def mix(questions: Sequence[Question], place: int) -> Sequence[Question]:
        return questions[::-1]

    return [
        (
            f"{'*' * sheet.begins}{sheet.section.title['en'] if sheet.section else ''}",
            [question.id for question in sheet.questions],
        )
        for sheet in sheets(quiz, asked, mix)
    ]


def test_sections_pages_and_mixed_questions() -> None:
    assert laid_out() == [
        ("*Warm & up (en)", ["first", "second"]),
        ("*Mixed (en)", ["fourth", "third"]),
        ("*The end (en)", ["fifth"]),
        ("The end (en)", ["sixth"]),
    ]


@pytest.mark.parametrize(
    ("settings", "pages"),
    [
        ({}, [["first", "second", "third", "fourth", "fifth"], ["sixth"]]),
        ({"per_page": 0}, [["first", "second", "third", "fourth", "fifth"], ["sixth"]]),
        ({"per_page": 4}, [["first", "second", "third", "fourth"], ["fifth"], ["sixth"]]),
        ({"per_page": 4, "shuffle": True}, [["sixth", "fifth", "fourth", "third"], ["second", "first"]]),
        ({"shuffle": True}, [["sixth", "fifth", "fourth", "third", "second", "first"]]),
    ],
)
def test_pages_of_one_section(settings: dict[str, Any], pages: list[list[str]]) -> None:
    without = {"sections": (), "per_page": None}
    assert laid_out(**{**without, **settings}) == [
        ("" if number else "*", page) for number, page in enumerate(pages)
    ]


def test_questions_before_the_first_section_stand_by_themselves() -> None:
    quiz = stages(**common("stages", 15))
    assert laid_out(sections=quiz.sections[1:2], per_page=None)[0] == ("*", ["first", "second"])


def test_a_draw_begins_one_page() -> None:
    quiz: Quiz = replace(
        stages(**common("stages", 15)), sections=(), per_page=None,
        questions=(choice("a"), choice("b", new_page=True)),
    )  # fmt: skip
    drawn = [[choice("a")], [choice("x"), choice("y")]]
    pages = sheets(quiz, drawn, lambda questions, _: questions)
    assert [[one.id for one in page.questions] for page in pages] == [["a"], ["x", "y"]]


def test_nothing_is_mixed_where_every_section_keeps_its_order() -> None:
    section = QuizSection(title={"en": "A"}, first=0, shuffle=False)
    assert not mixes(replace(stages(**common("stages", 15)), shuffle=True, sections=(section,)))
    assert mixes(replace(stages(**common("stages", 15)), shuffle=True, sections=()))


def test_all_on_one_page_is_no_page_break() -> None:
    quiz = stages(**common("stages", 15))
    plain = replace(quiz, questions=tuple(replace(one, new_page=False) for one in quiz.questions))
    assert not has_page_breaks(replace(plain, per_page=0))
    assert has_page_breaks(replace(plain, per_page=1))
