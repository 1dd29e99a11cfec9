"""All that is held of one person: found by the tables' own references, given out as JSON, or deleted.

The tables say what refers to a person, so a new table is exported and deleted, too, before anybody thinks of
it. What a platform tells of the people of a course stands under their `sub` and is found by that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lti_tool.errors import RegistrationError
from lti_tool.models import (
    Base,
    Context,
    CourseMember,
    LineItem,
    OutboxScore,
    Person,
    Platform,
    Registration,
    ResourceLink,
    Tenant,
)
from lti_tool.runtime import Runtime
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.erasing import courses_of, erase_people
from lti_tool.services.references import references

SECRETS = frozenset({"id_hash", "state_hash", "cookie_hash", "deep_linking", "frame_origins"})
"""Columns of a session that say how it is guarded or what the platform wants, and nothing of the person."""
PLACES: dict[str, tuple[type[Base], str]] = {
    "context_id": (Context, "title"),
    "resource_link_id": (ResourceLink, "title"),
    "line_item_id": (LineItem, "url"),
}
"""What stands behind a number of another table, so that an export can be read."""
OWN_EYES = {"unit_responses": "responses", "check_answer": "response"}
"""Columns with what somebody writes or answers for nobody else, by their tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Which person is meant: their `sub` on a platform, in one tenant, of one client id where two differ."""

    issuer: str
    sub: str
    tenant: str | None = None
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows went, by table, and the columns of the platform's gradebook that a score went to."""

    rows: dict[str, int]
    delivered: Sequence[str]


def export(runtime: Runtime, visit: Visit, whose: Whose, *, for_others: bool = False) -> dict[str, Any]:
    """Return all that is held of a person; `for_others` without what is for their own eyes alone.

    Raises RegistrationError when nothing is held, or it is not clear of whom.
    """
    hidden = OWN_EYES if for_others else {}
    with runtime.database.write() as session:
        platform = _platform(session, whose)
        tables = {
            name: [_readable(session, row, hidden.get(name)) for row in rows]
            for name, rows in _held(session, platform, whose)
        }
        if not any(tables.values()):
            raise RegistrationError(f"nothing is held of this person of {whose.issuer}")
        note(runtime, session, visit, "person-exported", whose.issuer, platform.tenant_id)
        tenant = session.get_one(Tenant, platform.tenant_id)
        return {
            "platform": whose.issuer,
            "sub": whose.sub,
            "institution": tenant.name,
            "exported_at": runtime.now().isoformat(),
            "held": {name: rows for name, rows in tables.items() if rows},
            "left_out": {name: column for name, column in hidden.items() if tables[name]},
            "not_held_as_yours": "Answers to surveys are added to sums of a course and belong to nobody.",
        }


def counted(runtime: Runtime, platform_id: int, sub: str) -> dict[str, int]:
    """Return how many rows are held of a person of a platform, by table; nothing for who is unknown."""
    with runtime.database.read() as session:
        platform = session.get_one(Platform, platform_id)
        rows = _held(session, platform, Whose(issuer=platform.issuer, sub=sub))
        return {name: len(found) for name, found in rows if found}


def forget(runtime: Runtime, visit: Visit, whose: Whose) -> Forgotten:
    """Delete all that is held of a person, scores that wait as well. Raises RegistrationError as `export`."""
    with runtime.database.write() as session:
        platform = _platform(session, whose)
        rows = {name: len(found) for name, found in _held(session, platform, whose)}
        if not any(rows.values()):
            raise RegistrationError(f"nothing is held of this person of {whose.issuer}")
        delivered = list(session.scalars(_columns_of(platform.id, whose.sub)))
        erase_people(session, platform.id, [whose.sub])
        note(runtime, session, visit, "person-forgotten", whose.issuer, platform.tenant_id)
    return Forgotten({name: count for name, count in rows.items() if count}, delivered)


def _platform(session: Session, whose: Whose) -> Platform:
    """Return the platform that knows the person by this `sub`. Raises RegistrationError if it is not one."""
    query = (
        select(Platform, Tenant.slug, Registration.client_id)
        .join(Registration, Registration.platform_id == Platform.id)
        .join(Tenant, Tenant.id == Platform.tenant_id)
        .where(Registration.issuer == whose.issuer)
        .order_by(Platform.id, Registration.id)
    )
    if whose.tenant is not None:
        query = query.where(Tenant.slug == whose.tenant)
    if whose.client_id is not None:
        query = query.where(Registration.client_id == whose.client_id)
    rows = session.execute(query).all()
    platforms: dict[int, Platform] = {row.Platform.id: row.Platform for row in rows}
    if not platforms:
        raise RegistrationError(f"{whose.issuer} is not registered; see `poiju registration list`")
    if len(platforms) > 1:
        known = ", ".join(f"--tenant {row.slug} --client-id {row.client_id}" for row in rows)
        raise RegistrationError(f"{whose.issuer} has more than one set of people; name one: {known}")
    return next(iter(platforms.values()))


def _held(session: Session, platform: Platform, whose: Whose) -> Iterator[tuple[str, Sequence[Base]]]:
    """Yield every table with the rows that are the person's."""
    me = (Person.platform_id == platform.id, Person.sub == whose.sub)
    yield Person.__tablename__, session.scalars(select(Person).where(*me)).all()
    for reference in references(Person):
        rows = select(reference.model).where(reference.column.in_(select(Person.id).where(*me)))
        yield reference.model.__tablename__, session.scalars(rows).all()
    member = select(CourseMember).where(
        CourseMember.context_id.in_(courses_of(platform.id)), CourseMember.sub == whose.sub
    )
    yield CourseMember.__tablename__, session.scalars(member).all()


def _columns_of(platform_id: int, sub: str) -> Select[str]:
    """Select the columns of the gradebook in which a score of a person stands, or may."""
    return (
        select(LineItem.url)
        .join(OutboxScore, OutboxScore.line_item_id == LineItem.id)
        .join(Person, Person.id == OutboxScore.person_id)
        .where(Person.platform_id == platform_id, Person.sub == sub)
        .where(OutboxScore.last_timestamp_sent.is_not(None))
        .distinct()
        .order_by(LineItem.url)
    )


def _readable(session: Session, row: Base, hidden: str | None) -> dict[str, Any]:
    """Return a row as JSON, with what stands behind its numbers of courses, activities and columns."""
    said: dict[str, Any] = {}
    for column in type(row).__table__.columns:
        value = getattr(row, column.name)
        if column.name in SECRETS or column.name == hidden or value is None:
            continue
        said[column.name] = value.isoformat() if isinstance(value, dt.datetime) else value
        if column.name in PLACES:
            model, name = PLACES[column.name]
            said[column.name.removesuffix("_id")] = getattr(session.get_one(model, value), name)
    return said
