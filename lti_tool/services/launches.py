"""A login sent to a platform, and the launch that answers it: verified, used up, opened as a session."""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from lti_tool.addresses import extended
from lti_tool.db import insert_if_absent, upsert
from lti_tool.errors import Fault, LaunchError
from lti_tool.lti.claims import Claims
from lti_tool.lti.message import Expected, verified
from lti_tool.lti.roles import is_teacher
from lti_tool.models import (
    Context,
    Deployment,
    LaunchSession,
    LineItem,
    LoginState,
    Person,
    ResourceLink,
)
from lti_tool.runtime import Runtime
from lti_tool.security import digest, origin_of, random_id
from lti_tool.services.registrations import Entry
from lti_tool.services.sessions import cookie_value

LOGIN_LIVES = dt.timedelta(minutes=10)
LONGEST_HINT = 8192
LONGEST_UNIT = 255

# Built once: a launch runs all of these, and building a statement costs ten times as much as running it.
ADD_LOGIN = insert(LoginState.__table__)  # type: ignore[arg-type]  # a Table, typed as FromClause
FIND_LOGIN = select(LoginState.__table__).where(LoginState.state_hash == bindparam("state"))
USE_LOGIN = (
    update(LoginState)
    .where(
        LoginState.state_hash == bindparam("state"),
        LoginState.consumed_at.is_(None),
        LoginState.expires_at > bindparam("moment"),
    )
    .values(consumed_at=bindparam("moment"))
)
FIND_DEPLOYMENT = select(Deployment.id, Deployment.status).where(
    Deployment.registration_id == bindparam("registration_id"),
    Deployment.deployment_id == bindparam("deployment_id"),
)
FIND_UNIT = select(ResourceLink.unit_key).where(ResourceLink.id == bindparam("link"))
ADD_SESSION = insert(LaunchSession.__table__)  # type: ignore[arg-type]  # a Table, typed as FromClause


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """What a platform sends to begin (Security Framework 1.0, 5.1.1.1)."""

    issuer: str
    login_hint: str
    target_link_uri: str
    client_id: str | None = None
    message_hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedLogin:
    """Where the browser goes next, and the secret that it must bring back."""

    redirect: str
    state: str
    browser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session that a launch opened: the id in its address and the value of its cookie."""

    session_id: str
    cookie: str
    unit_key: str | None
    deep_linking: bool


def registration_for(runtime: Runtime, asked: LoginRequest) -> Entry:
    """Return the registration that a login is for, after checking all that was sent. Raises LaunchError."""
    if not asked.issuer or not asked.login_hint or not asked.target_link_uri:
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "iss, login_hint and target_link_uri are required")
    longest = max(len(asked.login_hint), len(asked.message_hint or ""))
    if longest > LONGEST_HINT or len(asked.target_link_uri) > 2048:
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "a parameter is too long")
    entry = runtime.registry.find(asked.issuer, asked.client_id)
    if entry is None:
        raise LaunchError(Fault.PLATFORM_UNKNOWN, f"{asked.issuer[:200]!r} {str(asked.client_id)[:80]!r}")
    if origin_of(asked.target_link_uri) != origin_of(runtime.settings.url):
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "target_link_uri is not an address of this tool")
    return entry


def begin(runtime: Runtime, asked: LoginRequest, entry: Entry) -> StartedLogin:
    """Remember a login and return the platform's address for it."""
    runtime.housekeeping.run_if_due()
    state, nonce, browser = random_id(), random_id(), random_id()
    now = runtime.now()
    row = {
        "state_hash": digest(state),
        "nonce_hash": digest(nonce),
        "registration_id": entry.id,
        "target_link_uri": asked.target_link_uri,
        "browser_hash": digest(browser),
        "created_at": now,
        "expires_at": now + LOGIN_LIVES,
    }
    with runtime.database.begin() as connection:
        connection.execute(ADD_LOGIN, row)
    parameters = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": entry.client_id,
        "redirect_uri": runtime.settings.launch_url,
        "login_hint": asked.login_hint,
        "state": state,
        "nonce": nonce,
    }
    if asked.message_hint is not None:
        parameters["lti_message_hint"] = asked.message_hint
    return StartedLogin(redirect=extended(entry.auth_login_url, parameters), state=state, browser=browser)


def finish(runtime: Runtime, state: str, token: str, browser: str | None) -> Opened:
    """Verify a launch, use its login up and open a session. Raises LaunchError; then nothing was opened."""
    now = runtime.now()
    login = _login(runtime, state, browser, now)
    entry = runtime.registry.get(login["registration_id"])
    if entry is None:
        raise LaunchError(Fault.PLATFORM_UNKNOWN, "the registration is not active any more")
    expected = Expected(entry=entry, nonce_hash=login["nonce_hash"], target_link_uri=login["target_link_uri"])
    claims = verified(token, expected, runtime.platform_keys.find, now)
    with runtime.database.begin() as connection:
        _use_up(connection, login["state_hash"], now)
        deployment = _deployment(connection, entry.id, claims)
        opened = None if deployment is None else _open(runtime, connection, claims, entry, deployment)
    if opened is None:  # said after the commit: the pending deployment is for the administrator to see
        raise LaunchError(Fault.DEPLOYMENT_PENDING, f"deployment {claims.deployment_id!r}")
    return opened


