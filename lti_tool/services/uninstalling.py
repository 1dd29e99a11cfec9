"""A platform that uninstalled the tool: first it is switched off and all is kept, later all is deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lti_tool.errors import RegistrationError
from lti_tool.models import OutboxScore, Platform, PlatformKeys, Registration
from lti_tool.runtime import Runtime
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.references import erase
from lti_tool.services.registrations import one_of


def waiting(runtime: Runtime, issuer: str, client_id: str) -> int:
    """Return how many scores of a registration are not in the gradebook."""
    with runtime.database.read() as session:
        row = one_of(session, issuer, client_id)
        unsent = (OutboxScore.registration_id == row.id, OutboxScore.status != "delivered")
        return session.scalar(select(func.count(OutboxScore.id)).where(*unsent)) or 0


def purge(runtime: Runtime, visit: Visit, issuer: str, client_id: str) -> None:
    """Delete a registration that is switched off, with its courses, columns, attempts and scores; and its
    people with all that they did, unless another registration has the same ones. Raises RegistrationError.
    """
    with runtime.database.write() as session:
        row = one_of(session, issuer, client_id)
        if row.status != "disabled":
            raise RegistrationError(f"{issuer} with client id {client_id} is {row.status}: disable it first")
        _purge(runtime, visit, session, row)
    runtime.registry.forget()


def purge_since(runtime: Runtime, visit: Visit, days: int) -> Sequence[str]:
    """Delete every registration that has been switched off for so many days; say which."""
    before = runtime.now() - dt.timedelta(days=days)
    off = (Registration.status == "disabled", Registration.disabled_at <= before)
    with runtime.database.write() as session:
        rows = session.scalars(select(Registration).where(*off).order_by(Registration.id)).all()
        names = [f"{row.issuer} with client id {row.client_id}" for row in rows]
        for row in rows:
            _purge(runtime, visit, session, row)
    runtime.registry.forget()
    return names


def _purge(runtime: Runtime, visit: Visit, session: Session, row: Registration) -> None:
    platform_id, jwks_url = row.platform_id, row.jwks_url
    tenant_id = session.get_one(Platform, platform_id).tenant_id
    note(runtime, session, visit, "purged", f"{row.issuer}, {row.client_id}", tenant_id)
    erase(session, Registration, Registration.id == row.id)
    left = select(Registration.id)
    if session.scalars(left.where(Registration.platform_id == platform_id)).first() is None:
        erase(session, Platform, Platform.id == platform_id)
    if session.scalars(left.where(Registration.jwks_url == jwks_url)).first() is None:
        session.execute(delete(PlatformKeys).where(PlatformKeys.jwks_url == jwks_url))
    session.expire_all()
