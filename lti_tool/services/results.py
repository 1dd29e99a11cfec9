"""Results read back from a gradebook (AGS 2.0, 3.3), and kept beside what was sent, to compare both.

Moodle leaves a grade of 0 out of its results, so no grade counts as 0 there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select, update

from lti_tool.addresses import extended
from lti_tool.models import LineItem, OutboxScore, Person
from lti_tool.outbound import Answer, Request
from lti_tool.runtime import Runtime
from lti_tool.services.paging import read_pages
from lti_tool.services.platform_client import (
    RESULT_READ,
    RESULTS_TYPE,
    Delivery,
    Outcome,
    PlatformClient,
    Result,
    result_of,
)  # fmt: skip

KEPT = dt.timedelta(minutes=2)
"""How long what was read of a column serves, and how long a platform that failed is left alone."""


def read(
    client: PlatformClient, registration_id: int, line_item_url: str, user: str = ""
) -> list[Result] | Delivery:
    """Return the results of a column, all pages of them; with `user` one person's alone."""
    if not client.knows(registration_id, line_item_url):
        return Delivery(outcome=Outcome.NOT_FOUND, detail="no active registration names this line item")

    def ask(address: str) -> Answer | Delivery:
        request = Request(method="GET", url=address, headers={"Accept": RESULTS_TYPE})
        return client.authorised(registration_id, RESULT_READ, request)

    first = extended(line_item_url, {"user_id": user} if user else {}, below="results")
    pages = read_pages(ask, first, client.delivery)
    if isinstance(pages, Delivery):
        return pages
    rows = [row for page in pages.contents if isinstance(page, list) for row in page]
    found = [result for row in rows if (result := result_of(row))]
    return [one for one in found if not user or one.user_id == user]


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
