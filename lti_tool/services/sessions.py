"""Launch sessions: opened by a launch, found by the id in the address, bound to the browser's cookie."""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass

from sqlalchemy import Row, select, update

from lti_tool.db import Database
from lti_tool.errors import Fault, LaunchError
from lti_tool.models import Context, LaunchSession, LineItem, Person, Registration
from lti_tool.models.platform import Platform
from lti_tool.models.session import MessageType
from lti_tool.runtime import Runtime
from lti_tool.security import digest

SEEN_EVERY = dt.timedelta(minutes=1)  # how often reading pages writes "last seen"
COOKIE = "poiju_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session that may go on: who, where, which unit. Ids without a name are rows of our tables."""

    id: str  # the secret in the address; never log it
    message_type: MessageType
    tenant_id: int
    platform_id: int
    registration_id: int
    deployment_id: int
    person_id: int
    context_id: int | None
    resource_link_id: int | None
    line_item_id: int | None
    line_item_url: str | None
    line_item_scopes: tuple[str, ...]
    sub: str  # what the platform calls the person; `userId` of a score
    is_teacher: bool
    roles: tuple[str, ...]
    locale: str | None
    language: str | None
    unit_key: str | None
    context_title: str
    return_url: str | None
    frame_origins: tuple[str, ...]
    deep_linking: dict[str, object] | None
    for_user: str | None


def cookie_name(session_id: str) -> str:
    """Return the name of a session's cookie: one per session, so that tabs do not mix."""
    return f"{COOKIE}_{digest(session_id)[:12]}"


def cookie_value(runtime: Runtime, session_id: str) -> str:
    """Return the value of a session's cookie; only the tool can make it."""
    return runtime.vault.form_token(session_id, COOKIE)


def load(runtime: Runtime, session_id: str, cookie: str | None, *, bound: bool = True) -> OpenSession:
    """Return the session of an address. Raises LaunchError: ended, unknown, or another browser's.

    `bound=False` asks for no cookie: for files, which a new tab opens outside the platform's partition.
    """
    now = runtime.now()
    with runtime.database.read() as session:
        row = session.execute(_query(digest(session_id))).first()
    if row is None or min(row.LaunchSession.idle_until, row.LaunchSession.expires_at) <= now:
        raise LaunchError(Fault.SESSION_ENDED)
    held: LaunchSession = row.LaunchSession
    changes: dict[str, object] = _bound_by(runtime, held, session_id, cookie) if bound else {}
    if now - held.last_seen_at >= SEEN_EVERY:
        idle_until = now + dt.timedelta(minutes=runtime.settings.session_idle_minutes)
        changes |= {"last_seen_at": now, "idle_until": idle_until}
    if changes:
        with runtime.database.write() as session:
            session.execute(
                update(LaunchSession)
                .where(LaunchSession.id_hash == held.id_hash, LaunchSession.idle_until > now)
                .values(changes)
            )
    return _opened(session_id, row)


def _bound_by(
    runtime: Runtime, held: LaunchSession, session_id: str, cookie: str | None
) -> dict[str, object]:
    """Return what a cookie that comes back for the first time changes. From then on it must come.

    A browser that brings none back goes on by the address alone. Raises LaunchError for another browser.
    """
    brought = cookie or ""
    if held.cookie_hash:
        if not hmac.compare_digest(held.cookie_hash, digest(brought)):
            raise LaunchError(Fault.BROWSER_DIFFERS, "the session's cookie did not come back")
        return {}
    if hmac.compare_digest(brought.encode(), cookie_value(runtime, session_id).encode()):
        return {"cookie_hash": digest(brought)}
    return {}


def end(database: Database, session_id: str) -> None:
    """Close a session: its address opens nothing any more (a used Deep Linking session).

    The row stays until its time is over, because it tells that its login was used.
    """
    held = update(LaunchSession).where(LaunchSession.id_hash == digest(session_id))
    with database.write() as session:
        session.execute(held.values(idle_until=LaunchSession.created_at))


def _query(id_hash: str):  # type: ignore[no-untyped-def]  # the type of a joined select is unreadable
    return (
        select(
            LaunchSession,
            Person.sub,
            Registration.platform_id,
            Platform.tenant_id,
            Context.title.label("context_title"),
            LineItem.url.label("line_item_url"),
            LineItem.scopes.label("line_item_scopes"),
        )
        .join(Person, Person.id == LaunchSession.person_id)
        .join(Registration, Registration.id == LaunchSession.registration_id)
        .join(Platform, Platform.id == Registration.platform_id)
        .outerjoin(Context, Context.id == LaunchSession.context_id)
        .outerjoin(LineItem, LineItem.id == LaunchSession.line_item_id)
        .where(LaunchSession.id_hash == id_hash, Registration.status == "active")
    )


def _opened(session_id: str, row: Row[tuple[LaunchSession]]) -> OpenSession:
    held: LaunchSession = row.LaunchSession
    return OpenSession(
        id=session_id,
        message_type=held.message_type,
        tenant_id=row.tenant_id,
        platform_id=row.platform_id,
        registration_id=held.registration_id,
        deployment_id=held.deployment_id,
        person_id=held.person_id,
        context_id=held.context_id,
        resource_link_id=held.resource_link_id,
        line_item_id=held.line_item_id,
        line_item_url=row.line_item_url,
        line_item_scopes=tuple(row.line_item_scopes or ()),
        sub=row.sub,
        is_teacher=held.is_teacher,
        roles=tuple(held.roles),
        locale=held.locale,
        language=held.language,
        unit_key=held.unit_key,
        context_title=row.context_title or "",
        return_url=held.return_url,
        frame_origins=tuple(held.frame_origins),
        deep_linking=held.deep_linking,
        for_user=held.for_user,
    )
