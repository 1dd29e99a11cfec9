"""A login sent to a platform: all that its launch must fit stands in a signed `state`, nothing is stored."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hmac
import secrets
import struct
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from werkzeug.urls import iri_to_uri

from lti_tool.addresses import extended
from lti_tool.errors import Fault, LaunchError
from lti_tool.lti.trail import Check, Trail
from lti_tool.runtime import Runtime
from lti_tool.security import origin_of, target_hash
from lti_tool.services import newcomers
from lti_tool.services.registrations import Entry

LOGIN_LIVES = dt.timedelta(minutes=10)
LONGEST_HINT = 8192

_SAID = struct.Struct(">16sQQ32s")  # random bits, registration, second of the end, hash of the target
_STAMP = 32
STATE, NEWCOMER = "state", "newcomer"  # what a state is signed for: the one can never pass as the other
LONGEST_FRAME = 96  # of the name of a frame that keeps data for us; it travels in the state
STATE_LENGTHS = tuple((_SAID.size + rest + _STAMP) // 3 * 4 for rest in (0, LONGEST_FRAME))
"""Characters of a state without and with such a name: multiples of three bytes, so there is no padding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """What a platform sends to begin (Security Framework 1.0, 5.1.1.1)."""

    issuer: str
    login_hint: str
    target_link_uri: str
    client_id: str | None = None
    message_hint: str | None = None
    storage_frame: str = ""  # where the platform keeps data for us, by name; empty: it offers nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedLogin:
    """Where the browser goes next, and the secret that it must bring back."""

    redirect: str
    state: str
    browser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A login that came back: what the launch must fit."""

    registration_id: int
    nonce: str
    target_hash: bytes  # of a newcomer, of its client id
    newcomer: bool


@dataclass(frozen=True, slots=True)
class _State:
    """What stands in a state."""

    registration_id: int
    ends: int
    target_hash: bytes
    frame: str
    newcomer: bool


def registration_for(runtime: Runtime, asked: LoginRequest) -> Entry:
    """Return the registration that a login is for, after checking all that was sent. Raises LaunchError."""
    if not asked.issuer or not asked.login_hint or not asked.target_link_uri:
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "iss, login_hint and target_link_uri are required")
    longest = max(len(asked.login_hint), len(asked.message_hint or ""))
    if longest > LONGEST_HINT or len(asked.target_link_uri) > 2048:
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "a parameter is too long")
    entry = runtime.registry.find(asked.issuer, asked.client_id) or newcomers.entry_for(
        runtime, asked.issuer, asked.client_id
    )
    if entry is None:
        raise LaunchError(Fault.PLATFORM_UNKNOWN, f"{asked.issuer[:200]!r} {str(asked.client_id)[:80]!r}")
    if origin_of(asked.target_link_uri) != origin_of(runtime.settings.url):
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "target_link_uri is not an address of this tool")
    return entry


def begin(runtime: Runtime, asked: LoginRequest, entry: Entry) -> StartedLogin:
    """Make a login and return the platform's address for it."""
    runtime.housekeeping.run_if_due()
    ends = int((runtime.now() + LOGIN_LIVES).timestamp())
    bound_to = entry.client_id if entry.newcomer else asked.target_link_uri
    said = _SAID.pack(secrets.token_bytes(16), entry.id, ends, target_hash(bound_to))
    if asked.storage_frame:
        said += asked.storage_frame.encode().ljust(LONGEST_FRAME, b"\0")
    stamp = runtime.vault.stamp(NEWCOMER if entry.newcomer else STATE, said)
    state = base64.urlsafe_b64encode(said + stamp).decode()
    said_back = {
        "login_hint": asked.login_hint, "state": state, "nonce": _made_of(runtime, "nonce", state)
    }  # fmt: skip
    if asked.message_hint is not None:
        said_back["lti_message_hint"] = asked.message_hint
    address = _authentication(entry.auth_login_url, entry.client_id, runtime.settings.launch_url)
    redirect = f"{address}&{urlencode(said_back)}"
    return StartedLogin(redirect=redirect, state=state, browser=_made_of(runtime, "browser", state))


@lru_cache(maxsize=1024)
def _authentication(address: str, client_id: str, launch_url: str) -> str:
    """Return a platform's address with all that is the same in each login, as a header needs it."""
    parameters = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": client_id,
        "redirect_uri": launch_url,
    }
    return iri_to_uri(extended(address, parameters))


def come_back(runtime: Runtime, state: str, browser: str | None, now: dt.datetime, trail: Trail) -> Login:
    """Return the login of a state that we signed, brought by the browser that began it. Raises LaunchError.

    Whether it was used before, only the row of its session can tell.
    """
    said = _read(runtime, state)
    trail.registration_id = said.registration_id
    if said.ends <= now.timestamp():
        raise LaunchError(Fault.LOGIN_UNKNOWN, "state is too old")
    trail.at = Check.BROWSER
    if browser is None:
        raise LaunchError(Fault.COOKIES_BLOCKED, "the login's cookie did not come back")
    if not hmac.compare_digest(_made_of(runtime, "browser", state).encode(), browser.encode()):
        raise LaunchError(Fault.BROWSER_DIFFERS, "the login's cookie is another browser's")
    nonce = _made_of(runtime, "nonce", state)
    return Login(
        registration_id=said.registration_id,
        nonce=nonce,
        target_hash=said.target_hash,
        newcomer=said.newcomer,
    )


def issuer_of(runtime: Runtime, state: str) -> str:
    """Return the platform that a state is for, or an empty text if it is not one of ours."""
    named = registration_of(runtime, state)
    entry = runtime.registry.get(named) if named is not None else None
    return entry.issuer if entry else ""


def registration_of(runtime: Runtime, state: str) -> int | None:
    """Return the registration that a state names; None for a state that is not ours."""
    try:
        return _read(runtime, state).registration_id
    except LaunchError:
        return None


def storage_of(runtime: Runtime, state: str) -> tuple[str, str] | None:
    """Return the frame that may keep the secret of a login for us, and its origin; None where there is none.

    The origin is that of the registered authentication address, whatever else was sent. Raises LaunchError.
    """
    said = _read(runtime, state)
    entry = runtime.registry.get(said.registration_id) if said.frame else None
    origin = origin_of(entry.auth_login_url) if entry else None
    return (said.frame, origin) if origin else None


def _read(runtime: Runtime, state: str) -> _State:
    """Return what a state says. Raises LaunchError for what we did not sign."""
    try:
        content = base64.b64decode(state.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        content = b""
    said, stamp = content[:-_STAMP], content[-_STAMP:]
    purposes = (
        one for one in (STATE, NEWCOMER) if hmac.compare_digest(runtime.vault.stamp(one, said), stamp)
    )
    purpose = next(purposes, None) if len(state) in STATE_LENGTHS else None
    if purpose is None:
        raise LaunchError(Fault.LOGIN_UNKNOWN, "state is not one of ours")
    _, registration_id, ends, target = _SAID.unpack(said[: _SAID.size])
    frame = said[_SAID.size :].rstrip(b"\0").decode()
    return _State(registration_id, ends, target, frame, purpose == NEWCOMER)


def _made_of(runtime: Runtime, purpose: str, state: str) -> str:
    """Return a secret that belongs to a state: only the tool can make it, so nothing need be remembered."""
    return runtime.vault.stamp(purpose, state.encode()).hex()
