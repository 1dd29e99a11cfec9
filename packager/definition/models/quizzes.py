"""The row of a quiz in `module.yaml`: tries, time, pages, and what is shown when."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from packager.definition.models.base import Percent, Row
from packager.definition.models.unit_base import UnitRowBase
from packager.document.quiz_settings import USUAL_REVIEW, Behaviour, Counts, Moment

Moments = tuple[Moment, ...]


class ReviewRow(Row):
    """When learners see what of a try."""

    attempt: Moments = Field(USUAL_REVIEW.attempt, description="The questions with their own answers.")
    correctness: Moments = Field(USUAL_REVIEW.correctness, description="Whether an answer is right.")
    marks: Moments = Field(USUAL_REVIEW.marks, description="Marks.")
    feedback: Moments = Field(USUAL_REVIEW.feedback, description="What is said of answers.")
    explanation: Moments = Field(USUAL_REVIEW.explanation, description="What is said of questions.")
    answers: Moments = Field(USUAL_REVIEW.answers, description="The right answers.")
    result: Moments = Field(USUAL_REVIEW.result, description="What is said of the result.")


class QuizRow(UnitRowBase):
    """Questions with marks."""

    kind: Literal["quiz"]
    passing: Percent | None = Field(
        None, alias="pass", description="Per cent that are needed.", examples=[80]
    )
    tries: int = Field(0, strict=True, ge=0, le=100, description="How often one may try; 0 is without limit.")
    counts: Counts = Field("best", description="Which try counts, or the average of all.")
    shuffle: StrictBool = Field(False, description="Whether the questions come in a new order at each try.")
    per_page: int | None = Field(
        None,
        strict=True,
        ge=0,
        le=100,
        description="Questions on a page; 0 is all on one.",
        examples=[1],
    )
    time: int | None = Field(
        None, strict=True, ge=1, le=1440, description="Minutes that one try may take.", examples=[30]
    )
    behaviour: Behaviour = Field(
        "deferred", description="When answers are checked, and whether a question may be tried again."
    )
    review: ReviewRow = Field(
        ReviewRow(),
        description="When learners see what.",
        examples=[{"answers": ["after", "later", "closed"]}],
    )
