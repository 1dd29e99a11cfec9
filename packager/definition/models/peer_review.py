"""The row of a peer review in `module.yaml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from packager.definition.models.base import Percent, Row
from packager.definition.models.moments import MomentField
from packager.definition.models.unit_base import UnitRowBase


class PhasesRow(Row):
    """When work can be handed in, and when it is assessed."""

    work_from: MomentField | None = Field(None, description="Work can be handed in from then on.")
    work_until: MomentField | None = Field(None, description="Work is handed in by then.")
    reviews_from: MomentField | None = Field(None, description="Work is assessed from then on.")
    reviews_until: MomentField | None = Field(None, description="Work is assessed by then.")


class PeerReviewRow(UnitRowBase):
    """A task whose work learners assess by criteria."""

    kind: Literal["peer-review"]
    submit: tuple[Literal["text", "file"], ...] = Field(
        ("text", "file"), min_length=1, description="What a learner may hand in.", examples=[["file"]]
    )
    attachments: int = Field(1, strict=True, ge=1, le=7, description="How many files one may hand in.")
    words: int | None = Field(
        None, strict=True, ge=1, le=100_000, description="Advised length.", examples=[300]
    )
    reviews: int = Field(3, strict=True, ge=1, le=10, description="How many pieces of work each assesses.")
    self_review: StrictBool = Field(False, description="Whether each assesses the own work, too.")
    weight: int = Field(
        80,
        strict=True,
        ge=1,
        le=99,
        description="Of 100 points, those for the work; the others are for assessing.",
    )
    passing: Percent | None = Field(
        None, alias="pass", description="Per cent of the points for the work that are needed.", examples=[60]
    )
    phases: PhasesRow = Field(default_factory=PhasesRow, description="When what is done.")
