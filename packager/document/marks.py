"""What marking takes and gives: a response, its parts, a mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from packager.document.questions import Question
from packager.document.words import Xhtml, in_language

Response = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One given answer: the field and value that it was given in, and what the author says of it."""

    field: str
    value: str
    right: bool
    feedback: Xhtml | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a response is worth. `fraction` is from 0 to 1, or None for what a person marks (its weight is 0).

    `right` is true only for a full mark. `parts` holds what was answered, `verdict` what the author says of
    an answer as right, partly right or wrong, `feedback` what is said of the question as a whole. Nothing in
    a mark tells the answers that were not given.
    """

    fraction: Fraction | None
    right: bool
    answered: bool
    parts: tuple[Part, ...] = ()
    verdict: Xhtml | None = None
    feedback: Xhtml | None = None


Marked = tuple[Fraction | None, tuple[Part, ...]]
"""What a marker returns: the fraction, and what was answered."""


def field_name(question: Question, part: int | None = None) -> str:
    """Return the name of a question's field, or of one of its parts."""
    return f"q-{question.id}" if part is None else f"q-{question.id}-{part}"


def first_value(response: Response, field: str) -> str:
    """Return the value of a field that takes one; empty where there is none."""
    values = response.get(field, ())
    return values[0] if values else ""


def said(prose: Mapping[str, Xhtml] | None, language: str) -> Xhtml | None:
    """Return what the author says in a language, if anything."""
    return in_language(prose, language) if prose else None


def shares(response: Response, fields: Sequence[str], wanted: Sequence[str]) -> Marked:
    """Mark fields that have one right value each, all of the same weight."""
    parts = tuple(
        Part(field, value, value == right)
        for field, right in zip(fields, wanted, strict=True)
        if (value := first_value(response, field).strip())
    )
    return Fraction(sum(part.right for part in parts), len(fields)), parts
