"""A text between units: its row of `module.yaml` and its words."""

from __future__ import annotations

from packager.definition.models.course_text import TextRow
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, common_fields, plain_texts
from packager.document.course_text import CourseText


def read_course_text(raw: TextRow, pens: Pens, scope: Scope) -> CourseText:
    """Return the text; `checks.course_texts` says what it cannot have."""
    texts = plain_texts(pens, BLOCKS)
    common = common_fields(raw, pens, texts, scope)
    return CourseText(**common, body={language: text.blocks for language, text in texts.items()})
