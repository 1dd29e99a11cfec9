"""The outbox as its operator sees it: what waits, what was given up and why, and sending it again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session

from lti_tool.errors import RegistrationError
from lti_tool.models import LineItem, OutboxScore, Person, Registration
from lti_tool.models.outbox import OutboxStatus
from lti_tool.services import outbox

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


def _conditions(session: Session, which: Which) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if which.states:
        found.append(OutboxScore.status.in_(list(which.states)))
    if which.numbers:
        found.append(OutboxScore.id.in_(list(which.numbers)))
    if which.registration:
        issuer, client_id = which.registration
        query = select(Registration.id)
        query = query.where(Registration.issuer == issuer, Registration.client_id == client_id)
        registration_id = session.scalars(query).first()
        if registration_id is None:
            raise RegistrationError(f"{issuer} with client id {client_id} is not registered")
        found.append(OutboxScore.registration_id == registration_id)
    return found
