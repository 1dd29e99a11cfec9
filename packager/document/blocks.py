"""The parts of a lesson's body, in one language each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from packager.document.words import Xhtml

CalloutRole = Literal["summary", "example", "limits", "note", "task", "alternative", "transcript"]


@dataclass(frozen=True, slots=True)
class Text:
    """Running text: paragraphs, headings from level 2, lists, tables, figures, formulas (MathML)."""

    html: Xhtml
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Callout:
    """A named box. `summary` is the lesson in plain language, `alternative` says as text what a platform
    plays, `transcript` what is heard and seen in a film or sound; `title` may be empty."""

    role: CalloutRole
    title: str
    html: Xhtml
    kind: Literal["callout"] = "callout"


@dataclass(frozen=True, slots=True)
class Embed:
    """Something from another host: a link everywhere, a frame on a click where the site allows the host."""

    url: str
    title: str
    html: Xhtml  # description, with the transcript's link
    line: int = 0  # of the unit's file in the block's language, for messages
    kind: Literal["embed"] = "embed"


@dataclass(frozen=True, slots=True)
class Check:
    """The place of a self-check; the question itself stands in `Lesson.checks` under this id."""

    question: str
    kind: Literal["check"] = "check"


Block = Annotated[Text | Callout | Embed | Check, Field(discriminator="kind")]
Body = Mapping[str, tuple[Block, ...]]
"""The blocks by language."""
