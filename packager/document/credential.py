"""The micro-credential that a module leads to: the elements of Council Recommendation 2022/C 243/02,
Annex I, that exist before an award (OJ C 243, 27.6.2022, p. 10-25).

Learner, date of issue and grade exist only at an award and are never in a package.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from packager.document.words import Words

Bloom = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
OutcomeKind = Literal["knowledge", "skill", "responsibility"]
Mode = Literal["online", "blended", "onsite", "workplace"]
Setting = Literal["formal", "non-formal", "informal"]
Supervision = Literal["unsupervised-no-id", "supervised-no-id", "supervised-id"]
CreditSystem = Literal["ects", "osp", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """An ESCO skill: its concept URI and, where known, its preferred label."""

    uri: str
    label: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a person can do afterwards (Annex I: learning outcomes)."""

    id: str
    text: Words
    bloom: Bloom
    kind: OutcomeKind | None = None
    esco: tuple[Skill, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Notional workload. `credits` only where a registrar says so; osp measure no time and are never
    computed from hours."""

    hours: Decimal
    credits: Decimal | None = None
    system: CreditSystem = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Level of the learning experience, if applicable: either levels with a justification, or a reason
    why there is none."""

    eqf: int | None = None
    finqf: int | None = None
    justification: Words | None = None
    reason: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Form of participation in the learning activity."""

    mode: Mode
    setting: Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentForm:
    """Supervision and identity verification. The types of assessment follow from the units."""

    supervision: Supervision


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Type of quality assurance that underpins the micro-credential."""

    type: Literal["institutional", "programme"]
    body: Words | None = None
    url: str | None = None
    reviewed: dt.date | None = None
    next: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Integration and stackability. `into` holds module ids or names of larger credentials."""

    kind: Literal["standalone", "stackable"]
    into: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorLearning:
    """Whether earlier learning is recognised, and by what evidence."""

    allowed: bool
    evidence: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """The description as a whole."""

    outcomes: tuple[Outcome, ...]
    workload: Workload
    level: Level
    field: tuple[str, ...]  # ISCED-F 2013 codes
    participation: Participation
    assessment: AssessmentForm
    quality: Quality
    prerequisites: Words | None = None
    stack: Stack | None = None
    prior_learning: PriorLearning | None = None
