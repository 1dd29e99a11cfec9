"""After the database was put back from a backup: nothing newer in a gradebook is overwritten.

What the database holds is older than what the world has seen since. So a cell that was not delivered since
is compared with the gradebook before anything is sent to it (`services.delivery`), and what opens doors
once (links, invitations, visits, tokens) is closed.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from lti_tool.models import (
    AccessToken,
    AdminLink,
    AdminSession,
    Invitation,
    LaunchSession,
    OutboxScore,
    Restoration,
)
from lti_tool.runtime import Runtime
from lti_tool.services.admin_sessions import Visit, note

ENDED = (AdminLink, AdminSession, Invitation, LaunchSession)
"""What a backup would let in again. The rows stay until they are swept: a used login must stay used."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What is compared before it is sent, and how much of it waits."""

    cells: int
    waiting: int


def restored(runtime: Runtime, visit: Visit) -> Restored:
    """Note that the database has just been put back. Call it before a worker runs."""
    now = runtime.now()
    with runtime.database.write() as session:
        session.add(Restoration(at=now))
        for table in ENDED:
            session.execute(update(table).where(table.expires_at > now).values(expires_at=now))
        session.execute(delete(AccessToken))
        # What was in flight when the backup was made is not any more.
        due = {"status": "pending", "attempts": 0, "next_attempt_at": now}
        released = {"lease_owner": None, "lease_expires_at": None}
        session.execute(update(OutboxScore).where(OutboxScore.status == "sending").values(**due, **released))
        session.execute(update(OutboxScore).where(OutboxScore.status == "pending").values(**due))
        note(runtime, session, visit, "restored", "", None)
        unsent = select(func.count(OutboxScore.id)).where(OutboxScore.status == "pending")
        cells = session.scalar(select(func.count(OutboxScore.id))) or 0
        return Restored(cells=cells, waiting=session.scalar(unsent) or 0)
