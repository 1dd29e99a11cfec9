"""Readers of units in which learners write or tick for themselves."""

from __future__ import annotations

from packager.definition.markdown.front_matter import refuse_front_matter
from packager.definition.markdown.prompts import join_prompts, read_reflection
from packager.definition.markdown.tick_agreement import join_groups
from packager.definition.markdown.ticks import read_checklist
from packager.definition.models.personal import ChecklistRow, ReflectionRow
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, common_fields
from packager.document.personal import Checklist, Reflection


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


def checklist(raw: ChecklistRow, pens: Pens, scope: Scope) -> Checklist:
    """Read a checklist."""
    for pen in pens.values():
        refuse_front_matter(pen.page)
    written = {language: read_checklist(pen, BLOCKS) for language, pen in pens.items()}
    texts = {language: text for language, (text, _) in written.items()}
    return Checklist(
        **common_fields(raw, pens, texts, scope),
        body={language: text.blocks for language, text in texts.items()},
        groups=join_groups(pens, {language: groups for language, (_, groups) in written.items()}),
    )
