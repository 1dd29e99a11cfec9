"""Whether several registrations of one issuer have the same people: only an admin can say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lti_tool.errors import RegistrationError
from lti_tool.models import Person, Platform, Registration
from lti_tool.runtime import Runtime
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.merging import merge


@dataclass(frozen=True, slots=True)
class Other:
    """Another registration of the same issuer in the same institution."""

    row: Registration
    same_people: bool


def others(session: Session, row: Registration) -> Sequence[Other]:
    """Return the other registrations of an issuer, and whether their people are the same."""
    return others_of_all(session, [row])[row.id]


def others_of_all(session: Session, rows: Collection[Registration]) -> Mapping[int, Sequence[Other]]:
    """Return the others of several registrations by the rows' ids, with one query."""
    query = (
        select(Registration, Platform.tenant_id)
        .join(Platform, Platform.id == Registration.platform_id)
        .where(Registration.issuer.in_({row.issuer for row in rows}))
        .order_by(Registration.id)
    )
    tenants: dict[int, int] = {}
    together: dict[tuple[int, str], list[Registration]] = defaultdict(list)
    for one, tenant_id in session.execute(query):
        tenants[one.id] = tenant_id
        together[tenant_id, one.issuer].append(one)
    return {
        row.id: [
            Other(one, one.platform_id == row.platform_id)
            for one in together[tenants[row.id], row.issuer]
            if one.id != row.id
        ]
        for row in rows
    }


def same(runtime: Runtime, visit: Visit, row: Registration) -> int:
    """Make the people of a registration the same as those of the issuer's other ones, by their `sub`.

    Returns how many people there are now. Raises RegistrationError where nobody else's are kept apart.
    """
    with runtime.database.write() as session:
        held = session.get_one(Registration, row.id)
        apart = sorted({one.row.platform_id for one in others(session, held) if not one.same_people})
        if not apart:
            raise RegistrationError(f"{row.issuer} has no other registration whose people are kept apart")
        first, *rest = sorted({held.platform_id, *apart})
        tenant_id = session.get_one(Platform, first).tenant_id
        for platform_id in rest if held.platform_id == first else [held.platform_id]:
            merge(session, Platform, platform_id, first)
        note(runtime, session, visit, "people-merged", f"{row.issuer}, {row.client_id}", tenant_id)
        people = session.scalar(select(func.count(Person.id)).where(Person.platform_id == first)) or 0
    runtime.registry.forget()
    return people
