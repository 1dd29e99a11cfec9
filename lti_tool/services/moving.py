"""A platform at a new address: its registrations, columns and people go along, and nothing is lost.

Where the new address is registered already, what happened under both becomes one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import Session

from lti_tool.errors import RegistrationError
from lti_tool.models import (
    Context,
    CourseMember,
    Deployment,
    OutboxScore,
    Person,
    Platform,
    Registration,
)
from lti_tool.runtime import Runtime
from lti_tool.services import roster
from lti_tool.services.addresses_of_platforms import Rewriting, rewrite
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.merging import merge
from lti_tool.services.outbox import send_again

UNREACHED = ("not-found", "retry-later", "unauthorised")
"""Why scores were given up that a platform at its new address may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a move touched."""

    registrations: Sequence[Registration]
    merged: int  # of them, those that the new address had already
    people: int
    columns: int
    waiting: int  # scores that are sent to the new address now


def move(
    runtime: Runtime, visit: Visit, old: str, new: str, addresses: Sequence[tuple[str, str]] = ()
) -> Moved:
    """Let a platform be known by a new issuer. `addresses` are further beginnings that changed.

    Raises RegistrationError; then nothing was changed.
    """
    if old == new:
        raise RegistrationError("the old and the new issuer are the same")
    rewriting = Rewriting.of([*addresses, (old, new)])
    with runtime.database.write() as session:
        rows = _registrations(session, visit, old)
        becomes = {row.id: _twin(session, row, new) or row.id for row in rows}
        columns = sum(rewrite(session, row, rewriting) for row in rows)
        for platform_id in sorted({row.platform_id for row in rows}):
            _move_people(session, platform_id, old, new, becomes)
        for row_id, stays in becomes.items():
            _move_registration(session, row_id, stays, new)
        moved = session.scalars(select(Registration).where(Registration.id.in_(becomes.values()))).all()
        platforms = {row.platform_id for row in moved}
        _number_anew(session, becomes.values())
        people = session.scalar(select(func.count(Person.id)).where(Person.platform_id.in_(platforms))) or 0
        waiting = _send_now(session, becomes.values(), runtime.now())
        for tenant_id in session.scalars(
            select(Platform.tenant_id).where(Platform.id.in_(platforms)).distinct()
        ):
            note(runtime, session, visit, "platform-moved", f"{old} → {new}", tenant_id)
    runtime.registry.forget()
    merged = sum(row_id != stays for row_id, stays in becomes.items())
    return Moved(registrations=moved, merged=merged, people=people, columns=columns, waiting=waiting)


def _registrations(session: Session, visit: Visit, issuer: str) -> Sequence[Registration]:
    mine = true() if visit.tenant_id is None else Platform.tenant_id == visit.tenant_id
    query = select(Registration).join(Platform, Platform.id == Registration.platform_id)
    rows = session.scalars(query.where(Registration.issuer == issuer, mine).order_by(Registration.id)).all()
    if not rows:
        raise RegistrationError(f"{issuer} is not registered; see `poiju registration list`")
    return rows


def _twin(session: Session, row: Registration, new: str) -> int | None:
    """Return the registration of the same client id that the new issuer has already."""
    fits = (Registration.issuer == new, Registration.client_id == row.client_id)
    twin = session.scalars(select(Registration).where(*fits)).first()
    if twin is None:
        return None
    tenants = [session.get_one(Platform, one.platform_id).tenant_id for one in (row, twin)]
    if tenants[0] != tenants[1]:
        raise RegistrationError(f"{new} with client id {row.client_id} belongs to another institution")
    return twin.id


def _move_people(session: Session, platform_id: int, old: str, new: str, becomes: Mapping[int, int]) -> None:
    """Keep a platform's people under the new issuer; with those of its twin, where it has one."""
    platform = session.get_one(Platform, platform_id)
    name = new + platform.issuer.removeprefix(old)
    own = set(session.scalars(select(Registration.id).where(Registration.platform_id == platform_id)))
    twins = [stays for row_id, stays in becomes.items() if row_id in own and stays != row_id]
    there = set(session.scalars(select(Registration.platform_id).where(Registration.id.in_(twins))))
    named = select(Platform.id).where(Platform.tenant_id == platform.tenant_id, Platform.issuer == name)
    there = there or set(session.scalars(named))
    if len(there) > 1:
        raise RegistrationError(
            f"{new} has registrations whose people were kept apart, where those of {old} are the same: "
            "say first that they are, with `poiju registration same-people`"
        )
    for target in there:
        merge(session, Platform, platform_id, target)
    if not there:
        platform.issuer = name
        session.flush()


def _move_registration(session: Session, row_id: int, stays: int, new: str) -> None:
    if stays != row_id:
        merge(session, Registration, row_id, stays)
        if not session.get_one(Registration, stays).names:  # the other one's courses may have brought some
            roster.forget_names(session, stays)
        return
    session.get_one(Registration, row_id).issuer = new
    session.flush()


def _number_anew(session: Session, registrations: Collection[int]) -> None:
    """Give everybody in a course a number of their own where two courses became one: to the later of two
    people with the same number the next one that nobody has."""
    courses = select(Context.id).join(Deployment, Deployment.id == Context.deployment_id)
    here = CourseMember.context_id.in_(courses.where(Deployment.registration_id.in_(registrations)))
    members = session.scalars(select(CourseMember).where(here).order_by(CourseMember.id)).all()
    last: dict[int, int] = defaultdict(int)
    for member in members:
        last[member.context_id] = max(last[member.context_id], member.number)
    taken: set[tuple[int, int]] = set()
    for member in members:
        if (member.context_id, member.number) in taken:
            member.number = last[member.context_id] = last[member.context_id] + 1
        taken.add((member.context_id, member.number))
    session.flush()


def _send_now(session: Session, registrations: Collection[int], now: dt.datetime) -> int:
    """Make what waited for the old address, or was given up there, due at once; return how many it is."""
    waits = or_(OutboxScore.status == "pending", OutboxScore.error_code.in_(UNREACHED))
    return send_again(session, and_(OutboxScore.registration_id.in_(registrations), waits), now)
