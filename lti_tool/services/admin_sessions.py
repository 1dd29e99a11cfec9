"""Who administers: links that open once, sessions with an end, and the log of every action.

There is no password. Whoever can run `poiju admin link` on the server makes a link; the token in it and the
id in the cookie are random and stored hashed.
"""

from __future__ import annotations

import datetime as dt
import getpass
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, true, update
from sqlalchemy.orm import Session

from lti_tool.errors import Fault, LaunchError, RegistrationError
from lti_tool.models import AdminAction, AdminLink, AdminSession, Tenant
from lti_tool.models.administration import ActionKind
from lti_tool.runtime import Runtime
from lti_tool.security import digest, random_id

LINK_LIVES = dt.timedelta(minutes=15)
IDLE = dt.timedelta(minutes=30)
LONGEST = dt.timedelta(hours=8)
SEEN_EVERY = dt.timedelta(minutes=1)  # how often reading pages writes "last seen"
COMMAND_LINE = "poiju"  # the actor of what is done on the server
SHOWN = 200  # actions on the page of the log
log = logging.getLogger("poiju.admin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An admin who is logged in. Without a tenant it is an admin of all."""

    id: str  # the secret in the cookie; never log it
    tenant_id: int | None
    actor: str


def make_link(runtime: Runtime, tenant: str | None, actor: str) -> str:
    """Make a one-time link and return its address. Raises RegistrationError for an unknown tenant."""
    token = random_id()
    with runtime.database.write() as session:
        tenant_id = _tenant_id(session, tenant) if tenant else None
        session.add(
            AdminLink(
                token_hash=digest(token),
                tenant_id=tenant_id,
                actor=actor,
                expires_at=runtime.now() + LINK_LIVES,
            )
        )
        note(runtime, session, Visit(id="", tenant_id=tenant_id, actor=actor), "link-made", "", tenant_id)
    return f"{runtime.settings.url}/admin/enter/{token}"


def check_link(runtime: Runtime, token: str) -> None:
    """See that a link would open, without using it. Raises LaunchError."""
    fits = _usable(runtime, token)
    with runtime.database.read() as session:
        if session.scalars(select(AdminLink.id).where(*fits)).first() is None:
            raise LaunchError(Fault.ADMIN_LINK)


def enter(runtime: Runtime, token: str) -> str:
    """Use a link up; return the id of the session that it opens. Raises LaunchError."""
    now = runtime.now()
    session_id = random_id()
    with runtime.database.write() as session:
        used = (
            update(AdminLink)
            .where(*_usable(runtime, token))
            .values(used_at=now)
            .returning(AdminLink.tenant_id, AdminLink.actor)
        )
        row = session.execute(used).first()
        if row is None:
            raise LaunchError(Fault.ADMIN_LINK)
        visit = Visit(id=session_id, tenant_id=row.tenant_id, actor=row.actor)
        session.add(
            AdminSession(
                id_hash=digest(session_id),
                tenant_id=visit.tenant_id,
                actor=visit.actor,
                last_seen_at=now,
                idle_until=now + IDLE,
                expires_at=now + LONGEST,
            )
        )
        note(runtime, session, visit, "entered", "", visit.tenant_id)
    return session_id


def load(runtime: Runtime, session_id: str) -> Visit:
    """Return the visit of a cookie. Raises LaunchError: none, unknown or ended."""
    now = runtime.now()
    key = AdminSession.id_hash == digest(session_id)
    with runtime.database.read() as session:
        row = session.scalars(select(AdminSession).where(key)).first()
    if row is None or min(row.idle_until, row.expires_at) <= now:
        raise LaunchError(Fault.ADMIN_ENDED)
    if now - row.last_seen_at >= SEEN_EVERY:
        with runtime.database.write() as session:
            seen = update(AdminSession).where(key, AdminSession.idle_until > now)
            session.execute(seen.values(last_seen_at=now, idle_until=now + IDLE))
    return Visit(id=session_id, tenant_id=row.tenant_id, actor=row.actor)


def leave(runtime: Runtime, visit: Visit) -> None:
    """End a visit."""
    with runtime.database.write() as session:
        session.execute(delete(AdminSession).where(AdminSession.id_hash == digest(visit.id)))
        note(runtime, session, visit, "left", "", visit.tenant_id)


def note(
    runtime: Runtime, session: Session, visit: Visit, kind: ActionKind, subject: str, tenant_id: int | None
) -> None:
    """Write an action down, in the transaction that does it, and in the log of the process."""
    session.add(
        AdminAction(
            at=runtime.now(), tenant_id=tenant_id, actor=visit.actor, kind=kind, subject=subject[:1024]
        )
    )
    log.info(
        "%s%s", kind, f": {subject}" if subject else ""
    )  # who it was stands in the table alone: logs name nobody


def actions(runtime: Runtime, visit: Visit) -> Sequence[AdminAction]:
    """Return the newest actions that touched the visit's tenant, newest first."""
    mine = true() if visit.tenant_id is None else AdminAction.tenant_id == visit.tenant_id
    query = select(AdminAction).where(mine).order_by(AdminAction.id.desc()).limit(SHOWN)
    with runtime.database.read() as session:
        return session.scalars(query).all()


def of_command_line(runtime: Runtime, tenant: str | None) -> Visit:
    """Return who works on the server itself. Raises RegistrationError for an unknown tenant."""
    with runtime.database.read() as session:
        tenant_id = _tenant_id(session, tenant) if tenant else None
    return Visit(id="", tenant_id=tenant_id, actor=f"{COMMAND_LINE} ({login()})"[:64])


def login() -> str:
    """Return who is logged in to the server."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container's user without a name
        return "?"


def _usable(runtime: Runtime, token: str):  # type: ignore[no-untyped-def]  # a tuple of SQL conditions
    return (
        AdminLink.token_hash == digest(token),
        AdminLink.used_at.is_(None),
        AdminLink.expires_at > runtime.now(),
    )


def _tenant_id(session: Session, slug: str) -> int:
    found = session.scalars(select(Tenant.id).where(Tenant.slug == slug)).first()
    if found is None:
        known = ", ".join(session.scalars(select(Tenant.slug).order_by(Tenant.slug)))
        raise RegistrationError(
            f"there is no tenant {slug}; {f'known: {known}' if known else 'none is known'}; "
            f"`poiju admin tenant {slug}` makes it"
        )
    return found
