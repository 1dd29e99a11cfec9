"""A person's own responses to the items of a unit that nobody marks: kept, read, counted in a course.

Who writes holds the lock of `progress.touch`, so that two devices cannot overwrite each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from lti_tool.models import UnitResponses
from lti_tool.services.revisions import Answer, Kept, merge


def _of(person_id: int, unit_key: str, context_id: int | None) -> ColumnElement[bool]:
    return and_(
        UnitResponses.person_id == person_id,
        UnitResponses.unit_key == unit_key,
        UnitResponses.context_id.is_(None) if context_id is None else UnitResponses.context_id == context_id,
    )


def kept(session: Session, person_id: int, unit_key: str, context_id: int | None = None) -> dict[str, Any]:
    """Return `{"response", "revision"}` by item: the person's own, or those given in a course."""
    found = session.scalars(select(UnitResponses).where(_of(person_id, unit_key, context_id))).first()
    return dict(found.responses) if found else {}


def of_course(session: Session, context_id: int, unit_key: str) -> list[dict[str, Any]]:
    """Return what each person has answered in a course, without saying who."""
    rows = session.scalars(
        select(UnitResponses.responses).where(
            UnitResponses.context_id == context_id, UnitResponses.unit_key == unit_key
        )
    )
    return [{item: one["response"] for item, one in responses.items()} for responses in rows]


def keep(
    session: Session, person_id: int, unit_key: str, responses: Kept, now: dt.datetime,
    context_id: int | None = None,
) -> None:  # fmt: skip
    """Put responses in the place of those that are kept."""
    found = session.scalars(select(UnitResponses).where(_of(person_id, unit_key, context_id))).first()
    if found is None:
        found = UnitResponses(person_id=person_id, unit_key=unit_key, context_id=context_id)
        session.add(found)
    found.responses, found.updated_at = dict(responses), now
    session.flush()


def save(
    session: Session, person_id: int, unit_key: str, answers: Mapping[str, Answer], now: dt.datetime,
    context_id: int | None = None,
) -> list[str]:  # fmt: skip
    """Keep answers; of two to one item the one given later stays. Return the items that have a later one."""
    merged, outdated = merge(kept(session, person_id, unit_key, context_id), answers, now)
    keep(session, person_id, unit_key, merged, now, context_id)
    return outdated
