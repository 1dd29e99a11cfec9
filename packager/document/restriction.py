"""What must hold before a unit or a section opens, beside the units that come `after`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from packager.document.moments import Moment
from packager.document.words import Words

How = Literal["all", "any", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDone:
    """A unit of the module is done."""

    unit: str
    kind: Literal["done"] = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPassed:
    """A unit of the module is passed: its grade reaches its pass mark."""

    unit: str
    kind: Literal["passed"] = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGraded:
    """The grade of a unit, in per cent, is `least` or more, and less than `below`."""

    unit: str
    least: int | None = None
    below: int | None = None
    kind: Literal["grade"] = "grade"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """It is `since` or later, and earlier than `until`."""

    since: Moment | None = None
    until: Moment | None = None
    kind: Literal["time"] = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class InGroup:
    """The person is in the group of this name."""

    name: Words
    kind: Literal["group"] = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """All, any or none of some conditions hold."""

    how: How
    conditions: tuple[Condition, ...]
    kind: Literal["several"] = "several"


Condition = Annotated[
    UnitDone | UnitPassed | UnitGraded | Time | InGroup | Several, Field(discriminator="kind")
]
OfUnit = UnitDone | UnitPassed | UnitGraded
"""Conditions that wait for a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """What must hold. While it does not, it is said what is missing, or, `hidden`, nothing is shown."""

    rule: Several
    hidden: bool = False


def conditions_of(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and all those inside it."""
    yield condition
    for inner in condition.conditions if isinstance(condition, Several) else ():
        yield from conditions_of(inner)


def as_written(condition: Condition) -> str:
    """Return a condition on one line in the words of `module.yaml`, which need no translation."""
    match condition:
        case UnitGraded():
            bounds = (("least", condition.least), ("below", condition.below))
            return _fields(("grade", condition.unit), *bounds)
        case Time():
            return _fields(("from", condition.since), ("until", condition.until))
        case InGroup():
            return f"group: {next(iter(condition.name.values()))}"
        case Several():
            inner = "; ".join(as_written(one) for one in condition.conditions)
            return (
                inner
                if len(condition.conditions) == 1 and condition.how != "none"
                else f"{condition.how} ({inner})"
            )
        case _:
            return f"{condition.kind}: {condition.unit}"


def _fields(*fields: tuple[str, object]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in fields if value is not None)
