"""Results read back from a gradebook, and kept beside what was sent, to compare both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select, update

from lti_tool.models import LineItem, OutboxScore, Person
from lti_tool.runtime import Runtime
from lti_tool.services.gradebook_results import read
from lti_tool.services.platform_client import RESULT_READ, Delivery

KEPT = dt.timedelta(minutes=2)
"""How long what was read of a column serves, and how long a platform that failed is left alone."""


def compare(runtime: Runtime, line_item_id: int, person_id: int | None = None) -> None:
    """Read what a column shows and keep it beside what was sent: of everybody, or of one person.

    Asks at most every two minutes. Never raises for what a platform or the network does.
    """
    now = runtime.now()
    with runtime.database.read() as session:
        item = session.get_one(LineItem, line_item_id)
        person = session.get_one(Person, person_id) if person_id is not None else None
        cells = select(OutboxScore.shown_at).where(OutboxScore.line_item_id == line_item_id)
        seen = session.scalars(cells.where(OutboxScore.person_id == person_id)).first() if person else None
    last = seen if person else item.results_tried_at
    if RESULT_READ not in item.scopes or (last is not None and now - last < KEPT):
        return
    found = read(runtime.client, item.registration_id, item.url, person.sub if person else "")
    with runtime.database.write() as session:
        if person is None:
            trouble = found.detail[:255] if isinstance(found, Delivery) else None
            kept = {"results_tried_at": now, "results_trouble": trouble}
            session.execute(update(LineItem).where(LineItem.id == line_item_id).values(**kept))
        if isinstance(found, Delivery):
            return
        shown = {one.user_id: one for one in found}
        rows = select(OutboxScore, Person.sub).join(Person, Person.id == OutboxScore.person_id)
        rows = rows.where(OutboxScore.line_item_id == line_item_id)
        for row, sub in session.execute(rows if person is None else rows.where(Person.id == person.id)):
            held = shown.get(sub)
            row.shown_at = now
            row.shown_share = None if held is None or held.score is None else held.score / (held.maximum or 1)


def compare_all(runtime: Runtime, items: Iterable[LineItem], person_id: int | None = None) -> None:
    """Compare several columns, as of a unit that stands in a course twice."""
    for item in items:
        compare(runtime, item.id, person_id)
