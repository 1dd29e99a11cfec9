"""Pools of questions, from which quizzes draw some at each attempt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from packager.document.questions import Question
from packager.document.words import Prose, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Questions that a quiz draws from a pool: `count` of those that bear all the tags.

    `at` is how many of the quiz' own questions stand before it, `marks` what each drawn one is worth.
    `file` and `line` are where the author wrote it (first language).
    """

    pool: str
    count: int
    tags: tuple[str, ...] = ()
    marks: int = 1
    at: int = 0
    new_page: bool = False
    file: str = ""
    line: int = 0

    def fits(self, question: Question) -> bool:
        """Tell whether a question of the pool may be drawn."""
        return all(tag in question.tags for tag in self.tags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Questions to draw from; they have no marks of their own. `about` is for those who teach."""

    id: str
    title: Words
    about: Prose
    questions: tuple[Question, ...]
    files: Mapping[str, str] = field(default_factory=dict)  # source file by language, for messages


Entry = TypeVar("Entry")
Choose = Callable[[Draw, Sequence[Question]], Sequence[Question]]
"""Chooses as many questions as a draw wants out of those that fit and were not drawn before."""


def in_order(questions: Sequence[Question], draws: Sequence[Draw]) -> Iterator[Question | Draw]:
    """Yield the questions of a quiz and its draws in the order in which they are asked."""
    waiting = list(draws)
    for place, question in enumerate(questions):
        while waiting and waiting[0].at <= place:
            yield waiting.pop(0)
        yield question
    yield from waiting


def asked(
    entries: Iterator[Question | Draw], pools: Mapping[str, Pool], choose: Choose
) -> Iterator[tuple[Question, ...]]:
    """Yield the questions of one attempt, entry by entry: none twice, drawn ones with their draw's marks."""
    drawn: set[str] = set()
    for entry in entries:
        if not isinstance(entry, Draw):
            yield (entry,)
            continue
        fitting = [one for one in pools[entry.pool].questions if entry.fits(one) and one.id not in drawn]
        chosen = choose(entry, fitting)
        drawn.update(one.id for one in chosen)
        yield tuple(replace(one, marks=entry.marks) for one in chosen)


def the_first(draw: Draw, fitting: Sequence[Question]) -> Sequence[Question]:
    """Choose the first ones: for what cannot draw by chance."""
    return fitting[: draw.count]
