"""The people of a course as teachers see them: read from the platform now and then, kept, never lost.

A list is read when a teacher looks and the kept one is some minutes old; a platform that does not answer is
left alone for a minute, and what was read before goes on serving.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from lti_tool.db import insert_if_absent, upsert
from lti_tool.models import Context, CourseMember, Deployment, Registration, Roster
from lti_tool.runtime import Runtime
from lti_tool.services.memberships import Member, Members
from lti_tool.services.platform_client import Delivery

KEPT = dt.timedelta(minutes=5)
RESTS = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of a course. `offered`: the platform lists them; `listed` who can open the activity that was
    asked for, None where that is unknown; `trouble` why the last list could not be read."""

    members: Sequence[CourseMember]
    listed: frozenset[str] | None
    offered: bool
    read_at: dt.datetime | None
    trouble: str | None


def read_again(runtime: Runtime, context_id: int, link: str = "", *, at_once: bool = False) -> None:
    """Ask the platform for the list of a course, or of an activity by the platform's id, where it is time.

    Never raises for what a platform or the network does.
    """
    now = runtime.now()
    with runtime.database.read() as session:
        context = session.get_one(Context, context_id)
        kept = _kept(session, context_id, link)
        deployment = session.get_one(Deployment, context.deployment_id)
    if context.members_url is None or (kept and not at_once and _serves(kept, now)):
        return
    registration_id = deployment.registration_id
    if kept and kept.differences_url and kept.read_at and not link:
        changed = runtime.memberships.changes(registration_id, context.members_url, kept.differences_url)
        if isinstance(changed, Members):
            _keep(runtime, context_id, link, changed, whole=False)
            return
    read = runtime.memberships.read(registration_id, context.members_url, link=link)
    if isinstance(read, Delivery):
        _failed(runtime, context_id, link, read)
    else:
        _keep(runtime, context_id, link, read, whole=not link)


def people(session: Session, context_id: int, link: str = "") -> People:
    """Return who is known of a course, in the order of their numbers."""
    kept = _kept(session, context_id, link)
    offered = session.scalars(select(Context.members_url).where(Context.id == context_id)).one()
    members = session.scalars(
        select(CourseMember).where(CourseMember.context_id == context_id).order_by(CourseMember.number)
    ).all()
    subs = kept.subs if kept else None
    return People(
        members=members,
        listed=None if subs is None else frozenset(subs),
        offered=offered is not None,
        read_at=kept.read_at if kept else None,
        trouble=kept.trouble if kept else None,
    )


def number(session: Session, context_id: int, subs: Iterable[str], now: dt.datetime) -> None:
    """Give people a number in a course who have none yet: known by what they did there, on no list."""
    known = _subs(session, context_id)
    _add(session, context_id, [sub for sub in subs if sub not in known], now)


def forget_names(session: Session, registration_id: int) -> None:
    """Drop the names that a registration's platform has sent."""
    courses = (
        select(Context.id)
        .join(Deployment, Deployment.id == Context.deployment_id)
        .where(Deployment.registration_id == registration_id)
    )
    session.execute(update(CourseMember).where(CourseMember.context_id.in_(courses)).values(name=None))


def _kept(session: Session, context_id: int, link: str) -> Roster | None:
    return session.scalars(
        select(Roster).where(Roster.context_id == context_id, Roster.link == link)
    ).one_or_none()


def _serves(kept: Roster, now: dt.datetime) -> bool:
    return now - kept.tried_at < (RESTS if kept.trouble else KEPT)


def _failed(runtime: Runtime, context_id: int, link: str, why: Delivery) -> None:
    keys = {"context_id": context_id, "link": link}
    # Differences that are refused are of no more use: the next list is asked for whole.
    values = {"tried_at": runtime.now(), "trouble": why.detail[:255], "differences_url": None}
    with runtime.database.write() as session:
        upsert(session, Roster, keys, values)


def _keep(runtime: Runtime, context_id: int, link: str, read: Members, *, whole: bool) -> None:
    """Keep a list, or what changed since one. Only a whole list tells that somebody has left."""
    now = runtime.now()
    with runtime.database.write() as session:
        named = _wants_names(session, context_id)
        known = _subs(session, context_id)  # locks the course
        _add(session, context_id, [one.sub for one in read.members if one.sub not in known], now)
        rows = {
            row.sub: row
            for row in session.scalars(select(CourseMember).where(CourseMember.context_id == context_id))
        }
        for member in read.members:
            _note(rows[member.sub], member, named=named, listed=not link, now=now)
        here = {one.sub for one in read.members}
        for row in rows.values() if whole else ():
            if row.sub not in here and row.status == "active":
                row.status, row.changed_at = "gone", now
        values = {
            "tried_at": now, "read_at": now, "trouble": None, "differences_url": read.differences,
            "subs": [one.sub for one in read.members if one.status == "active"] if link else None,
        }  # fmt: skip
        upsert(session, Roster, {"context_id": context_id, "link": link}, values)


def _note(row: CourseMember, member: Member, *, named: bool, listed: bool, now: dt.datetime) -> None:
    """Write down what a list says of a person. The list of an activity tells of nobody that they left."""
    status = member.status if listed or member.status == "active" else row.status
    name = (member.name or None) if named else None
    if (row.status, row.teaches, row.name) != (status, member.teaches, name):
        row.status, row.teaches, row.name, row.changed_at = status, member.teaches, name, now


def _wants_names(session: Session, context_id: int) -> bool:
    return session.scalars(
        select(Registration.names)
        .join(Deployment, Deployment.registration_id == Registration.id)
        .join(Context, Context.deployment_id == Deployment.id)
        .where(Context.id == context_id)
    ).one()


def _subs(session: Session, context_id: int) -> set[str]:
    """Return whom a course knows, and lock it until the transaction ends, so that numbers stay apart."""
    session.execute(select(Context.id).where(Context.id == context_id).with_for_update())
    return set(session.scalars(select(CourseMember.sub).where(CourseMember.context_id == context_id)))


def _add(session: Session, context_id: int, subs: Iterable[str], now: dt.datetime) -> None:
    highest = select(func.max(CourseMember.number)).where(CourseMember.context_id == context_id)
    last = session.scalars(highest).one() or 0
    for place, sub in enumerate(subs, last + 1):
        keys = {"context_id": context_id, "sub": sub}
        values = {"number": place, "status": "unlisted", "teaches": False, "changed_at": now}
        insert_if_absent(session, CourseMember, tuple(keys), {**keys, **values})
