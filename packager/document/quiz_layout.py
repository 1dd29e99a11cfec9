"""On which pages the questions of an attempt stand, and under which title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from packager.document.questions import Question
from packager.document.quiz_settings import QuizSection
from packager.document.units import Quiz

Mix = Callable[[Sequence[Question], int], Sequence[Question]]
"""Mixes the questions of a section, given its place (from 0)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a quiz. `begins` tells that its section begins here."""

    section: QuizSection | None
    begins: bool
    questions: tuple[Question, ...]


def section_spans(quiz: Quiz, entries: int) -> Iterator[tuple[QuizSection | None, int, int]]:
    """Yield each section with its first entry and the one behind its last; None before the first section."""
    starts: list[tuple[QuizSection | None, int]] = [(section, section.first) for section in quiz.sections]
    if not starts or starts[0][1] > 0:
        starts.insert(0, (None, 0))
    ends = [first for _, first in starts[1:]] + [entries]
    for (section, first), end in zip(starts, ends, strict=True):
        yield section, first, end


def is_shuffled(quiz: Quiz, section: QuizSection | None) -> bool:
    """Tell whether the questions of a section come in a new order at each try."""
    return quiz.shuffle if section is None or section.shuffle is None else section.shuffle


def mixes(quiz: Quiz) -> bool:
    """Tell whether any questions of a quiz come in a new order at each try."""
    return any(is_shuffled(quiz, section) for section, _, _ in section_spans(quiz, len(list(quiz.entries))))


def has_page_breaks(quiz: Quiz) -> bool:
    """Tell whether the author wants more than one page for a section."""
    return bool(quiz.per_page) or any(entry.new_page for entry in quiz.entries)


def sheets(quiz: Quiz, asked: Sequence[Sequence[Question]], mix: Mix) -> tuple[Sheet, ...]:
    """Return the pages of an attempt whose questions are given entry by entry.

    A section begins a page; a shuffled one knows no page breaks of its author, as in Moodle. Where the
    author says nothing of pages, a section stands on one.
    """
    breaks = [entry.new_page for entry in quiz.entries]
    made: list[Sheet] = []
    for place, (section, first, end) in enumerate(section_spans(quiz, len(asked))):
        flat = [
            (question, breaks[at] and number == 0)
            for at in range(first, end)
            for number, question in enumerate(asked[at])
        ]
        if is_shuffled(quiz, section):
            flat = [(question, False) for question in mix([one for one, _ in flat], place)]
        for number, questions in enumerate(_cut(flat, quiz.per_page)):
            made.append(Sheet(section=section, begins=number == 0, questions=tuple(questions)))
    return tuple(made)


def _cut(questions: Sequence[tuple[Question, bool]], per_page: int | None) -> Iterator[list[Question]]:
    page: list[Question] = []
    for question, breaks in questions:
        if page and (breaks or (per_page and len(page) >= per_page)):
            yield page
            page = []
        page.append(question)
    if page:
        yield page
