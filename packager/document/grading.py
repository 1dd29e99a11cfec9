"""How the grades of a module come together where a platform has a gradebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from packager.document.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeGroup:
    """Graded units (ids) that make one grade together. `weight` counts against the other groups."""

    id: str
    title: Words
    units: tuple[str, ...]
    weight: Decimal = Decimal(1)
    passing: int | None = None  # per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """Groups of grades. `weights` holds units that count otherwise than once within their group; `hidden`
    are units whose grades learners do not see; `passing` is the pass mark of the whole, in per cent."""

    groups: tuple[GradeGroup, ...] = ()
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    passing: int | None = None
