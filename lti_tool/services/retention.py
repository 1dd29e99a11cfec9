"""Deletes what an institution does not want to keep any longer, a bounded part each time it is called.

Each process walks through the people in the order of their rows, some hundred a time, so that no call takes
long however many there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from lti_tool.config import Settings
from lti_tool.db import Database
from lti_tool.models import (
    AdminAction,
    Attempt,
    Base,
    CheckAnswer,
    Context,
    CourseMember,
    Deployment,
    LaunchRecord,
    LaunchSession,
    OutboxScore,
    Person,
    Registration,
    Roster,
    UnitProgress,
    UnitResponses,
    UnitVisit,
)
from lti_tool.models.roster import LEFT
from lti_tool.services.erasing import erase_people

LOOKED_AT = 300  # people in one call
DELETED = 500  # rows of any other table in one call

TRACES: tuple[tuple[type[Base], InstrumentedAttribute[dt.datetime]], ...] = (
    (Attempt, Attempt.opened_at),
    (CheckAnswer, CheckAnswer.answered_at),
    (LaunchSession, LaunchSession.created_at),
    (OutboxScore, OutboxScore.occurred_at),
    (UnitProgress, UnitProgress.updated_at),
    (UnitResponses, UnitResponses.updated_at),
    (UnitVisit, UnitVisit.last_at),
)
"""Where a person leaves traces, and when; the newest tells when they were seen last."""


@dataclass(frozen=True, slots=True)
class Periods:
    """How many days things are kept; 0 for as long as there is no other reason to delete them."""

    people: int = 0
    texts: int = 0
    names: int = 0
    admin_log: int = 0
    launches: int = 0

    @classmethod
    def of(cls, settings: Settings) -> Periods:
        """Read the settings."""
        return cls(
            settings.retention_people_days,
            settings.retention_texts_days,
            settings.retention_names_days,
            settings.retention_admin_log_days,
            settings.retention_launches_days,
        )


class Retention:
    """What a process deletes by and by."""

    def __init__(self, database: Database, periods: Periods) -> None:
        self._database = database
        self._periods = periods
        self._after = 0  # the last row of people that was looked at

    def run(self, now: dt.datetime) -> None:
        """Delete a part of what is kept too long."""
        periods = self._periods
        with self._database.write() as session:
            if periods.people:
                self._people(session, now - dt.timedelta(days=periods.people))
                _listed_alone(session, now - dt.timedelta(days=periods.people))
            if periods.texts:
                _some(session, UnitResponses, _own_texts(now - dt.timedelta(days=periods.texts)))
            if periods.admin_log:
                _some(session, AdminAction, AdminAction.at < now - dt.timedelta(days=periods.admin_log))
            if periods.launches:
                _some(session, LaunchRecord, LaunchRecord.at < now - dt.timedelta(days=periods.launches))
            if periods.names:
                _names(session, now - dt.timedelta(days=periods.names))

    def _people(self, session: Session, before: dt.datetime) -> None:
        window = session.execute(
            select(Person.id, Person.platform_id, Person.sub)
            .where(Person.id > self._after)
            .order_by(Person.id)
            .limit(LOOKED_AT)
        ).all()
        self._after = window[-1].id if len(window) == LOOKED_AT else 0
        gone = set(session.scalars(_unseen([row.id for row in window], before)))
        for platform_id in sorted({row.platform_id for row in window if row.id in gone}):
            subs = [row.sub for row in window if row.id in gone and row.platform_id == platform_id]
            erase_people(session, platform_id, subs)


def _unseen(ids: Sequence[int], before: dt.datetime):  # type: ignore[no-untyped-def]  # a select
    """Select those who left no trace since, and for whom no score waits."""
    waits = OutboxScore.status.in_(("pending", "sending"))
    seen = [_some_of(ids, model, moment >= before) for model, moment in TRACES]
    return select(Person.id).where(
        Person.id.in_(ids), ~or_(*seen), Person.id.not_in(_whom(ids, OutboxScore, waits))
    )


def _some_of(ids: Sequence[int], model: type[Base], which: ColumnElement[bool]) -> ColumnElement[bool]:
    return Person.id.in_(_whom(ids, model, which))


def _whom(ids: Sequence[int], model: type[Base], which: ColumnElement[bool]):  # type: ignore[no-untyped-def]  # a select
    """Select the people of some rows: one look at each table, however many people there are."""
    column = model.__table__.c.person_id
    return select(column).where(column.in_(ids), which)


def _listed_alone(session: Session, before: dt.datetime) -> None:
    """Delete those whom a list named who never came and left the course since, and lists that are old."""
    alone = (
        select(CourseMember.id)
        .join(Context, Context.id == CourseMember.context_id)
        .join(Deployment, Deployment.id == Context.deployment_id)
        .join(Registration, Registration.id == Deployment.registration_id)
        .outerjoin(
            Person, and_(Person.platform_id == Registration.platform_id, Person.sub == CourseMember.sub)
        )
        .where(Person.id.is_(None), CourseMember.status.in_(LEFT), CourseMember.changed_at < before)
        .limit(DELETED)
    )
    session.execute(delete(CourseMember).where(CourseMember.id.in_(session.scalars(alone).all())))
    _some(session, Roster, Roster.tried_at < before)


def _own_texts(before: dt.datetime) -> ColumnElement[bool]:
    """What a person has written for their own eyes, in no course; counted answers stay with the person."""
    return and_(UnitResponses.context_id.is_(None), UnitResponses.updated_at < before)


def _some(
    session: Session,
    model: type[UnitResponses] | type[AdminAction] | type[LaunchRecord] | type[Roster],
    which: ColumnElement[bool],
) -> None:
    some = select(model.id).where(which).order_by(model.id).limit(DELETED)
    session.execute(delete(model).where(model.id.in_(session.scalars(some).all())))


def _names(session: Session, before: dt.datetime) -> None:
    """Drop the names of people who left a course; their number stays."""
    some = (
        select(CourseMember.id)
        .where(
            CourseMember.name.is_not(None), CourseMember.status.in_(LEFT), CourseMember.changed_at < before
        )
        .limit(DELETED)
    )
    ids = session.scalars(some).all()
    session.execute(update(CourseMember).where(CourseMember.id.in_(ids)).values(name=None))
