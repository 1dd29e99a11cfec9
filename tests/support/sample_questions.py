"""Questions of a text with words to fill in, and the quiz that asks them."""

from __future__ import annotations

from typing import Any

from packager.document.questions import Drag, DragWord, Gap, GapOption, Gaps, Question
from packager.document.units import Quiz
from packager.document.words import Prose, Words, Xhtml
from tests.support.sample_pools import draws

LANGUAGES = ("fi", "sv", "en")
PASSAGE = (
    '<p>An outcome has one <span class="gap" data-gap="1"></span> and one '
    '<span class="gap" data-gap="2"></span> for <span class="gap" data-gap="3"></span>.</p>'
)


def same(text: str) -> Words:
    """Return a text that is the same in all languages."""
    return dict.fromkeys(LANGUAGES, text)


def prose(html: str) -> Prose:
    """Return markup that is the same in all languages."""
    return {language: Xhtml(html) for language in LANGUAGES}


def option(text: str, *, right: bool = False, said: str = "") -> GapOption:
    """Return a word that a gap offers."""
    return GapOption(text=same(text), right=right, feedback=prose(f"<p>{said}</p>") if said else None)


def listed(*options: GapOption) -> Gap:
    """Return a gap that is a list."""
    rights = tuple(one.text["en"] for one in options if one.right)
    return Gap(accepted=dict.fromkeys(LANGUAGES, rights), options=options)


def word_questions() -> tuple[Question, ...]:
    """Return questions of a text with words to choose."""
    return (
        Gaps(
            id="lists",
            hints=(prose("<p>Look at the first.</p>"), prose("<p>Look at all.</p>")),
            text=prose("<p>Choose and type.</p>"),
            passage=prose(PASSAGE),
            gaps=(
                listed(
                    option("verb", right=True, said="It can be <em>seen</em>."),
                    option(
                        "noun & <b>", said='A noun names~it}. <img src="asset:media/figure.png" alt="#"/>'
                    ),
                    option("adjective"),
                ),
                Gap(accepted=dict.fromkeys(LANGUAGES, ("object", "target"))),
                listed(option("people"), option("learners", right=True)),
            ),
        ),
        Drag(
            id="plan",
            hints=(prose('<p>What is seen? <img src="asset:media/figure.png" alt="Boxes"/></p>'),),
            penalty=20,
            when_right=prose('<p>All in place. <a href="asset:media/canvas.docx">Go on</a></p>'),
            when_partly=prose("<p>Some in place.</p>"),
            when_wrong=prose("<p>None in place.</p>"),
            text=prose("<p>Drag the words.</p>"),
            passage=prose(
                '<p>First the <span class="gap" data-gap="1"></span>, then the '
                '<span class="gap" data-gap="2"></span>: <span class="gap" data-gap="3"></span> '
                'before <span class="gap" data-gap="4"></span>. [[1]]</p>'
            ),
            words=(
                dragged("outcome", "noun"), dragged("evidence", "noun"), dragged("seeing", "verb"),
                dragged("room & <b>", "noun"), dragged("eating", "verb"),
            ),
            gaps=(0, 1, 2, 2),
        ),
    )  # fmt: skip


def dragged(text: str, group: str) -> DragWord:
    """Return a word to drag; its group is called by number."""
    number = {"noun": 1, "verb": 2}[group]
    return DragWord(text=same(text), group=dict.fromkeys(LANGUAGES, number))


def word_quiz(**common: Any) -> Quiz:
    """Return the quiz of these questions."""
    return Quiz(**common, intro=prose(""), questions=word_questions(), draws=draws())


def word_quiz_size() -> int:
    """Return how many questions an attempt at this quiz has."""
    return len(word_questions()) + sum(draw.count for draw in draws())
