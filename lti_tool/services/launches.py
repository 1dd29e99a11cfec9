"""A launch that answers a login: verified, its login used up, opened as a session in one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from lti_tool.db import insert_if_absent
from lti_tool.errors import Fault, LaunchError
from lti_tool.lti.claims import Claims
from lti_tool.lti.message import Expected, verified
from lti_tool.lti.roles import is_teacher
from lti_tool.models import LaunchSession
from lti_tool.runtime import Runtime
from lti_tool.security import digest, origin_of, random_id
from lti_tool.services.logins import come_back
from lti_tool.services.places import Place, place_of
from lti_tool.services.registrations import Entry
from lti_tool.services.sessions import cookie_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session that a launch opened: the id in its address and the value of its cookie."""

    session_id: str
    cookie: str
    unit_key: str | None
    deep_linking: bool


def finish(runtime: Runtime, state: str, token: str, browser: str | None) -> Opened:
    """Verify a launch, use its login up and open a session. Raises LaunchError; then nothing was opened."""
    now = runtime.now()
    login = come_back(runtime, state, browser, now)
    entry = runtime.registry.get(login.registration_id)
    if entry is None:
        raise LaunchError(Fault.PLATFORM_UNKNOWN, "the registration is not active any more")
    expected = Expected(entry=entry, nonce=login.nonce, target_hash=login.target_hash)
    claims = verified(token, expected, runtime.platform_keys.find, now)
    with runtime.database.begin() as connection:
        place = place_of(connection, entry, claims)
        opened = None if place is None else _open(runtime, connection, claims, entry, place, digest(state))
    if opened is None:  # said after the commit: the pending deployment is for the administrator to see
        raise LaunchError(Fault.DEPLOYMENT_PENDING, f"deployment {claims.deployment_id!r}")
    return opened


def _open(
    runtime: Runtime, connection: Connection, claims: Claims, entry: Entry, place: Place, state_hash: str
) -> Opened:
    """Add the session, which uses the login up: its unique key lets one launch through, however many come."""
    session_id = random_id()
    cookie = cookie_value(runtime, session_id)
    deep_linking = claims.message_type == "LtiDeepLinkingRequest"
    row = {
        "id_hash": digest(session_id),
        "state_hash": state_hash,
        "registration_id": entry.id,
        "deployment_id": place.deployment_id,
        "person_id": place.person_id,
        "context_id": place.context_id,
        "resource_link_id": place.link_id,
        "line_item_id": place.line_item_id,
        "unit_key": place.unit_key,
        "is_teacher": is_teacher(claims.roles) and place.context_id is not None,
        "frame_origins": _origins(entry.issuer, entry.auth_login_url, claims.return_url),
        "deep_linking": claims.deep_linking if deep_linking else None,
        # Choosing content never hangs on the address alone; other sessions bind when the cookie comes back.
        "cookie_hash": digest(cookie) if deep_linking else None,
        **_said(claims),
        **_times(runtime),
    }
    if not insert_if_absent(connection, LaunchSession, ("state_hash",), row):
        raise LaunchError(Fault.LOGIN_USED)
    return Opened(session_id=session_id, cookie=cookie, unit_key=place.unit_key, deep_linking=deep_linking)


def _said(claims: Claims) -> dict[str, Any]:
    """Return what a session keeps just as the launch said it."""
    return {
        "message_type": claims.message_type,
        "roles": list(claims.roles),
        "locale": claims.locale,
        "language": claims.custom_language,
        "return_url": _web_address(claims.return_url),
        "for_user": claims.for_user,
    }


def _times(runtime: Runtime) -> dict[str, dt.datetime]:
    now = runtime.now()
    return {
        "created_at": now,
        "last_seen_at": now,
        "idle_until": now + dt.timedelta(minutes=runtime.settings.session_idle_minutes),
        "expires_at": now + dt.timedelta(hours=runtime.settings.session_hours),
    }


def _origins(*addresses: str | None) -> list[str]:
    found = (origin_of(address) for address in addresses if address)
    return list(dict.fromkeys(origin for origin in found if origin))


def _web_address(address: str | None) -> str | None:
    return address if address and origin_of(address) else None
