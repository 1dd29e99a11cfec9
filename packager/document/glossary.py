"""Glossaries: words of the field, each with its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase
from packager.document.words import Prose, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """A word and what it means. `aliases` are its other names and forms, by language; `id` is its name
    within the unit, for ever, and what `term:` references lead to."""

    id: str
    term: Words
    definition: Prose
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    categories: tuple[Words, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)  # of the source files, for messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary(UnitBase):
    """Words of the field with their explanations, in no order: each language has its own alphabet.

    `autolink`: a platform that can do it links the words wherever they stand in the course.
    """

    body: Body
    entries: tuple[GlossaryEntry, ...]
    autolink: bool = True
    kind: Literal["glossary"] = "glossary"
