"""The reader of polls."""

from __future__ import annotations

from packager.definition.markdown.front_matter import refuse_front_matter
from packager.definition.markdown.poll_options import join_options, read_poll
from packager.definition.models.polls import PollRow
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, common_fields
from packager.document.polls import Poll


def poll(raw: PollRow, pens: Pens, scope: Scope) -> Poll:
    """Read a poll."""
    for pen in pens.values():
        refuse_front_matter(pen.page)
    written = {language: read_poll(pen, BLOCKS) for language, pen in pens.items()}
    texts = {language: text for language, (text, _) in written.items()}
    return Poll(
        **common_fields(raw, pens, texts, scope),
        body={language: text.blocks for language, text in texts.items()},
        options=join_options(pens, {language: options for language, (_, options) in written.items()}),
        several=raw.several,
    )
