"""The scores of one platform that its gradebook does not have yet, and sending them now; for admins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select

from lti_tool.models import Context, LineItem, OutboxScore, ResourceLink
from lti_tool.runtime import Runtime
from lti_tool.services import administration
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.outbox import send_again
from lti_tool.services.outbox_list import UNDELIVERED, counts

SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A score on its way, or refused; whose it is, no page says."""

    row: OutboxScore
    activity: str
    course: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The newest scores that are not in the gradebook, and how many there are of each state."""

    scores: Sequence[Waiting]
    counts: Mapping[str, int]

    @property
    def open(self) -> int:
        """How many are not in the gradebook."""
        return sum(self.counts.get(one, 0) for one in UNDELIVERED)


def queue_of(runtime: Runtime, registration_id: int) -> Queue:
    """Return the queue of a registration that the caller may see."""
    mine = OutboxScore.registration_id == registration_id
    query = (
        select(OutboxScore, ResourceLink.title, Context.title.label("course"))
        .join(LineItem, LineItem.id == OutboxScore.line_item_id)
        .outerjoin(ResourceLink, ResourceLink.id == LineItem.resource_link_id)
        .outerjoin(Context, Context.id == ResourceLink.context_id)
        .where(mine, OutboxScore.status.in_(UNDELIVERED))
        .order_by(OutboxScore.occurred_at.desc(), OutboxScore.id.desc())
        .limit(SHOWN)
    )
    with runtime.database.read() as session:
        rows = session.execute(query).all()
        counted = counts(session, mine)
    scores = [Waiting(row=one.OutboxScore, activity=one.title or "", course=one.course or "") for one in rows]
    return Queue(scores=scores, counts=counted)


def send_now(runtime: Runtime, visit: Visit, registration_id: int, score_id: int | None) -> int:
    """Make one score, or all that wait or were refused, due now; say how many. Raises LaunchError (404)."""
    with runtime.database.write() as session:
        held = administration.one_of(session, visit, registration_id)
        which: ColumnElement[bool] = OutboxScore.registration_id == registration_id
        named: list[int] = []
        if score_id is not None:
            which, named = and_(which, OutboxScore.id == score_id), [score_id]
        count = send_again(session, which, runtime.now(), named=named)
        if count:
            subject = f"{held.row.issuer}, {held.row.client_id}: {count}"
            note(runtime, session, visit, "scores-retried", subject, held.tenant.id)
    runtime.nudge()
    return count
