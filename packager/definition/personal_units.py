"""Readers of units in which learners write for themselves."""

from __future__ import annotations

from packager.definition.markdown.front_matter import refuse_front_matter
from packager.definition.markdown.prompts import join_prompts, read_reflection
from packager.definition.models.personal import ReflectionRow
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, common_fields
from packager.document.personal import Reflection


def reflection(raw: ReflectionRow, pens: Pens, scope: Scope) -> Reflection:
    """Read a reflection."""
    for pen in pens.values():
        refuse_front_matter(pen.page)
    written = {language: read_reflection(pen, BLOCKS) for language, pen in pens.items()}
    texts = {language: text for language, (text, _) in written.items()}
    common = common_fields(raw, pens, texts, scope)
    return Reflection(
        **common,
        body={language: text.blocks for language, text in texts.items()},
        prompts=join_prompts(
            {language: prompts for language, (_, prompts) in written.items()}, common["files"], scope.problems
        ),
        shared=raw.shared,
    )
