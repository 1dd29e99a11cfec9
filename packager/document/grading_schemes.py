"""How a person marks a piece of work: by a rubric of levels, or by a guide of criteria with points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from packager.document.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How well a criterion may be met, and what that is worth."""

    points: Decimal
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A row of a rubric; one of its levels is chosen. `serves` holds ids of outcomes."""

    text: Words
    levels: tuple[Level, ...]
    serves: tuple[str, ...] = ()
    line: int = 0  # of the first language's file, for messages

    @property
    def most(self) -> Decimal:
        """The points of its best level."""
        return max(level.points for level in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """Criteria with levels."""

    criteria: tuple[Criterion, ...]
    kind: Literal["rubric"] = "rubric"

    @property
    def most(self) -> Decimal:
        """The points of the best work."""
        return sum((one.most for one in self.criteria), Decimal(0))

    @property
    def columns(self) -> tuple[Decimal, ...] | None:
        """The points of the levels where they are the same for all criteria."""
        found = {tuple(level.points for level in one.levels) for one in self.criteria}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideCriterion:
    """A criterion of a guide; any points up to `points` may be given. `marking` is for the marker alone."""

    name: Words
    points: Decimal
    text: Words
    marking: Words | None = None
    serves: tuple[str, ...] = ()
    line: int = 0  # of the first language's file, for messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Criteria with points, and comments that markers often give."""

    criteria: tuple[GuideCriterion, ...]
    comments: tuple[Words, ...] = ()
    kind: Literal["guide"] = "guide"

    @property
    def most(self) -> Decimal:
        """The points of the best work."""
        return sum((one.points for one in self.criteria), Decimal(0))


Scheme = Annotated[Rubric | Guide, Field(discriminator="kind")]


def says_to_markers(scheme: Scheme | None) -> bool:
    """Tell whether a scheme holds something for the marker alone."""
    if not isinstance(scheme, Guide):
        return False
    return bool(scheme.comments) or any(one.marking for one in scheme.criteria)
