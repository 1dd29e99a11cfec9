"""A look at one platform by an admin: is it reached, do the clocks agree, does it give tokens, for what."""

from __future__ import annotations

import datetime as dt
import email.utils
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from lti_tool.errors import OutboundError
from lti_tool.lti.id_token import LEEWAY
from lti_tool.lti.platform_configuration import SCOPES
from lti_tool.models import LineItem
from lti_tool.outbound import Answer
from lti_tool.runtime import Runtime
from lti_tool.services import administration
from lti_tool.services.admin_sessions import Visit
from lti_tool.services.launch_lookup import Noted, of_registration
from lti_tool.services.registrations import entry_of

BY_A_DATE = 2.0
"""Seconds that a `Date` header may be off by itself: it has whole ones, and the answer travels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What came of fetching a platform's keys just now. `behind` is its clock against ours, in seconds."""

    status: int | None = None
    keys: int = 0
    milliseconds: int = 0
    behind: float | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTried:
    """What a platform answers when it is asked for a token. The token itself is not kept."""

    asked: Sequence[str]
    granted: Sequence[str] = ()
    status: int | None = None
    seconds: int | None = None
    problem: str = ""

    @property
    def missing(self) -> Sequence[str]:
        """What was asked for and not granted."""
        return [one for one in self.asked if one not in self.granted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What launches have told of a platform."""

    held: administration.Held
    launches: Sequence[Noted]
    modes: Sequence[tuple[str, int]]  # how browsers proved themselves, the most frequent first
    behind: tuple[float, float] | None  # the least and the most that a token's `iat` was before our clock
    scopes: Sequence[str]  # of the gradebook, as launches said


def seen(runtime: Runtime, visit: Visit, registration_id: int) -> Seen:
    """Gather what is known without asking the platform. Raises LaunchError (404)."""
    held = administration.registration(runtime, visit, registration_id)
    launches = of_registration(runtime, visit, registration_id)
    opened = [one.row for one in launches if not one.row.code]
    late = [one.row.behind for one in launches if one.row.behind is not None and _was_signed(one)]
    return Seen(
        held=held,
        launches=launches,
        modes=Counter(one.mode for one in opened).most_common(),
        behind=(min(late), max(late)) if late else None,
        scopes=_granted_scopes(runtime, registration_id),
    )


def reach(runtime: Runtime, visit: Visit, registration_id: int) -> Reached:
    """Fetch the platform's keys now. Raises LaunchError (404)."""
    held = administration.noted(runtime, visit, registration_id, "keys-fetched")
    begun, asked_at = time.monotonic(), runtime.now()
    try:
        fetched = runtime.platform_keys.fetch(held.row.jwks_url)
    except OutboundError as error:
        return Reached(problem=str(error), milliseconds=_since(begun))
    took = _since(begun)
    return Reached(
        status=fetched.status,
        keys=fetched.keys,
        milliseconds=took,
        behind=_behind(fetched.date, asked_at + dt.timedelta(milliseconds=took / 2)),
    )


def try_token(runtime: Runtime, visit: Visit, registration_id: int) -> TokenTried:
    """Ask the platform for a token now. Raises LaunchError (404)."""
    held = administration.noted(runtime, visit, registration_id, "token-asked")
    agreed = (held.row.agreed or {}).get("scopes") or SCOPES
    asked = _granted_scopes(runtime, registration_id) or sorted(str(one) for one in agreed)
    entry = entry_of(held.row, held.tenant.id)
    try:
        answer = runtime.client.token_answer(entry, " ".join(asked))
    except OutboundError as error:
        return TokenTried(asked=asked, problem=str(error))
    return _tried(asked, answer)


def agree(behind: float, spare: float = BY_A_DATE) -> bool:
    """Tell whether clocks are near enough for launches."""
    return abs(behind) <= LEEWAY.total_seconds() - spare


def _tried(asked: Sequence[str], answer: Answer) -> TokenTried:
    try:
        said = answer.json()
    except OutboundError as error:
        return TokenTried(asked=asked, status=answer.status, problem=str(error))
    content: dict[str, Any] = said if isinstance(said, dict) else {}
    if answer.status not in (200, 201) or not isinstance(content.get("access_token"), str):
        words = [content.get(name) for name in ("error", "error_description")]
        problem = ": ".join(one[:200] for one in words if isinstance(one, str))
        return TokenTried(asked=asked, status=answer.status, problem=problem or "no token in the answer")
    # Without a scope all that was asked is granted (RFC 6749, 5.1).
    scope = content.get("scope", " ".join(asked))
    lives = content.get("expires_in")
    return TokenTried(
        asked=asked,
        granted=scope.split()[:50] if isinstance(scope, str) else (),
        status=answer.status,
        seconds=int(lives) if isinstance(lives, int | float) else None,
    )


def _granted_scopes(runtime: Runtime, registration_id: int) -> list[str]:
    newest = (
        select(LineItem.scopes)
        .where(LineItem.registration_id == registration_id)
        .order_by(LineItem.id.desc())
        .limit(20)
    )
    with runtime.database.read() as session:
        return sorted({scope for scopes in session.scalars(newest) for scope in scopes})


def _was_signed(noted: Noted) -> bool:
    """Tell whether the platform itself said the time: the token's signature fitted."""
    return noted.row.failed_check in (None, "times", "nonce", "message", "target", "claims", "deployment")


def _behind(date: str | None, ours: dt.datetime) -> float | None:
    try:
        theirs = email.utils.parsedate_to_datetime(date or "")
    except (ValueError, TypeError):
        return None
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=dt.UTC)
    return (ours - theirs).total_seconds()


def _since(begun: float) -> int:
    return int((time.monotonic() - begun) * 1000)
