"""In which order questions and options are shown: mixed, but the same at each look."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

from packager.document.presented import right_sides
from packager.document.questions import Choice, Drag, Matching, Ordering, Question

T = TypeVar("T")


def mixed(things: Sequence[T], seed: str) -> list[T]:
    """Return the things in the order that a seed gives, the same for ever."""
    ranked = sorted(range(len(things)), key=lambda place: sha256(f"{seed}\x1f{place}".encode()).digest())
    return [things[place] for place in ranked]


def option_order(question: Question, seed: str) -> list[int] | None:
    """Return the order for `packager.render.forms.question_form`, or None where nothing is mixed."""
    if isinstance(question, Choice):
        count = len(question.options) if question.shuffle else 0
    elif isinstance(question, Matching):
        count = len(right_sides(question))
    elif isinstance(question, Ordering):
        count = len(question.items)
    elif isinstance(question, Drag):
        count = len(question.words)
    else:
        count = 0
    return mixed(range(count), f"{seed}\x1f{question.id}") if count else None
