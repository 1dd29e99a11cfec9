"""What must hold before a unit or a section opens, as it is written in `module.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StrictBool, model_validator

from packager.definition.models.base import AnyWords, Row, Slug
from packager.definition.models.moments import MomentField
from packager.document.restriction import How

_GROUPS: tuple[How, ...] = ("all", "any", "none")
_LEADING = {
    "done": "done", "passed": "passed", "grade": "grade", "since": "from", "until": "until",
    "group": "group", "all": "all", "any": "any", "none": "none",
}  # fmt: skip
_CHOICE = "done, passed, grade, from (or until), group, all, any and none"

Share = Annotated[int, Field(strict=True, ge=0, le=100)]


class ConditionRow(Row):
    """One condition, or several of which all, any or none must hold."""

    done: Slug | None = Field(None, description="A unit that is done.", examples=["outcomes"])
    passed: Slug | None = Field(None, description="A unit that is passed.", examples=["quiz"])
    grade: Slug | None = Field(None, description="A unit with a grade; add least or below.")
    least: Share | None = Field(None, description="The lowest grade that will do, in per cent.")
    below: Share | None = Field(
        None, description="Grades below this will do, in per cent; this itself will not.", examples=[80]
    )
    since: MomentField | None = Field(None, alias="from", description="Not before then.")
    until: MomentField | None = Field(None, description="Only before then.", examples=["+28 days"])
    group: AnyWords | None = Field(None, description="A group of the course, by its name.")
    all: tuple[ConditionRow, ...] | None = Field(None, min_length=1, description="All of these hold.")
    any: tuple[ConditionRow, ...] | None = Field(None, min_length=1, description="One of these holds.")
    none: tuple[ConditionRow, ...] | None = Field(None, min_length=1, description="None of these holds.")

    @model_validator(mode="after")
    def _says_one_thing(self) -> ConditionRow:
        said = [name for field, name in _LEADING.items() if getattr(self, field) is not None]
        if not said:
            raise ValueError(f"holds no condition: write one of {_CHOICE}")
        if len(said) > 1 and said != ["from", "until"]:
            raise ValueError(f"{' and '.join(said)} stand in one condition: make them a list below all:")
        bounds = [name for name in ("least", "below") if getattr(self, name) is not None]
        if self.grade and not bounds:
            raise ValueError("grade needs a bound: add least: 50 or below: 80")
        if bounds and not self.grade:
            raise ValueError(f"{bounds[0]} belongs to a grade: add grade: and the unit")
        return self

    @property
    def unit(self) -> str | None:
        """The unit that it waits for, if it waits for one."""
        return self.done or self.passed or self.grade

    @property
    def unit_field(self) -> str:
        """The field that names the unit."""
        return "done" if self.done else "passed" if self.passed else "grade"

    @property
    def parts(self) -> tuple[How, tuple[ConditionRow, ...]]:
        """How many of which conditions must hold; a single condition is all of itself."""
        for name in _GROUPS:
            inner: tuple[ConditionRow, ...] | None = getattr(self, name)
            if inner is not None:
                return name, inner
        return "all", (self,)

    def walk(self, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], ConditionRow]]:
        """Yield each single condition with its path below this one."""
        name, inner = self.parts
        if inner == (self,):
            yield path, self
            return
        for at, one in enumerate(inner):
            yield from one.walk((*path, name, at))


class RestrictionRow(ConditionRow):
    """What must hold before it opens."""

    hidden: StrictBool = Field(
        False, description="Show nothing as long as it does not hold; else it is said what is missing."
    )
