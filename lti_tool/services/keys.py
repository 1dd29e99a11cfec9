"""The tool's signing keys: published, rotated with an overlap, and kept parsed in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import jwt
from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from lti_tool.db import Database, alone
from lti_tool.models import ToolKey
from lti_tool.models.tool_key import KeyStatus
from lti_tool.security import Vault, digest
from lti_tool.services.signing_key import SigningKey, new_key, opened, opens, public_half
from packager.errors import SettingsError

PUBLISHED_AFTER = dt.timedelta(days=14)  # platforms cache our key set for days
PUBLISHED_BEFORE = dt.timedelta(days=2)  # a `next` key signs only after platforms could have seen it
KEPT_SECONDS = 60

How = Literal["in-turn", "at-once", "leaked"]
"""`at-once` skips the wait; `leaked` also withdraws every earlier key."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a rotation did: `published` a next key, let it `wait` until `ready`, or now it `signs`."""

    kind: Literal["published", "waits", "signs"]
    kid: str
    ready: dt.datetime


class ToolKeys:
    """Signs with the active key and publishes every key that a signature may still be checked with."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now
        self._active: SigningKey | None = None
        self._read_at: dt.datetime | None = None

    def sign(self, claims: dict[str, Any]) -> str:
        """Return the claims as a JWT of the active key (RS256, with `kid`)."""
        key = self.active()
        return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})

    def active(self) -> SigningKey:
        """Return the key that signs. Raises SettingsError when there is none yet."""
        now = self._now()
        if (
            self._active is None
            or self._read_at is None
            or (now - self._read_at).total_seconds() > KEPT_SECONDS
        ):
            self._active = self._load()
            self._read_at = now
        return self._active

    def published(self) -> dict[str, list[dict[str, str]]]:
        """Return our key set (RFC 7517): active, next, and those retired less than 14 days ago."""
        halves = (public_half(self._vault, row) for row in self.listing() if self.publishes(row))
        return {"keys": [half for half in halves if half]}

    def publishes(self, row: ToolKey) -> bool:
        """Tell whether a key is in the key set now."""
        ends = published_until(row)
        return row.status != "withdrawn" and (ends is None or ends > self._now())

    def ensure(self) -> None:
        """Make the first key, once, whoever comes first; complete rows of earlier versions."""
        with self._database.write() as session:
            alone(session, ToolKey)
            if session.scalars(select(ToolKey.id).where(ToolKey.status == "active")).first() is None:
                session.add(new_key(self._vault, "active", self._now()))
            for row in session.scalars(select(ToolKey).where(ToolKey.public_jwk.is_(None))):
                row.public_jwk = public_half(self._vault, row)  # of before it was kept

    def rotate_in(self, session: Session, how: How, seen: str | None = None) -> Move | None:
        """Advance in the caller's transaction; None where the keys are not any more as somebody saw them.

        The first call publishes a `next` key. A call two days later makes it sign and retires the old one.
        `seen` is a `fingerprint`: a button that is pressed twice, or by two people, makes one move.
        """
        alone(session, ToolKey)
        now = self._now()
        rows = session.scalars(select(ToolKey).order_by(ToolKey.id)).all()
        if seen is not None and seen != fingerprint(rows):
            return None
        coming = next((row for row in rows if row.status == "next" and opens(self._vault, row)), None)
        if how == "in-turn" and coming and now < can_sign_from(coming):
            return Move("waits", coming.kid, can_sign_from(coming))
        if coming is None or how == "leaked":
            coming = new_key(self._vault, "next", now)
            session.add(coming)
            if how == "in-turn":
                return Move("published", coming.kid, can_sign_from(coming))
        for row in rows:
            if row is not coming:
                _put_away(row, "withdrawn" if how == "leaked" else "retired", now)
        coming.status = "active"
        return Move("signs", coming.kid, now)

    def listing(self) -> Sequence[ToolKey]:
        """Return every key, oldest first."""
        with self._database.read() as session:
            return session.scalars(select(ToolKey).order_by(ToolKey.id)).all()

    def forget(self) -> None:
        """Read the active key again with the next signature."""
        self._read_at = None

    def _load(self) -> SigningKey:
        with self._database.read() as session:
            row = session.scalars(select(ToolKey).where(ToolKey.status == "active")).first()
        if row is None:
            raise SettingsError("there is no signing key yet; `poiju serve` or `poiju db upgrade` makes one")
        if self._active is not None and self._active.kid == row.kid:
            return self._active  # parsed once, however often it is looked for
        return opened(self._vault, row)


def can_sign_from(row: ToolKey) -> dt.datetime:
    """Return when a next key may begin to sign."""
    return row.created_at + PUBLISHED_BEFORE


def published_until(row: ToolKey) -> dt.datetime | None:
    """Return when a retired key leaves the key set; None for one that is not retired."""
    return None if row.retired_at is None else row.retired_at + PUBLISHED_AFTER


def fingerprint(rows: Sequence[ToolKey]) -> str:
    """Return what changes whenever a key does."""
    return digest(" ".join(f"{row.kid}:{row.status}" for row in rows))


def forget_private_halves(connection: Connection, now: dt.datetime) -> None:
    """Drop the private halves of keys that are not published any more: nothing can need them."""
    unused = ToolKey.retired_at <= now - PUBLISHED_AFTER
    connection.execute(update(ToolKey).where(unused, ToolKey.private_key != b"").values(private_key=b""))


def _put_away(row: ToolKey, status: KeyStatus, now: dt.datetime) -> None:
    if status == "withdrawn" or row.status in ("active", "next"):
        row.status, row.retired_at = status, row.retired_at or now
