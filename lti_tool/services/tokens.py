"""Access tokens for platforms' services, by client credentials with a signed assertion (RFC 7523).

1EdTech Security Framework 1.0, section 4: one token per registration and set of scopes, kept until it ends.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import delete, select

from lti_tool.db import Database, upsert
from lti_tool.errors import OutboundError
from lti_tool.models import AccessToken
from lti_tool.outbound import Answer, Outbound, Request
from lti_tool.security import Vault, random_id
from lti_tool.services.keys import ToolKeys
from lti_tool.services.registrations import Entry
from packager.errors import SettingsError

BACKDATED = dt.timedelta(seconds=10)  # Moodle's php-jwt allows no clock difference at all
ASSERTION_LIVES = dt.timedelta(minutes=5)
SPARE = dt.timedelta(seconds=60)  # a token is not used in its last minute
SHORTEST, LONGEST = 60, 24 * 3600
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class TokenRefusedError(Exception):
    """The platform gives no token for this registration and these scopes. `status` is its answer's."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the platform's token address answers {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Granted:
    """A token with the seconds that it lives."""

    token: str
    seconds: int


class Tokens:
    """Gives tokens out of the database's encrypted cache, asking the platform for new ones."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        outbound: Outbound,
        keys: ToolKeys,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._outbound = outbound
        self._keys = keys
        self._now = now
        self._locks: dict[tuple[int, str], threading.Lock] = {}

    def get(self, entry: Entry, scopes: Iterable[str]) -> str:
        """Return a token. Raises OutboundError (try later) or TokenRefusedError."""
        wanted = " ".join(sorted(scopes))
        with self._locks.setdefault((entry.id, wanted), threading.Lock()):
            return self._kept(entry.id, wanted) or self._new(entry, wanted)

    def forget(self, entry: Entry, scopes: Iterable[str], token: str) -> None:
        """Drop a token that a service did not take, unless somebody has replaced it meanwhile."""
        wanted = " ".join(sorted(scopes))
        with self._locks.setdefault((entry.id, wanted), threading.Lock()):
            if self._kept(entry.id, wanted) != token:
                return
            with self._database.write() as session:
                session.execute(
                    delete(AccessToken).where(
                        AccessToken.registration_id == entry.id, AccessToken.scopes == wanted
                    )
                )

    def _kept(self, registration_id: int, scopes: str) -> str | None:
        query = select(AccessToken).where(
            AccessToken.registration_id == registration_id, AccessToken.scopes == scopes
        )
        with self._database.read() as session:
            row = session.scalars(query).first()
        if row is None or row.expires_at - SPARE <= self._now():
            return None
        try:
            return self._vault.decrypt(row.token).decode()
        except SettingsError:  # POIJU_SECRET_KEY is another one now: the platform gives a new token
            return None

    def _new(self, entry: Entry, scopes: str) -> str:
        granted = _granted(self.answer(entry, scopes))
        keys = {"registration_id": entry.id, "scopes": scopes}
        values = {
            "token": self._vault.encrypt(granted.token.encode()),
            "expires_at": self._now() + dt.timedelta(seconds=granted.seconds),
        }
        with self._database.write() as session:
            upsert(session, AccessToken, keys, values)
        return granted.token

    def answer(self, entry: Entry, scopes: str) -> Answer:
        """Ask for a token and return what the platform answers. Raises OutboundError."""
        body = urlencode(
            {
                "grant_type": "client_credentials",
                "client_assertion_type": ASSERTION_TYPE,
                "client_assertion": self._assertion(entry),
                "scope": scopes,
            }
        )
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        return self._outbound.send(
            Request(method="POST", url=entry.token_url, headers=headers, body=body.encode())
        )

    def _assertion(self, entry: Entry) -> str:
        made = self._now() - BACKDATED
        return self._keys.sign(
            {
                "iss": entry.client_id,
                "sub": entry.client_id,
                "aud": entry.token_audience or entry.token_url,
                "iat": int(made.timestamp()),
                "exp": int((made + ASSERTION_LIVES).timestamp()),
                "jti": random_id(),
            }
        )


def _granted(answer: Answer) -> Granted:
    if answer.status == 429 or answer.status >= 500:
        raise OutboundError(f"the platform's token address answers {answer.status}")
    if answer.status not in (200, 201):
        raise TokenRefusedError(answer.status)
    content = answer.json()
    token = content.get("access_token") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(token, str) or not _is_bearer(token):
        raise OutboundError("the platform's token address gives no usable token")
    lives = content.get("expires_in", 3600)
    # Some platforms send the number as text.
    seconds = int(lives) if isinstance(lives, int | float) or str(lives).isdecimal() else 3600
    return Granted(token, min(max(seconds, SHORTEST), LONGEST))


def _is_bearer(token: str) -> bool:
    return (
        bool(token) and len(token) < 16_384 and token.isascii() and token.isprintable() and " " not in token
    )
