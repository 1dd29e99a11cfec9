"""A learner of the stand-in who leaves a trace in every table that holds something of people."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from lti_tool.db import upsert
from lti_tool.models import Base, Context, CourseMember, Roster
from lti_tool.stand_in.course import User
from tests.support.live import Live, Visit, form
from tests.support.waiting import eventually
from tests.support.wire import Wire

SUB = "person-4711"
TEXT = "What nobody else reads."


def arrives(place: Live, sub: str = SUB) -> None:
    """Enter a person at the platform, and have them do something of everything."""
    place.platform.users[sub] = User(sub, "Marja Virtanen", "Learner", "fi")
    place.open("outcomes", sub).send("/language", language="sv")
    lesson = place.open("outcomes", sub)
    lesson.send("/checks/verb", **{"q-verb": "0"})
    lesson.send("/done")
    quiz = place.open("quiz", sub)
    quiz.send("/attempts/")
    quiz.send("/attempts/", **{"q-own": TEXT})
    _writes(Wire(place), sub)
    cell = place.links["outcomes"].line_item
    eventually(lambda: place.platform.gradebook.grade(cell, sub) == 1)
    _is_listed(place, sub)


def _writes(wire: Wire, sub: str) -> Visit:
    diary = wire.opens(fields=wire.form(sub, wire.place.links["diary"]))
    action, hidden = form(diary.text, "/texts")
    name = re.search(r'name="(text-[\w-]+)"', diary.text)
    assert name
    diary.http.post(diary.address(action), data={**hidden, name[1]: TEXT}, timeout=20)
    return diary


def _is_listed(place: Live, sub: str) -> None:
    """Enter what a list of the platform says of the person, with the name."""
    now = place.runtime.now()
    with place.runtime.database.write() as session:
        course = session.scalars(select(Context.id).order_by(Context.id)).first()
        keys = {"context_id": course, "sub": sub}
        upsert(session, CourseMember, keys, {
            "number": 700 + session.query(CourseMember).count(), "status": "active", "teaches": False,
            "name": f"Marja {sub}", "changed_at": now,
        })  # fmt: skip
        found = session.scalars(select(Roster.subs).where(Roster.link == "a link")).first()
        listed = {"tried_at": now, "read_at": now, "subs": [*(found or []), sub]}
        upsert(session, Roster, {"context_id": course, "link": "a link"}, listed)


def everything(place: Live) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of all tables."""
    place.runtime.recorder.flush()  # what is still in memory would come in between
    with place.runtime.database.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }
