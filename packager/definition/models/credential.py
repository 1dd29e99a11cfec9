"""The micro-credential in `module.yaml`: all that is said without words of a language."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool

from packager.definition.models.base import OutcomeId, Row, Text
from packager.document.credential import (
    Bloom,
    CreditSystem,
    Mode,
    OutcomeKind,
    Setting,
    Supervision,
)

NOT_APPLICABLE = "not-applicable"

LevelNumber = Annotated[int, Field(strict=True, ge=1, le=8)]
Hours = Annotated[Decimal, Field(gt=0, le=2000)]
Credits = Annotated[Decimal, Field(gt=0, le=300)]


def _codes_as_text(value: Any) -> Any:
    """1022 without quotes is a number to YAML, and it is meant as a code."""
    if not isinstance(value, list):
        return value
    return [str(one) if isinstance(one, int) and not isinstance(one, bool) else one for one in value]


def _no_level(value: Any) -> Any:
    if isinstance(value, str) and value != NOT_APPLICABLE:
        raise ValueError(f"{value} is unknown here: write {NOT_APPLICABLE}, or {{eqf: 6, finqf: 6}}")
    return {} if value == NOT_APPLICABLE else value


class OutcomeRow(Row):
    """A learning outcome; its text stands in each language's module.yaml."""

    id: OutcomeId = Field(description="A short name.", examples=["LO1"])
    bloom: Bloom = Field(description="What kind of thinking it asks for.", examples=["apply"])
    kind: OutcomeKind | None = Field(None, description="Knowledge, skill, or responsibility and autonomy.")
    esco: tuple[Text, ...] = Field(
        (),
        description="ESCO skills, as concept addresses.",
        examples=[["http://data.europa.eu/esco/skill/7ee872de-db39-4ae3-8e19-75d1a2cdf697"]],
    )


class WorkloadRow(Row):
    """Notional workload. Credits only where a registrar says so."""

    hours: Hours | None = Field(None, description="Hours of a learner's work.", examples=[6])
    credits: Credits | None = Field(None, description="Credits or points, where a registrar gives any.")
    system: CreditSystem = Field(
        "none", description="ects: 60 are 1600 hours. osp: Finnish VET points, which measure no time."
    )


class LevelRow(Row):
    """Levels 1-8 of the European and the Finnish framework."""

    eqf: LevelNumber | None = Field(None, description="European Qualifications Framework.", examples=[6])
    finqf: LevelNumber | None = Field(None, description="Finnish framework for qualifications.", examples=[6])


class ParticipationRow(Row):
    """Form of participation."""

    mode: Mode = Field(description="Where learning happens.", examples=["online"])
    setting: Setting = Field(description="Kind of learning.", examples=["non-formal"])


class AssessmentRow(Row):
    """Form of assessment; its types follow from the units."""

    supervision: Supervision = Field(
        description="Supervision and identity verification.", examples=["unsupervised-no-id"]
    )


class QualityRow(Row):
    """Quality assurance; the responsible body stands in the institution's overlay."""

    type: Literal["institutional", "programme"] = Field(
        description="What is quality-assured.", examples=["institutional"]
    )
    reviewed: dt.date | None = Field(None, description="Last review.", examples=["2026-11-01"])
    next: dt.date | None = Field(None, description="Next review.", examples=["2027-11-01"])


class StackRow(Row):
    """Whether the micro-credential stands alone or stacks towards larger ones."""

    kind: Literal["standalone", "stackable"] = Field(description="How it stands.", examples=["stackable"])
    into: tuple[Text, ...] = Field(
        (), description="Ids or names of what it counts towards.", examples=[["fi.example.path"]]
    )


class PriorLearningRow(Row):
    """Recognition of prior learning."""

    allowed: StrictBool = Field(description="Whether earlier learning is recognised.", examples=[True])


class CredentialRow(Row):
    """The description as a whole (Council Recommendation 2022/C 243/02, Annex I)."""

    outcomes: tuple[OutcomeRow, ...] = Field((), description="Learning outcomes.", max_length=50)
    workload: WorkloadRow = Field(WorkloadRow(), description="Notional workload.")
    level: Annotated[
        LevelRow,
        BeforeValidator(_no_level, json_schema_input_type=Literal["not-applicable"] | LevelRow),
    ] = Field(LevelRow(), description="Level, or not-applicable; each language's module.yaml says why.")
    field: Annotated[
        tuple[Text, ...], BeforeValidator(_codes_as_text, json_schema_input_type=tuple[Text | int, ...])
    ] = Field((), description="ISCED-F 2013 codes of two to four digits.", examples=[["0111"]])
    participation: ParticipationRow | None = Field(None, description="Form of participation.")
    assessment: AssessmentRow | None = Field(None, description="Form of assessment.")
    quality: QualityRow | None = Field(None, description="Quality assurance.")
    stack: StackRow | None = Field(None, description="Integration and stackability.")
    prior_learning: PriorLearningRow | None = Field(None, description="Recognition of prior learning.")
