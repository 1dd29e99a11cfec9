"""Units of statements that a person rates on a scale: nothing in them is right or wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase
from packager.document.words import Prose, Words

Scale = tuple[Words, ...]
"""The names of the steps, the lowest first. A rating is the number of a step, from 1."""

FEWEST_STEPS, MOST_STEPS = 2, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line to rate. `id` is its name within the unit, for ever: kept ratings hang on it."""

    id: str
    text: Prose
    file: str = ""  # source file of the first language, for messages
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What may come next for whose mean is at most `up_to` (and above the band before); None is the rest."""

    up_to: Decimal | None
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Statements that belong together; the mean of their ratings is one value of the profile."""

    id: str
    title: Words
    text: Prose
    statements: tuple[Statement, ...]
    advice: tuple[Advice, ...] = ()  # by rising `up_to`
    file: str = ""  # source file of the first language, for messages
    line: int = 0

    def mean(self, ratings: Mapping[str, int]) -> Fraction | None:
        """Return the mean of the ratings of its statements, or None where one is not rated."""
        given = [ratings[one.id] for one in self.statements if one.id in ratings]
        return Fraction(sum(given), len(given)) if given and len(given) == len(self.statements) else None

    def advice_for(self, mean: Fraction) -> Advice | None:
        """Return the advice of the first band that holds a mean."""
        return next((one for one in self.advice if one.up_to is None or mean <= one.up_to), None)


@dataclass(frozen=True, slots=True)
class Round:
    """The ratings that a person gave at one moment, by statement."""

    ratings: Mapping[str, int]
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessment(UnitBase):
    """Statements on one scale, area by area, for the learner alone. Done when each is rated.

    `body` stands before the first area.
    """

    body: Body
    scale: Scale
    areas: tuple[Area, ...]
    kind: Literal["self-assessment"] = "self-assessment"

    @property
    def statements(self) -> Iterator[Statement]:
        """Every statement in order."""
        return (statement for area in self.areas for statement in area.statements)
