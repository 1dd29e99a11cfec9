"""How the outbox stands: how many scores are in which state, and how long the oldest waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select

from lti_tool.db import Database
from lti_tool.models import OutboxScore, Registration
from lti_tool.models.outbox import STATES


@dataclass(frozen=True, slots=True)
class Figures:
    """Scores by state; those of platforms that are switched off wait on purpose and count apart."""

    by_state: Mapping[str, int] = field(default_factory=dict)
    resting: int = 0
    oldest: float = 0.0
    """Seconds since the oldest grade came to be that is not in its gradebook yet."""


def figures(database: Database, now: dt.datetime) -> Figures:
    """Read them, in two statements."""
    on = Registration.status == "active"
    counted = (
        select(OutboxScore.status, on, func.count())
        .join(Registration, Registration.id == OutboxScore.registration_id)
        .group_by(OutboxScore.status, on)
    )
    waits = (OutboxScore.status.in_(("pending", "sending")), on)
    oldest = (
        select(func.min(OutboxScore.occurred_at))
        .join(Registration, Registration.id == OutboxScore.registration_id)
        .where(*waits)
    )
    with database.read() as session:
        rows = session.execute(counted).all()
        since = session.scalar(oldest)
    states: dict[str, int] = dict.fromkeys(STATES, 0)
    resting = 0
    for status, active, count in rows:
        if active or status in ("delivered", "refused"):
            states[status] += count
        else:
            resting += count
    return Figures(states, resting, max((now - since).total_seconds(), 0.0) if since else 0.0)
