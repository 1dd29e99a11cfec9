"""Where a person is in each unit, and when a unit is done. Progress is the person's own, across courses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.db import insert_if_absent
from lti_tool.models import CheckAnswer, UnitProgress
from lti_tool.services import scores
from lti_tool.services.learner import Learner
from packager.document.settings import Done
from packager.document.units import Book, Lesson, Unit, stays_native

END = "end"
REPORTED_WHEN_DONE = frozenset(
    {
        *("lesson", "link", "file", "scenario", "book", "reflection", "glossary", "checklist", "folder"),
        *("poll", "self-assessment", "survey", "media"),
    }
)
"""Kinds that report 1 of 1 when they are done; a quiz reports its marks, the others stay the platform's."""


def touch(session: Session, person_id: int, unit_key: str, now: dt.datetime) -> UnitProgress:
    """Return the row of a unit, made when it is opened first, locked until the transaction ends.

    All that changes a person's grade of a unit takes this lock first, so that two devices at once
    cannot each count only their own attempt.
    """
    insert_if_absent(
        session, UnitProgress, ["person_id", "unit_key"],
        {"person_id": person_id, "unit_key": unit_key, "status": "begun", "place": "", "seen_to_end": False,
         "updated_at": now},
    )  # fmt: skip
    return session.scalars(
        select(UnitProgress)
        .where(UnitProgress.person_id == person_id, UnitProgress.unit_key == unit_key)
        .with_for_update()
    ).one()


def of_units(session: Session, person_id: int, unit_keys: Iterable[str]) -> dict[str, UnitProgress]:
    """Return a person's rows by unit key."""
    rows = session.scalars(
        select(UnitProgress).where(
            UnitProgress.person_id == person_id, UnitProgress.unit_key.in_(list(unit_keys))
        )
    )
    return {row.unit_key: row for row in rows}


def check_answers(session: Session, person_id: int, unit_key: str) -> dict[str, CheckAnswer]:
    """Return a person's answers to the self-checks of a lesson by question id."""
    rows = session.scalars(
        select(CheckAnswer).where(CheckAnswer.person_id == person_id, CheckAnswer.unit_key == unit_key)
    )
    return {row.question_id: row for row in rows}


def answer_check(
    session: Session, learner: Learner, unit: Lesson, question_id: str, response: Any, fraction: float | None,
    now: dt.datetime,
) -> None:  # fmt: skip
    """Keep an answer to a self-check; the lesson may be done by it."""
    row = touch(session, learner.person_id, unit.key, now)
    keys = {"person_id": learner.person_id, "unit_key": unit.key, "question_id": question_id}
    values = {"response": response, "fraction": fraction, "answered_at": now, "revision": 1}
    if not insert_if_absent(session, CheckAnswer, list(keys), keys | values):
        earlier = check_answers(session, learner.person_id, unit.key)[question_id]
        earlier.response, earlier.fraction, earlier.answered_at = response, fraction, now
        earlier.revision += 1
    _done_when_all_is_seen(session, learner, unit, row, now)


def remember_place(
    session: Session, learner: Learner, unit: Unit, place: str, now: dt.datetime
) -> UnitProgress:
    """Keep where the person reads, hears or sees; the unit may be done when that is its end."""
    row = touch(session, learner.person_id, unit.key, now)
    row.place, row.updated_at = place, now
    row.seen_to_end = row.seen_to_end or place == END
    _done_when_all_is_seen(session, learner, unit, row, now)
    return row


def open_page(session: Session, learner: Learner, unit: Book, page_id: str, now: dt.datetime) -> UnitProgress:
    """Keep which page of a book the person has opened; the book is done when that is the last one."""
    row = touch(session, learner.person_id, unit.key, now)
    row.place, row.updated_at = page_id, now
    if page_id == unit.pages[-1].id:
        complete(session, learner, unit, row, now)
    return row


def _done_when_all_is_seen(
    session: Session, learner: Learner, unit: Unit, row: UnitProgress, now: dt.datetime
) -> None:
    session.flush()
    if row.seen_to_end and not unanswered(session, learner.person_id, unit):
        complete(session, learner, unit, row, now)


def unanswered(session: Session, person_id: int, unit: Unit) -> int:
    """Return how many self-checks of a unit the person has not answered; only lessons have any."""
    answered = check_answers(session, person_id, unit.key)
    return sum(one.id not in answered for one in (unit.checks if isinstance(unit, Lesson) else ()))


def mark_done(session: Session, learner: Learner, unit: Unit, now: dt.datetime) -> None:
    """The person says that the unit is done."""
    complete(session, learner, unit, touch(session, learner.person_id, unit.key, now), now, by_hand=True)


def begin(session: Session, learner: Learner, unit: Unit, now: dt.datetime) -> UnitProgress:
    """The person opens a unit: that is progress, and all of it where the author asks for no more."""
    row = touch(session, learner.person_id, unit.key, now)
    if unit.settings.done == Done(view=True):
        complete(session, learner, unit, row, now)
    else:
        report_done(session, learner, unit, row, now)
    return row


def complete(
    session: Session, learner: Learner, unit: Unit, row: UnitProgress, now: dt.datetime, *,
    by_hand: bool = False,
) -> None:  # fmt: skip
    """Set a unit to done, once, and report it where the kind reports completion. What its author leaves
    to the person's word is not done by anything else."""
    row.updated_at = now
    if unit.settings.done is not None and unit.settings.done.by_hand and not by_hand:
        return
    if row.status != "done":
        row.status, row.completed_at = "done", now
    report_done(session, learner, unit, row, now)


def report_done(session: Session, learner: Learner, unit: Unit, row: UnitProgress, now: dt.datetime) -> None:
    """Report a unit that is done, also one that was done in another course before.

    The outbox sends nothing that stands in the gradebook already.
    """
    if row.status == "done" and unit.kind in REPORTED_WHEN_DONE and not stays_native(unit):
        scores.report(session, learner, unit.key, 1.0, 1.0, now)
