"""Reading responses out of forms, in the shape that `packager.document.marking` takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from packager.document.marks import field_name
from packager.document.questions import Drag, Gaps, Matching, Ordering, Question

LONGEST = 100_000  # characters of one answer
MOST_VALUES = 100

Fields = dict[str, list[str]]


class Form(Protocol):
    """A form that was sent (`werkzeug.datastructures.MultiDict`)."""

    def getlist(self, key: str) -> list[str]:
        """Return the values of a field."""


def field_names(question: Question) -> tuple[str, ...]:
    """Return the names of a question's fields."""
    if isinstance(question, Matching):
        return tuple(field_name(question, pair) for pair in range(len(question.pairs)))
    if isinstance(question, Ordering):
        return tuple(field_name(question, code) for code in range(len(question.items)))
    if isinstance(question, Gaps | Drag):
        return tuple(field_name(question, gap) for gap in range(1, len(question.gaps) + 1))
    return (field_name(question),)


def read(form: Form, question: Question) -> Fields:
    """Return what a form says of a question; fields without a word are left out."""
    found = {name: _clean(form.getlist(name)) for name in field_names(question)}
    return {name: values for name, values in found.items() if values}


def _clean(values: Sequence[str]) -> list[str]:
    # PostgreSQL's text holds no NUL.
    return [value[:LONGEST].replace("\x00", "") for value in values[:MOST_VALUES] if value.strip()]
