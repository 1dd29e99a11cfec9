"""How a discussion goes: who begins what, who is told of new posts, until when, and whether it is graded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from packager.document.moments import Moment

Style = Literal["general", "each", "single", "questions", "blog"]
Subscription = Literal["optional", "forced", "automatic", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """`each` person begins one discussion; `single` is one for all; in `questions` one sees others' answers
    after one's own. A `graded` discussion has one grade for all that a person writes (`passing` in per
    cent)."""

    style: Style = "general"
    subscription: Subscription = "optional"
    due: Moment | None = None
    closes: Moment | None = None
    graded: bool = False
    passing: int | None = None


PLAIN_TALK = Talk()
"""A discussion of which its author says no more."""


def talk_as_written(talk: Talk) -> Iterator[str]:
    """Yield what is set in the words of `module.yaml`, which need no translation."""
    if talk.style != PLAIN_TALK.style:
        yield f"style: {talk.style}"
    if talk.subscription != PLAIN_TALK.subscription:
        yield f"subscription: {talk.subscription}"
    for name, moment in (("due", talk.due), ("closes", talk.closes)):
        if moment is not None:
            yield f"{name}: {moment}"
    if talk.graded:
        yield "graded: true"
    if talk.passing is not None:
        yield f"pass: {talk.passing}"
