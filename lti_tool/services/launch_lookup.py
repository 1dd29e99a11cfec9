"""What an admin finds of launches: one by the reference of its page, the last ones, the last that failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from lti_tool.models import LaunchRecord, Platform, Registration
from lti_tool.runtime import Runtime
from lti_tool.services.admin_sessions import Visit

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A record with its registration, where it belongs to one."""

    row: LaunchRecord
    registration: Registration | None


def by_reference(runtime: Runtime, visit: Visit, said: str) -> Noted | None:
    """Return the launch of a reference; `said` may have the code behind it, as the page shows both."""
    reference = said.split()[0] if said.split() else ""
    runtime.recorder.flush()
    with runtime.database.read() as session:
        found = _noted(session, visit, LaunchRecord.reference == reference)
    return found[0] if found else None


def failures(runtime: Runtime, visit: Visit) -> Sequence[Noted]:
    """Return the last launches and pages that failed, newest first."""
    runtime.recorder.flush()
    with runtime.database.read() as session:
        return _noted(session, visit, LaunchRecord.code != "")


def of_registration(runtime: Runtime, visit: Visit, registration_id: int) -> Sequence[Noted]:
    """Return the last launches of a registration, newest first, those that failed among them."""
    runtime.recorder.flush()
    with runtime.database.read() as session:
        return _noted(session, visit, LaunchRecord.registration_id == registration_id)


def _noted(session: Session, visit: Visit, *which) -> list[Noted]:  # type: ignore[no-untyped-def]  # SQL conditions
    # What belongs to no registration may be anybody's: only admins of all see it.
    mine = true() if visit.tenant_id is None else Platform.tenant_id == visit.tenant_id
    query = (
        select(LaunchRecord, Registration)
        .outerjoin(Registration, Registration.id == LaunchRecord.registration_id)
        .outerjoin(Platform, Platform.id == Registration.platform_id)
        .where(mine, *which)
        .order_by(LaunchRecord.at.desc(), LaunchRecord.id.desc())
        .limit(SHOWN)
    )
    rows = session.execute(query).all()
    return [Noted(row=row.LaunchRecord, registration=row.Registration) for row in rows]
