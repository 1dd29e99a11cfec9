"""A launch that answers a login: verified, its login used up, opened as a session, all or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lti_tool.db import insert_if_absent
from lti_tool.errors import Fault, LaunchError
from lti_tool.lti.claims import Claims
from lti_tool.lti.message import PRIVACY, Expected, verified
from lti_tool.lti.roles import is_teacher
from lti_tool.lti.trail import Check, Trail
from lti_tool.models import LaunchSession
from lti_tool.runtime import Runtime
from lti_tool.security import digest, origin_of, random_id
from lti_tool.services.deep_linking_wishes import PRODUCT
from lti_tool.services.known_places import asked
from lti_tool.services.logins import come_back, registration_of
from lti_tool.services.newcomers import introduce
from lti_tool.services.places import place_of, unit_key_of
from lti_tool.services.registrations import Entry
from lti_tool.services.sessions import cookie_value

DEEP_LINKING = "LtiDeepLinkingRequest"
BOUND = (DEEP_LINKING, PRIVACY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session that a launch opened: the id in its address and the value of its cookie."""

    session_id: str
    cookie: str
    unit_key: str | None
    message_type: str


def finish(runtime: Runtime, state: str, token: str, browser: str | None, mode: str) -> Opened:
    """Verify a launch, use its login up and open a session. Raises LaunchError; then nothing was opened.

    `mode` is one of `MODES`: how `browser` came back.
    """
    trail = Trail(mode)
    try:
        opened = _verified_and_opened(runtime, state, token, browser, trail)
    except LaunchError as error:
        error.trail = trail
        raise
    runtime.recorder.opened(trail)
    return opened


def refused(runtime: Runtime, state: str, detail: str) -> LaunchError:
    """Return the error of a platform that answers a login with a refusal."""
    error = LaunchError(Fault.PLATFORM_REFUSED, detail)
    error.trail = Trail("unknown", registration_id=registration_of(runtime, state))
    return error


def _verified_and_opened(
    runtime: Runtime, state: str, token: str, browser: str | None, trail: Trail
) -> Opened:
    now = runtime.now()
    login = come_back(runtime, state, browser, now, trail)
    trail.at = Check.REGISTRATION
    entry = runtime.registry.get(login.registration_id)
    if entry is None:
        raise LaunchError(Fault.PLATFORM_UNKNOWN, "the registration is not active any more")
    if login.newcomer:
        raise introduce(runtime, entry, token, login.nonce, login.target_hash, trail)
    expected = Expected(entry=entry, nonce=login.nonce, target_hash=login.target_hash)
    claims = verified(token, expected, runtime.platform_keys.find, now, trail)
    session = _NewSession.of(runtime, entry, claims, state)
    trail.at = Check.DEPLOYMENT
    if known := runtime.known_launch.rows({**session.row, **asked(entry, claims, unit_key_of(claims))}):
        return session.opened(known[0][0])
    return _open_anew(runtime, entry, claims, session, trail)


def _open_anew(runtime: Runtime, entry: Entry, claims: Claims, session: _NewSession, trail: Trail) -> Opened:
    """Write what is new of the launch's place and open the session, or say why there is none."""
    with runtime.database.begin() as connection:
        place = place_of(connection, entry, claims)
        # Its unique key lets one launch of a state through, however many come: the row uses the login up.
        if place and not insert_if_absent(
            connection, LaunchSession, ("state_hash",), {**session.row, **asdict(place)}
        ):
            trail.at = Check.ONCE
            raise LaunchError(Fault.LOGIN_USED)
    if place is None:  # said after the commit: the pending deployment is for the administrator to see
        raise LaunchError(Fault.DEPLOYMENT_PENDING, f"deployment {claims.deployment_id!r}")
    return session.opened(place.unit_key)


@dataclass(frozen=True, slots=True)
class _NewSession:
    """A session that is about to open: its secrets, and its row without the ids of its place."""

    session_id: str
    cookie: str
    row: Mapping[str, Any]

    @classmethod
    def of(cls, runtime: Runtime, entry: Entry, claims: Claims, state: str) -> _NewSession:
        """Make the secrets and gather what the launch says."""
        session_id = random_id()
        cookie = cookie_value(runtime, session_id)
        deep_linking = claims.message_type == DEEP_LINKING
        row = {
            "id_hash": digest(session_id),
            "state_hash": digest(state),
            "registration_id": entry.id,
            "is_teacher": is_teacher(claims.roles) and claims.context is not None,
            "frame_origins": _origins(entry.issuer, entry.auth_login_url, claims.return_url),
            "deep_linking": {**claims.deep_linking, PRODUCT: claims.product} if deep_linking else None,
            # Choosing content and looking at others' data never hang on the address alone; all else binds
            # when the cookie comes back.
            "cookie_hash": digest(cookie) if claims.message_type in BOUND else None,
            **_said(claims),
            **_times(runtime),
        }
        return cls(session_id, cookie, row)

    def opened(self, unit_key: str | None) -> Opened:
        """Return what the browser is told, once the row stands."""
        return Opened(
            session_id=self.session_id,
            cookie=self.cookie,
            unit_key=unit_key,
            message_type=str(self.row["message_type"]),
        )


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
