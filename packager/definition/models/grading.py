"""`grading:` in `module.yaml`: groups, weights, pass marks and hidden grades."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from packager.definition.models.base import Percent, Row, Slug

Weight = Annotated[Decimal, Field(gt=0, le=1000)]


class GradeGroupRow(Row):
    """Graded units that make one grade together; its title stands in each language's module.yaml."""

    id: Slug = Field(description="A short name.", examples=["work"])
    units: tuple[Slug, ...] = Field(
        description="Quizzes and assignments, by id.", min_length=1, examples=[["plan", "canvas"]]
    )
    weight: Weight | None = Field(
        None, description="How much it counts against the other groups.", examples=[60]
    )
    passing: Percent | None = Field(
        None, alias="pass", description="Per cent that are needed.", examples=[60]
    )


class GradingRow(Row):
    """How the grades come together where a platform has a gradebook."""

    by: Literal["section"] | None = Field(
        None, description="section: the grades of a section are a group.", examples=["section"]
    )
    groups: tuple[GradeGroupRow, ...] = Field((), description="Groups of graded units.", max_length=50)
    weights: dict[Slug, Weight] = Field(
        {}, description="Units that count otherwise than once within their group.", examples=[{"plan": 2}]
    )
    hidden: tuple[Slug, ...] = Field(
        (), description="Units whose grades learners do not see.", examples=[["plan"]]
    )
    passing: Percent | None = Field(
        None, alias="pass", description="Pass mark of the whole, in per cent.", examples=[60]
    )
