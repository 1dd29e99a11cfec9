"""A quiz with all that can be set: sections, pages, results, time, tries, what is shown when."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from packager.document.questions import Choice, Number, Numerical, Option, Question, TrueFalse
from packager.document.quiz_settings import QuizSection, Result, Review
from packager.document.units import Quiz
from tests.support.sample_words import prose, short, words

REVIEW = Review(
    attempt=("after", "later", "closed"),
    correctness=("after", "later", "closed"),
    answers=("later", "closed"),
    result=("after", "later"),
)


def stages(**common: Any) -> Quiz:
    """Return a quiz in three sections: two questions on a page, two mixed ones, two on pages of their own."""
    return Quiz(
        **common,
        intro=short("Three parts."),
        questions=(
            choice("first", hints=(short("Think of the first."), short("It is A.")), penalty=50),
            TrueFalse(id="second", text=short("Is it so?"), answer=True),
            number("third"),
            choice("fourth"),
            choice("fifth"),
            choice("sixth", new_page=True),
        ),
        sections=(
            QuizSection(title=words("Warm & up"), text=prose("<p>Take it easy.</p>"), first=0),
            QuizSection(title=words("Mixed"), text=short("In any order."), first=2, shuffle=True),
            QuizSection(title=words("The end"), first=4, shuffle=False),
        ),
        results=(
            Result(at_least=80, text=prose('<p><img src="asset:media/figure.png" alt="A cup"/></p>')),
            Result(at_least=50, text=short("Go on.")),
            Result(at_least=0, text=short("Read the lesson again.")),
        ),
        passing=50,
        tries=3,
        counts="average",
        per_page=2,
        time_limit=20,
        behaviour="interactive",
        review=REVIEW,
    )  # fmt: skip


def choice(name: str, **settings: Any) -> Question:
    """Return a question whose first option is right."""
    options = tuple(Option(text=short(text), right=text == "A") for text in "ABC")
    return Choice(id=name, multiple=False, text=short(f"The {name}."), options=options, **settings)


def number(name: str) -> Question:
    """Return a question whose answer is 4."""
    return Numerical(
        id=name, text=short("2 + 2?"), answers=(Number(value=Decimal(4), tolerance=Decimal(0), right=True),)
    )
