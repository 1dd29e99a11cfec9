"""A column for a unit that the platform has given none: made at a teacher's word, where that is allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.orm import Session

from lti_tool.db import upsert
from lti_tool.models import Context, LineItem, ResourceLink
from lti_tool.runtime import Runtime
from lti_tool.services import progress, scores
from lti_tool.services.columns import Column
from lti_tool.services.deep_linking import SCORE_MAXIMUM
from lti_tool.services.learner import Learner
from lti_tool.services.learners import Row
from lti_tool.services.platform_client import LINE_ITEM, Delivery
from packager.document.units import Quiz, Unit, stays_native

PAUSE = dt.timedelta(minutes=1)


def offered(session: Session, teacher: Learner, unit: Unit) -> bool:
    """Tell whether a column may be made for the activity that was opened: it has none, and the platform
    lets the tool make columns. One that the platform has coupled itself is never doubled."""
    if teacher.resource_link_id is None or teacher.unit_key != unit.key or stays_native(unit):
        return False
    context = session.get_one(Context, teacher.context_id)
    if context.line_items_url is None or LINE_ITEM not in (context.line_item_scopes or ()):
        return False
    coupled = select(LineItem.id).where(LineItem.resource_link_id == teacher.resource_link_id)
    return session.scalars(coupled.limit(1)).first() is None


def make(runtime: Runtime, teacher: Learner, unit: Unit, label: str, rows: Sequence[Row]) -> Delivery | None:
    """Bind the column that the platform has for the activity already, or make one; then send the grades of
    `rows`. Returns why it cannot be done."""
    now = runtime.now()
    with runtime.database.write() as session:
        if not offered(session, teacher, unit) or not _is_first(session, teacher, now):
            return None
        context = session.get_one(Context, teacher.context_id)
        link = session.get_one(ResourceLink, teacher.resource_link_id)
    container, of_link = context.line_items_url or "", {"resource_link_id": link.resource_link_id}
    found = runtime.columns.find(teacher.registration_id, container, **of_link, resource_id=unit.key)
    if isinstance(found, Delivery):
        return found
    body = {
        "label": label, "scoreMaximum": SCORE_MAXIMUM, "resourceId": unit.key, "tag": "completion",
        "resourceLinkId": link.resource_link_id,
    }  # fmt: skip
    column = found[0] if found else runtime.columns.make(teacher.registration_id, container, body)
    if isinstance(column, Delivery):
        return column
    _bind(runtime, teacher, context, column)
    _send(runtime, teacher, unit, rows)
    return None


def _is_first(session: Session, teacher: Learner, now: dt.datetime) -> bool:
    """Of two clicks at once let one through; after a minute the next one finds what the first has made."""
    free = or_(ResourceLink.column_tried_at.is_(None), ResourceLink.column_tried_at < now - PAUSE)
    taken: CursorResult[object] = session.execute(  # type: ignore[assignment]  # an update returns a cursor's result
        update(ResourceLink)
        .where(ResourceLink.id == teacher.resource_link_id, free)
        .values(column_tried_at=now)
    )
    return taken.rowcount == 1


def _bind(runtime: Runtime, teacher: Learner, context: Context, column: Column) -> None:
    keys = {"registration_id": teacher.registration_id, "url": column.url}
    values = {
        "resource_link_id": teacher.resource_link_id,
        "scopes": list(context.line_item_scopes or ()),
        "extra": {"lineitems": context.line_items_url},
    }
    with runtime.database.write() as session:
        upsert(session, LineItem, keys, values)


def _send(runtime: Runtime, teacher: Learner, unit: Unit, rows: Sequence[Row]) -> None:
    """Queue what the learners of the course have earned before there was a column."""
    now = runtime.now()
    with runtime.database.write() as session:
        for row in rows:
            standing = row.units[unit.key]
            if row.person_id is None:
                continue
            learner = Learner(
                person_id=row.person_id, registration_id=teacher.registration_id,
                context_id=teacher.context_id, resource_link_id=None, line_item_id=None, unit_key=None,
                teaches=False,
            )  # fmt: skip
            if isinstance(unit, Quiz) and standing.counted:
                counted = standing.counted
                scores.report(session, learner, unit.key, counted.given, counted.maximum, now)
            elif standing.state == "done" and unit.kind in progress.REPORTED_WHEN_DONE:
                scores.report(session, learner, unit.key, 1.0, 1.0, now)
    runtime.nudge()
