"""The outbox as its operator sees it: what waits, what was given up and why, and sending it again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session

from lti_tool.models import LineItem, OutboxScore, Person, Platform, Registration
from lti_tool.models.outbox import OutboxStatus
from lti_tool.runtime import Runtime
from lti_tool.services import outbox
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.registrations import one_of

UNDELIVERED: tuple[OutboxStatus, ...] = ("pending", "sending", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which scores are meant: by state, by registration (issuer and client id), by number."""

    states: Collection[OutboxStatus] = ()
    registration: tuple[str, str] | None = None
    numbers: Collection[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A score of the outbox. `user` is the platform's own identifier of the person."""

    number: int
    state: OutboxStatus
    issuer: str
    client_id: str
    column: str
    unit: str
    user: str
    given: float
    maximum: float
    occurred_at: dt.datetime
    attempts: int
    next_attempt_at: dt.datetime
    delivered_at: dt.datetime | None
    error_code: str | None
    error_detail: str | None


def listed(session: Session, which: Which) -> Sequence[Listed]:
    """Return scores in the order in which they came. Raises RegistrationError for an unknown registration."""
    query = (
        select(OutboxScore, Registration, LineItem.url, Person.sub)
        .join(Registration, Registration.id == OutboxScore.registration_id)
        .join(LineItem, LineItem.id == OutboxScore.line_item_id)
        .join(Person, Person.id == OutboxScore.person_id)
        .where(*_conditions(session, which))
        .order_by(OutboxScore.id)
    )
    return [
        Listed(
            number=row.id, state=row.status, issuer=registration.issuer, client_id=registration.client_id,
            column=url, unit=row.unit_key, user=sub, given=row.score_given, maximum=row.score_maximum,
            occurred_at=row.occurred_at, attempts=row.attempts, next_attempt_at=row.next_attempt_at,
            delivered_at=row.delivered_at, error_code=row.error_code, error_detail=row.error_detail,
        )
        for row, registration, url, sub in session.execute(query)
    ]  # fmt: skip


def counts(session: Session, *which: ColumnElement[bool]) -> Counter[str]:
    """Return how many scores are in each state, of all or of those that conditions name."""
    query = select(OutboxScore.status, func.count()).where(*which).group_by(OutboxScore.status)
    rows = session.execute(query)
    found: Counter[str] = Counter()
    for status, number in rows:
        found[status] = number
    return found


def send_again(session: Session, which: Which, now: dt.datetime) -> int:
    """Make what waits or was refused due at once; return how many scores that is.

    A grade that was kept back for one in the gradebook is compared anew only where it is named by its number.
    """
    return outbox.send_again(session, and_(true(), *_conditions(session, which)), now, named=which.numbers)


def retry(runtime: Runtime, visit: Visit, which: Which) -> int:
    """Send again, and write down who did. Raises RegistrationError for an unknown registration."""
    with runtime.database.write() as session:
        count = send_again(session, which, runtime.now())
        if count:
            tenant_id, named = None, ""
            if which.registration:
                row = one_of(session, *which.registration)
                tenant_id = session.get_one(Platform, row.platform_id).tenant_id
                named = f"{row.issuer}, {row.client_id}: "
            note(runtime, session, visit, "scores-retried", f"{named}{count}", tenant_id)
    return count


def _conditions(session: Session, which: Which) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if which.states:
        found.append(OutboxScore.status.in_(list(which.states)))
    if which.numbers:
        found.append(OutboxScore.id.in_(list(which.numbers)))
    if which.registration:
        found.append(OutboxScore.registration_id == one_of(session, *which.registration).id)
    return found
