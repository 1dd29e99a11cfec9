"""Platforms' public keys: kept parsed in memory and shared through the database, refetched when needed."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy import select

from lti_tool.db import Database, upsert
from lti_tool.errors import Fault, LaunchError, OutboundError
from lti_tool.models import PlatformKeys
from lti_tool.outbound import Outbound, Request

FRESH = dt.timedelta(hours=1)
UNKNOWN_KEPT = dt.timedelta(minutes=1)  # an unknown kid is not asked for again within this time
UNREACHABLE_KEPT = dt.timedelta(seconds=30)  # nor is a platform that did not answer
MOST_ASKED = (
    30  # fetches a minute for unknown kids, all together: whoever invents kids cannot flood a platform
)
SMALLEST_MODULUS = 2048


@dataclass(slots=True)
class _KeySet:
    keys: dict[str, rsa.RSAPublicKey]
    fetched_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a key address has just answered: the status, how many keys it gave, and its `Date`."""

    status: int
    keys: int
    date: str | None


class PlatformKeyring:
    """Finds the key that a token names. A launch asks the platform only for a kid never seen before.

    Old keys go on serving when the platform cannot be reached.
    """

    def __init__(self, database: Database, outbound: Outbound, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._outbound = outbound
        self._now = now
        self._sets: dict[str, _KeySet] = {}
        self._asked: dict[str, dict[str, dt.datetime]] = {}
        self._unreachable: dict[str, dt.datetime] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._refreshing: set[str] = set()

    def find(self, jwks_url: str, kid: str) -> rsa.RSAPublicKey:
        """Return the key. Raises LaunchError (untrusted: no such key; unavailable: no keys at all)."""
        known = self._sets.get(jwks_url)
        if known is None or kid not in known.keys:
            with self._locks.setdefault(jwks_url, threading.Lock()):
                known = self._find_anew(jwks_url, kid)
        if self._now() - known.fetched_at >= FRESH and self._reachable(jwks_url):
            self._refresh_behind(jwks_url)
        return known.keys[kid]

    def _find_anew(self, jwks_url: str, kid: str) -> _KeySet:
        known = self._newest(jwks_url)
        if known is not None and kid in known.keys:
            return known
        if self._may_ask_for(jwks_url, kid) and self._reachable(jwks_url):
            known = self._refreshed(jwks_url) or known
        if known is None:
            raise LaunchError(Fault.KEYS_UNAVAILABLE, f"{jwks_url} gives no keys")
        if kid not in known.keys:
            raise LaunchError(Fault.TOKEN_UNTRUSTED, "the platform has no key of this kid")
        return known

    def _refresh_behind(self, jwks_url: str) -> None:
        """Fetch in a thread of its own: a platform whose key address hangs must not hold launches up."""
        if jwks_url in self._refreshing:
            return
        self._refreshing.add(jwks_url)

        def refresh() -> None:
            try:
                self._refreshed(jwks_url)
            finally:
                self._refreshing.discard(jwks_url)

        threading.Thread(target=refresh, name="platform keys", daemon=True).start()

    def _newest(self, jwks_url: str) -> _KeySet | None:
        """Return what memory or the database holds, whichever was fetched later."""
        held = self._sets.get(jwks_url)
        with self._database.read() as session:
            row = session.scalars(select(PlatformKeys).where(PlatformKeys.jwks_url == jwks_url)).first()
        if row is not None and (held is None or row.fetched_at > held.fetched_at):
            held = self._sets[jwks_url] = _KeySet(parse_keys(row.document), row.fetched_at)
        return held

    def _may_ask_for(self, jwks_url: str, kid: str) -> bool:
        now = self._now()
        asked = {name: at for name, at in self._asked.get(jwks_url, {}).items() if now - at < UNKNOWN_KEPT}
        self._asked[jwks_url] = asked
        if kid in asked or len(asked) >= MOST_ASKED:
            return False
        asked[kid] = now
        return True

    def _reachable(self, jwks_url: str) -> bool:
        failed = self._unreachable.get(jwks_url)
        return failed is None or self._now() - failed >= UNREACHABLE_KEPT

    def _refreshed(self, jwks_url: str) -> _KeySet | None:
        """Fetch and keep the key set; None when the platform gives nothing usable."""
        try:
            return self._sets[jwks_url] if self.fetch(jwks_url).keys else None
        except OutboundError:
            return None

    def fetch(self, jwks_url: str) -> Fetched:
        """Fetch the key set now, whatever was tried before, and keep it. Raises OutboundError."""
        self._unreachable[jwks_url] = self._now()
        answer = self._outbound.send(
            Request(method="GET", url=jwks_url, headers={"Accept": "application/json"})
        )
        document = answer.json() if answer.status == 200 else None
        keys = parse_keys(document)
        if keys and isinstance(document, dict):
            self._keep(jwks_url, document, keys)
        return Fetched(answer.status, len(keys), answer.headers.get("date"))

    def _keep(self, jwks_url: str, document: dict[str, Any], keys: dict[str, rsa.RSAPublicKey]) -> None:
        self._unreachable.pop(jwks_url, None)
        fetched = self._sets[jwks_url] = _KeySet(keys, self._now())
        with self._database.write() as session:
            values = {"document": document, "fetched_at": fetched.fetched_at}
            upsert(session, PlatformKeys, {"jwks_url": jwks_url}, values)


def parse_keys(document: Any) -> dict[str, rsa.RSAPublicKey]:
    """Return the RSA signature keys of a key set (RFC 7517, section 5) by kid, nothing else."""
    listed = document.get("keys") if isinstance(document, dict) else None
    found: dict[str, rsa.RSAPublicKey] = {}
    for one in listed if isinstance(listed, list) else []:
        if not isinstance(one, dict) or not isinstance(kid := one.get("kid"), str):
            continue
        if one.get("kty") != "RSA" or one.get("alg", "RS256") != "RS256" or one.get("use", "sig") != "sig":
            continue
        try:
            key = jwt.PyJWK({**one, "alg": "RS256"}).key
        except (jwt.PyJWTError, ValueError, TypeError):
            continue
        if isinstance(key, rsa.RSAPublicKey) and key.key_size >= SMALLEST_MODULUS:
            found[kid] = key
    return found
