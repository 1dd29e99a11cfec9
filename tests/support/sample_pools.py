"""A pool of questions, and what the quiz of words draws from it."""

from __future__ import annotations

from decimal import Decimal

from packager.document.pools import Draw, Pool
from packager.document.questions import (
    Accepted,
    Choice,
    Matching,
    Number,
    Numerical,
    Option,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
)
from packager.document.words import Prose, Words, Xhtml

LANGUAGES = ("fi", "sv", "en")


def same(text: str) -> Words:
    """Return a text that is the same in all languages."""
    return dict.fromkeys(LANGUAGES, text)


def prose(html: str) -> Prose:
    """Return markup that is the same in all languages."""
    return {language: Xhtml(f"<p>{html}</p>") for language in LANGUAGES}


def pool_questions() -> tuple[Question, ...]:
    """Return questions with tags: two are hard, three easy, one is neither."""
    return (
        Choice(
            id="term", text=prose("Which term?"), multiple=False, tags=("easy",),
            options=(
                Option(text=prose("outcome"), right=True),
                Option(text=prose("input"), right=False, feedback=prose("That goes in.")),
                Option(text=prose('<img src="asset:media/figure.png" alt="Boxes"/>'), right=False),
            ),
        ),
        ShortAnswer(
            id="short-term", text=prose("Its short name?"), tags=("hard",),
            hints=(prose("Two letters."), prose("Learning …")),
            when_right=prose("Short and right."), when_wrong=prose("Two letters are wanted."),
            answers=dict.fromkeys(LANGUAGES, (Accepted(text="LO", right=True),)),
        ),
        Numerical(
            id="year", text=prose("Which year?"), tags=("easy",),
            answers=(
                Number(value=Decimal(2022), tolerance=Decimal(0), right=True, feedback=prose("In June.")),
                Number(value=Decimal(2021), tolerance=Decimal(0), right=False, feedback=prose("Proposed.")),
            ),
            when_right=prose("The year is right."), when_wrong=prose("Another year."), penalty=0,
        ),
        TrueFalse(
            id="is-law", text=prose("It is a law."), answer=False, tags=("easy", "hard"),
            feedback_true=prose("It recommends."), when_wrong=prose("Not so."), when_right=prose("So it is."),
        ),
        Matching(
            id="pairs", text=prose("Match."),
            pairs=(Pair(left=prose("a"), right=same("A")), Pair(left=prose("b"), right=same("B"))),
        ),
    )  # fmt: skip


def pool() -> Pool:
    """Return the pool."""
    return Pool(
        id="terms",
        title=same("Terms & more"),
        about=prose("For those who teach."),
        questions=pool_questions(),
    )


def draws() -> tuple[Draw, ...]:
    """Return one hard question behind the first, two of any kind behind the second."""
    return (
        Draw(pool="terms", count=1, tags=("hard",), at=1),
        Draw(pool="terms", count=2, marks=2, at=2),
    )
