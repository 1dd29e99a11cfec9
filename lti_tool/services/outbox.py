"""The outbox of scores: queue a grade in the caller's transaction, claim a due row, settle it.

Nothing here talks to a platform; `services.delivery` does, and `lti_tool.worker` puts both together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, CursorResult, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from lti_tool.db import insert_if_absent
from lti_tool.models import LineItem, OutboxScore, Person, Registration, Restoration

LEASE = dt.timedelta(minutes=5)
FIRST_WAIT = dt.timedelta(seconds=30)
LONGEST_WAIT = dt.timedelta(hours=6)
MOST_ATTEMPTS = 130  # about a month: ten within nine hours, then four a day
APART = dt.timedelta(seconds=1)  # Moodle compares time stamps by whole seconds
KEPT = "kept"
"""The code of a grade that was not sent because the gradebook holds a newer or higher one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade for one gradebook cell. Only final states are sent: Completed and FullyGraded."""

    registration_id: int
    line_item_id: int
    person_id: int
    unit_key: str
    given: float
    maximum: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A row that one worker has to send now, with the time stamp that it must carry."""

    id: int
    owner: str
    version: int
    attempts: int
    registration_id: int
    line_item_id: int
    line_item_url: str
    user: str
    given: float
    maximum: float
    activity_progress: str
    grading_progress: str
    timestamp: dt.datetime
    occurred_at: dt.datetime
    unconfirmed_since: dt.datetime | None = None
    """When the database was put back from a backup, if the gradebook was not seen to show this cell since."""

    @property
    def is_outdated(self) -> bool:
        """Whether the grade came to be before a backup was put back: the gradebook may hold a newer one."""
        return self.unconfirmed_since is not None and self.occurred_at < self.unconfirmed_since


@dataclass(frozen=True, slots=True)
class Delivered:
    """The gradebook shows the grade. `line_item_id` is another one where the column was found anew."""

    line_item_id: int
    timestamp: dt.datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will not take it, however often it is asked."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """Not now. `after` is what the platform asked for; `platform_wide`: no other would arrive either."""

    code: str
    detail: str
    after: dt.timedelta | None = None
    platform_wide: bool = False
    timestamp: dt.datetime | None = None


Outcome = Delivered | Refused | Postponed


def queue(session: Session, grade: Grade, now: dt.datetime) -> None:
    """Make a grade the one that its cell should show. Part of the caller's transaction."""
    keys = {"line_item_id": grade.line_item_id, "person_id": grade.person_id}
    state = {
        "registration_id": grade.registration_id,
        "unit_key": grade.unit_key,
        "score_given": grade.given,
        "score_maximum": grade.maximum,
        "activity_progress": "Completed",
        "grading_progress": "FullyGraded",
        "occurred_at": now,
    }
    fresh = {"version": 1, "status": "pending", "attempts": 0, "next_attempt_at": now}
    if insert_if_absent(session, OutboxScore, list(keys), keys | state | fresh):
        return
    session.execute(
        update(OutboxScore)
        .where(OutboxScore.line_item_id == grade.line_item_id, OutboxScore.person_id == grade.person_id)
        .where(_differs(grade))
        .values(**state, version=OutboxScore.version + 1, attempts=0, next_attempt_at=now, error_code=None,
                error_detail=None, status=_unless_in_flight())
    )  # fmt: skip


def _differs(grade: Grade) -> ColumnElement[bool]:
    """A grade that stands there already, delivered or on its way, is not sent again."""
    return or_(
        OutboxScore.score_given != grade.given,
        OutboxScore.score_maximum != grade.maximum,
        OutboxScore.status == "refused",
    )


def _unless_in_flight() -> ColumnElement[str]:
    return case((OutboxScore.status == "sending", "sending"), else_="pending")


def _due(now: dt.datetime) -> ColumnElement[bool]:
    """What is to be sent now. Scores of a registration that is switched off wait until it is on again."""
    on = select(Registration.id).where(Registration.status == "active")
    return and_(
        or_(
            and_(OutboxScore.status == "pending", OutboxScore.next_attempt_at <= now),
            and_(OutboxScore.status == "sending", OutboxScore.lease_expires_at <= now),
        ),
        OutboxScore.registration_id.in_(on),
    )


def any_due(session: Session, now: dt.datetime) -> bool:
    """Tell whether a claim would find something, without taking the write lock."""
    return session.scalars(select(OutboxScore.id).where(_due(now)).limit(1)).first() is not None


