"""Every kind of question, one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from packager.document.questions import (
    Choice,
    Drag,
    Essay,
    Gaps,
    Matching,
    Numerical,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from packager.formats.moodle.questions.arranged import write_match, write_order
from packager.formats.moodle.questions.base import Written
from packager.formats.moodle.questions.choice import write_choice, write_true_false
from packager.formats.moodle.questions.drag import without_places, write_drag
from packager.formats.moodle.questions.essay import write_essay
from packager.formats.moodle.questions.gaps import without_parts, write_gaps
from packager.formats.moodle.questions.typed import write_number, write_short


@dataclass(frozen=True, slots=True)
class Row:
    """A kind: Moodle's name of the question type, and its writer (question, asking) → written.

    `parts` tells that an answer has several parts to count. `inert` takes from the question's own text what
    the type would read as one of its places.
    """

    qtype: str
    write: Callable[[Any, Any], Written]
    inert: Callable[[str], str] = str
    parts: bool = False


QUESTIONS: Mapping[type, Row] = {
    Choice: Row("multichoice", write_choice),
    TrueFalse: Row("truefalse", write_true_false),
    ShortAnswer: Row("shortanswer", write_short),
    Numerical: Row("numerical", write_number),
    Matching: Row("match", write_match, parts=True),
    Ordering: Row("ordering", write_order, parts=True),
    Gaps: Row("multianswer", write_gaps, without_parts, parts=True),
    Essay: Row("essay", write_essay),
    Drag: Row("ddwtos", write_drag, without_places, parts=True),
}
