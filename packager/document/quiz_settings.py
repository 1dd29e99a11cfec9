"""What a quiz says of itself beside its questions: sections, what is said of results, what is shown when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packager.document.words import Prose, Words

Counts = Literal["best", "last", "first", "average"]
Behaviour = Literal["deferred", "immediate", "interactive", "adaptive", "adaptive-no-penalty"]
Moment = Literal["during", "after", "later", "closed"]
"""During a try, right after it, later while the quiz is open, and once it is closed."""

ALWAYS: tuple[Moment, ...] = ("during", "after", "later", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizSection:
    """A part of a quiz with a title, on pages of its own. It begins with the entry at the place `first`
    (from 0); `shuffle` is its own where the quiz' is not meant."""

    title: Words
    text: Prose | None = None
    first: int
    shuffle: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is said of a whole try that earned so many per cent, up to the next result."""

    at_least: int
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """When a learner sees what of a try: the questions with the own answers, whether they are right, marks,
    the feedback of answers, that of questions, the right answers, what is said of the result."""

    attempt: tuple[Moment, ...] = ALWAYS
    correctness: tuple[Moment, ...] = ALWAYS
    marks: tuple[Moment, ...] = ALWAYS
    feedback: tuple[Moment, ...] = ALWAYS
    explanation: tuple[Moment, ...] = ALWAYS
    answers: tuple[Moment, ...] = ("closed",)
    result: tuple[Moment, ...] = ("after", "later", "closed")


USUAL_REVIEW = Review()