def claim(
    session: Session,
    owner: str,
    now: dt.datetime,
    *,
    without: Collection[int] = (),
    lease: dt.timedelta = LEASE,
) -> Claim | None:
    """Take the row that is due longest, or None. `without` names registrations to leave alone now.

    Of two workers one wins: the update holds only while the row is as it was read. PostgreSQL
    passes over rows that another worker is just taking; SQLite knows no such clause and leaves it out.
    """
    due = _due(now)
    row = session.scalars(
        select(OutboxScore)
        .where(due, OutboxScore.registration_id.not_in(list(without)))
        .order_by(OutboxScore.next_attempt_at, OutboxScore.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    stamp = max(now, row.last_timestamp_sent + APART) if row.last_timestamp_sent else now
    taken: CursorResult[object] = session.execute(  # type: ignore[assignment]  # an update returns a cursor's result
        update(OutboxScore)
        .where(OutboxScore.id == row.id, OutboxScore.version == row.version, due)
        .values(status="sending", attempts=OutboxScore.attempts + 1, lease_owner=owner,
                lease_expires_at=now + lease, last_timestamp_sent=stamp)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    return _claimed(session, row, owner, stamp) if taken.rowcount == 1 else None


def _claimed(session: Session, row: OutboxScore, owner: str, stamp: dt.datetime) -> Claim:
    restored = last_restored(session)
    confirmed = restored is None or (row.delivered_at is not None and row.delivered_at >= restored)
    return Claim(
        id=row.id, owner=owner, version=row.version, attempts=row.attempts + 1,
        registration_id=row.registration_id, line_item_id=row.line_item_id,
        line_item_url=session.get_one(LineItem, row.line_item_id).url,
        user=session.get_one(Person, row.person_id).sub,
        given=row.score_given, maximum=row.score_maximum,
        activity_progress=row.activity_progress, grading_progress=row.grading_progress,
        timestamp=stamp, occurred_at=row.occurred_at, unconfirmed_since=None if confirmed else restored,
    )  # fmt: skip


def last_restored(session: Session) -> dt.datetime | None:
    """Return when the database was put back from a backup last, if ever."""
    return session.scalar(select(func.max(Restoration.at)))


def settle(session: Session, claim: Claim, outcome: Outcome, now: dt.datetime) -> None:
    """Write down what became of a claim, unless its lease has passed to another worker.

    When a newer state was queued meanwhile, the row becomes due at once instead.
    """
    row = session.scalars(
        select(OutboxScore)
        .where(OutboxScore.id == claim.id, OutboxScore.lease_owner == claim.owner)
        .where(OutboxScore.status == "sending")
        .with_for_update()
    ).first()
    if row is None:
        return
    row.lease_owner = row.lease_expires_at = None
    if isinstance(outcome, Delivered):
        _delivered(session, row, outcome, now)
    elif isinstance(outcome, Refused):
        row.status, row.error_code, row.error_detail = "refused", outcome.code, outcome.detail
    else:
        _postponed(row, claim, outcome, now)
    if row.version != claim.version:
        row.status, row.attempts, row.next_attempt_at = "pending", 0, now


def _delivered(session: Session, row: OutboxScore, outcome: Delivered, now: dt.datetime) -> None:
    row.status, row.delivered_at = "delivered", now
    row.error_code = row.error_detail = None
    row.attempts = 0
    row.last_timestamp_sent = outcome.timestamp
    if outcome.line_item_id != row.line_item_id:
        twin = session.scalars(
            select(OutboxScore).where(
                OutboxScore.line_item_id == outcome.line_item_id, OutboxScore.person_id == row.person_id
            )
        ).first()
        if twin is None:
            row.line_item_id = outcome.line_item_id


def _postponed(row: OutboxScore, claim: Claim, outcome: Postponed, now: dt.datetime) -> None:
    row.error_code, row.error_detail = outcome.code, outcome.detail
    if outcome.timestamp is not None:
        row.last_timestamp_sent = outcome.timestamp
    if claim.attempts >= MOST_ATTEMPTS:
        row.status = "refused"
        return
    row.status, row.next_attempt_at = "pending", now + wait(claim.attempts, outcome.after)


def wait(attempts: int, asked: dt.timedelta | None = None) -> dt.timedelta:
    """Return how long to wait after so many attempts: up to six hours, longer where the platform asks."""
    doubled: dt.timedelta = FIRST_WAIT * (2 ** min(attempts - 1, 12))
    return max(min(doubled, LONGEST_WAIT), min(asked or dt.timedelta(), dt.timedelta(days=1)))


def send_again(
    session: Session, which: ColumnElement[bool], now: dt.datetime, *, named: Collection[int] = ()
) -> int:
    """Make those of the grades due at once that wait or were refused; return how many that is.

    One that was kept back for another in the gradebook is compared anew only where `named` holds its id.
    When a grade came to be stays as it is: after a backup was put back, the gradebook is compared by it.
    """
    open_ones = OutboxScore.status.in_(("refused", "pending"))
    free = or_(
        OutboxScore.error_code.is_(None), OutboxScore.error_code != KEPT, OutboxScore.id.in_(list(named))
    )
    due: CursorResult[object] = session.execute(  # type: ignore[assignment]  # an update returns a cursor's result
        update(OutboxScore)
        .where(which, open_ones, free)
        .values(status="pending", attempts=0, next_attempt_at=now, error_code=None, error_detail=None)
        .execution_options(synchronize_session=False)
    )
    return due.rowcount
