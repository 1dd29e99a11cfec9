"""Attempts at quizzes: begun or resumed on any device, saved answer by answer, submitted once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from lti_tool.models import Attempt
from lti_tool.services import drawing, progress, scores
from lti_tool.services.learner import Learner
from lti_tool.services.quiz_results import Counted, counting, passed
from lti_tool.services.revisions import Answer, merge
from packager.document.module import Module
from packager.document.units import Quiz
from packager.errors import PoijuError


class TriesUsedError(PoijuError):
    """All tries that the quiz allows are submitted."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What an attempt earned: a fraction for each question that the tool marks, marks given and possible."""

    fractions: Mapping[str, float]
    score: float
    maximum: float


MarkAttempt = Callable[[Attempt], Marked]
"""Marks an attempt by the module that it was taken with."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The release that an attempt is taken with."""

    module: Module
    content_hash: str
    language: str


def _of(learner: Learner, unit_key: str) -> ColumnElement[bool]:
    return and_(
        Attempt.person_id == learner.person_id,
        Attempt.unit_key == unit_key,
        Attempt.context_id.is_(None)
        if learner.context_id is None
        else Attempt.context_id == learner.context_id,
    )


def of_unit(session: Session, learner: Learner, unit_key: str) -> Sequence[Attempt]:
    """Return the learner's attempts at a unit in this course, oldest first."""
    return session.scalars(select(Attempt).where(_of(learner, unit_key)).order_by(Attempt.id)).all()


def find(session: Session, learner: Learner, unit_key: str, public_id: str) -> Attempt | None:
    """Return the learner's attempt of this id; another's does not exist."""
    return session.scalars(
        select(Attempt).where(_of(learner, unit_key), Attempt.public_id == public_id)
    ).first()


def begin(
    session: Session, learner: Learner, unit: Quiz, edited: Edited, now: dt.datetime
) -> Attempt:  # fmt: skip
    """Return the open attempt, or a new one. Raises TriesUsedError when no try is left."""
    progress.touch(session, learner.person_id, unit.key, now)
    earlier = of_unit(session, learner, unit.key)
    for attempt in earlier:
        if attempt.status == "open":
            return attempt
    if unit.tries and len(earlier) >= unit.tries:
        raise TriesUsedError(f"{unit.key}: all {unit.tries} tries are used")
    public_id = secrets.token_urlsafe(16)
    drawn = drawing.draw(edited.module, unit, public_id, (one.drawn or () for one in earlier))
    attempt = Attempt(
        public_id=public_id, person_id=learner.person_id, context_id=learner.context_id,
        resource_link_id=learner.resource_link_id, unit_key=unit.key, content_hash=edited.content_hash,
        module_version=edited.module.version, language=edited.language, by_teacher=learner.teaches,
        drawn=drawn, answers={},
        status="open", opened_at=now,
    )  # fmt: skip
    session.add(attempt)
    session.flush()
    return attempt


def save(
    session: Session, learner: Learner, unit_key: str, public_id: str, answers: Mapping[str, Answer],
    now: dt.datetime,
) -> list[str] | None:  # fmt: skip
    """Keep answers in an open attempt; of two for one question the one given later stays.

    Returns the ids of questions for which a later answer stands already, or None when the attempt
    is not open (submitted on another device) or not the learner's.
    """
    attempt = _locked(session, learner, unit_key, public_id)
    if attempt is None or attempt.status != "open":
        return None
    return _merge(attempt, answers, now)


def _locked(session: Session, learner: Learner, unit_key: str, public_id: str) -> Attempt | None:
    return session.scalars(
        select(Attempt).where(_of(learner, unit_key), Attempt.public_id == public_id).with_for_update()
    ).first()


def _merge(attempt: Attempt, answers: Mapping[str, Answer], now: dt.datetime) -> list[str]:
    attempt.answers, outdated = merge(attempt.answers, answers, now)
    return outdated


def submit(
    session: Session, learner: Learner, unit: Quiz, public_id: str, answers: Mapping[str, Answer],
    marking: MarkAttempt, now: dt.datetime,
) -> Attempt | None:  # fmt: skip
    """Submit an attempt: last answers, marks, progress and the grade's outbox row in one transaction.

    Submitting twice is submitting once. Returns None for an attempt that is not the learner's.
    `unit` is the quiz as it is now (its rule of what counts), `marking` marks by the stored snapshot.
    """
    row = progress.touch(session, learner.person_id, unit.key, now)
    attempt = _locked(session, learner, unit.key, public_id)
    if attempt is None or attempt.status == "submitted":
        return attempt
    _merge(attempt, answers, now)
    marked = marking(attempt)
    attempt.result = dict(marked.fractions)
    attempt.score, attempt.maximum = marked.score, marked.maximum
    attempt.status, attempt.submitted_at = "submitted", now
    session.flush()
    row.updated_at = now
    own = [one for one in of_unit(session, learner, unit.key) if one.by_teacher == learner.teaches]
    counted = counting(own, unit.counts)
    if _finishes(unit, counted):
        progress.complete(session, learner, unit, row, now)
    if counted is not None:
        scores.report(session, learner, unit.key, counted.given, counted.maximum, now)
    return attempt


def _finishes(unit: Quiz, counted: Counted | None) -> bool:
    """Whether the quiz is done with a submitted try: when what counts passes (or nothing can be marked), or
    where its author asks for no more than a grade by any."""
    done = unit.settings.done
    return counted is None or passed(unit, counted.share) or (done is not None and not done.passed)
