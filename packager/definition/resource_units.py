"""Readers of units that are there to look things up in, to take along, to hear or to see."""

from __future__ import annotations

from packager.definition.markdown.front_matter import refuse_front_matter
from packager.definition.markdown.glossary_agreement import join_entries
from packager.definition.markdown.glossary_entries import read_glossary as read_entries
from packager.definition.models.resources import GlossaryRow
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, common_fields
from packager.document.glossary import Glossary


def read_glossary(raw: GlossaryRow, pens: Pens, scope: Scope) -> Glossary:
    """Return a glossary; the module's own terms join it when the module is put together."""
    for pen in pens.values():
        refuse_front_matter(pen.page)
    written = {language: read_entries(pen, BLOCKS) for language, pen in pens.items()}
    texts = {language: text for language, (text, _) in written.items()}
    common = common_fields(raw, pens, texts, scope)
    entries = {language: found for language, (_, found) in written.items()}
    return Glossary(
        **common,
        body={language: text.blocks for language, text in texts.items()},
        entries=join_entries(entries, common["files"], scope.problems),
        autolink=raw.autolink,
    )