def _login(runtime: Runtime, state: str, browser: str | None, now: dt.datetime) -> RowMapping:
    with runtime.database.connect() as connection:
        login = connection.execute(FIND_LOGIN, {"state": digest(state)}).mappings().first()
    if login is None or login["expires_at"] <= now:
        raise LaunchError(Fault.LOGIN_UNKNOWN, "state is unknown or too old")
    if browser is None:
        raise LaunchError(Fault.COOKIES_BLOCKED, "the login's cookie did not come back")
    if not hmac.compare_digest(login["browser_hash"], digest(browser)):
        raise LaunchError(Fault.BROWSER_DIFFERS, "the login's cookie is another browser's")
    if login["consumed_at"] is not None:
        raise LaunchError(Fault.LOGIN_USED)
    return login


def _use_up(connection: Connection, state_hash: str, now: dt.datetime) -> None:
    """Mark the login as used, whoever else tries in the same moment."""
    if connection.execute(USE_LOGIN, {"state": state_hash, "moment": now}).rowcount != 1:
        raise LaunchError(Fault.LOGIN_USED)


def _deployment(connection: Connection, registration_id: int, claims: Claims) -> int | None:
    """Return the row of an approved deployment; note an unknown one as pending."""
    keys = {"registration_id": registration_id, "deployment_id": claims.deployment_id}
    row = connection.execute(FIND_DEPLOYMENT, keys).first()
    if row is None:
        insert_if_absent(connection, Deployment, tuple(keys), {**keys, "status": "pending"})
        return None
    return int(row.id) if row.status == "active" else None


def _open(
    runtime: Runtime, connection: Connection, claims: Claims, entry: Entry, deployment_id: int
) -> Opened:
    session_id = random_id()
    cookie, now = cookie_value(runtime, session_id), runtime.now()
    person_id = upsert(connection, Person, {"platform_id": entry.platform_id, "sub": claims.body["sub"]})
    context_id = _context(connection, claims, deployment_id)
    link_id, unit_key = _link(connection, claims, deployment_id, context_id)
    deep_linking = claims.message_type == "LtiDeepLinkingRequest"
    row = {
        "id_hash": digest(session_id),
        "message_type": claims.message_type,
        "registration_id": entry.id,
        "deployment_id": deployment_id,
        "person_id": person_id,
        "context_id": context_id,
        "resource_link_id": link_id,
        "line_item_id": _line_item(connection, claims, entry.id, link_id),
        "is_teacher": is_teacher(claims.roles) and context_id is not None,
        "roles": list(claims.roles),
        "locale": claims.locale,
        "language": claims.custom_language,
        "unit_key": unit_key,
        "return_url": _web_address(claims.return_url),
        "frame_origins": _origins(entry.issuer, entry.auth_login_url, claims.return_url),
        "deep_linking": claims.deep_linking if deep_linking else None,
        "for_user": claims.for_user,
        # Choosing content never hangs on the address alone; other sessions bind when the cookie comes back.
        "cookie_hash": digest(cookie) if deep_linking else None,
        "created_at": now,
        "last_seen_at": now,
        "idle_until": now + dt.timedelta(minutes=runtime.settings.session_idle_minutes),
        "expires_at": now + dt.timedelta(hours=runtime.settings.session_hours),
    }
    connection.execute(ADD_SESSION, row)
    return Opened(session_id=session_id, cookie=cookie, unit_key=unit_key, deep_linking=deep_linking)


def _context(connection: Connection, claims: Claims, deployment_id: int) -> int | None:
    course = claims.context
    if course is None:
        return None
    keys = {"deployment_id": deployment_id, "context_id": course.id}
    return upsert(connection, Context, keys, {"title": course.title})


def _link(
    connection: Connection, claims: Claims, deployment_id: int, context_id: int | None
) -> tuple[int | None, str | None]:
    """Return the activity's row and the unit that it opens: as the launch says, else as it opened last."""
    asked = _unit_key(claims)
    link = claims.link
    if link is None:
        return None, asked
    values = {"context_id": context_id, "title": link.title, **({"unit_key": asked} if asked else {})}
    keys = {"deployment_id": deployment_id, "resource_link_id": link.id}
    link_id = upsert(connection, ResourceLink, keys, values)
    if asked is None:
        asked = connection.execute(FIND_UNIT, {"link": link_id}).scalar_one()
    return link_id, asked


def _unit_key(claims: Claims) -> str | None:
    in_address = parse_qs(urlsplit(claims.target_link_uri or "").query).get("unit", [""])[0]
    found = claims.custom("unit") or in_address
    return found if 0 < len(found) <= LONGEST_UNIT else None


def _line_item(
    connection: Connection, claims: Claims, registration_id: int, link_id: int | None
) -> int | None:
    gradebook = claims.gradebook
    if gradebook is None or gradebook.line_item is None:
        return None
    keys = {"registration_id": registration_id, "url": gradebook.line_item}
    values = {
        "resource_link_id": link_id,
        "scopes": list(gradebook.scopes),
        "extra": {"lineitems": gradebook.line_items},
    }
    return upsert(connection, LineItem, keys, values)


def _origins(*addresses: str | None) -> list[str]:
    found = (origin_of(address) for address in addresses if address)
    return list(dict.fromkeys(origin for origin in found if origin))


def _web_address(address: str | None) -> str | None:
    return address if address and origin_of(address) else None
