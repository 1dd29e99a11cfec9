"""Which gradebook cells show a unit of a course, and handing a grade over to the outbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.models import LineItem, OutboxScore, ResourceLink
from lti_tool.services import outbox
from lti_tool.services.learner import Learner


def line_items(session: Session, learner: Learner, unit_key: str) -> list[LineItem]:
    """Return the columns of a unit in the learner's course, one for each link that is bound to it.

    A unit may be opened from another unit's link (the module's overview leads everywhere), so the
    session's own column counts only when its link is bound to this unit.
    """
    newest_first = session.execute(
        select(ResourceLink.id, LineItem)
        .join(LineItem, LineItem.resource_link_id == ResourceLink.id)
        .where(ResourceLink.context_id == learner.context_id, ResourceLink.context_id.is_not(None))
        .where(ResourceLink.unit_key == unit_key)
        .where(LineItem.registration_id == learner.registration_id)
        .order_by(LineItem.id.desc())
    )
    by_link: dict[int, LineItem] = {}
    for link_id, item in newest_first:
        if link_id not in by_link or item.id == learner.line_item_id:
            by_link[link_id] = item
    found = {item.id: item for item in by_link.values()}
    if learner.line_item_id is not None and learner.unit_key == unit_key:
        found[learner.line_item_id] = session.get_one(LineItem, learner.line_item_id)
    return [found[item_id] for item_id in sorted(found)]


def report(
    session: Session, learner: Learner, unit_key: str, given: float, maximum: float, now: dt.datetime
) -> None:
    """Queue a grade for every column of the unit. What teachers try out is never sent.

    A platform refuses a maximum of 0 (AGS 2.0 section 3.4.6), so a quiz of essays alone reports nothing.
    """
    if learner.teaches or maximum <= 0:
        return
    for item in line_items(session, learner, unit_key):
        outbox.queue(
            session,
            outbox.Grade(
                registration_id=learner.registration_id,
                line_item_id=item.id,
                person_id=learner.person_id,
                unit_key=unit_key,
                given=given,
                maximum=maximum,
            ),
            now,
        )


def states(session: Session, learner: Learner, unit_key: str) -> Sequence[OutboxScore]:
    """Return what became of the learner's grades of a unit in this course."""
    items = [item.id for item in line_items(session, learner, unit_key)]
    return session.scalars(
        select(OutboxScore)
        .where(OutboxScore.person_id == learner.person_id, OutboxScore.line_item_id.in_(items))
        .order_by(OutboxScore.line_item_id)
    ).all()
