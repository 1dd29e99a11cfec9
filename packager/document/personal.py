"""Units in which learners write or tick for themselves: nothing is right or wrong, and nobody marks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase
from packager.document.words import Prose, Words

ONLY_PROMPT = "text"
"""The id of the prompt of a reflection whose text alone says what to write about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Something to write about. `id` is its name within the unit, for ever: kept texts hang on it.

    The only prompt of a unit may have no title and no text: then the unit's own text is the prompt.
    """

    id: str
    title: Words
    text: Prose
    words: int | None = None  # advised length
    file: str = ""  # source file of the first language, for messages
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(UnitBase):
    """Writing for oneself, prompt by prompt; `shared` means that the learner hands it to the teacher.

    Done when there is a text for each prompt. `body` stands before the first one.
    """

    body: Body
    prompts: tuple[Prompt, ...]
    shared: bool = False
    kind: Literal["reflection"] = "reflection"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """Something to tick, said in one paragraph. `id` is its name within the unit: ticks hang on it."""

    id: str
    text: Prose
    explanation: Prose  # empty where there is none
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistGroup:
    """Items below a heading; those above the first heading have no title."""

    title: Words
    text: Prose  # below the title, may be empty
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(UnitBase):
    """Items to tick, done when all are ticked that are not optional. `body` stands before the first."""

    body: Body
    groups: tuple[ChecklistGroup, ...]
    kind: Literal["checklist"] = "checklist"

    @property
    def items(self) -> Iterator[ChecklistItem]:
        """All items in their order."""
        return (item for group in self.groups for item in group.items)
