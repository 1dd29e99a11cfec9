"""The tool's signing keys: made, published, rotated with an overlap, and kept parsed in memory."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy import select

from lti_tool.db import Database
from lti_tool.models import ToolKey
from lti_tool.models.tool_key import KeyStatus
from lti_tool.security import Vault
from packager.errors import SettingsError

BITS = 2048
PUBLISHED_AFTER = dt.timedelta(days=14)  # platforms cache our key set for days
PUBLISHED_BEFORE = dt.timedelta(days=2)  # a `next` key signs only after platforms could have seen it
KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that is ready to sign: parsing it again for every signature would cost 48 ms."""

    kid: str
    private: rsa.RSAPrivateKey


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
        limit = self._now() - PUBLISHED_AFTER
        with self._database.read() as session:
            rows = session.scalars(select(ToolKey).order_by(ToolKey.id)).all()
        fresh = [row for row in rows if row.retired_at is None or row.retired_at > limit]
        return {"keys": [public_jwk(self._open(row).private, row.kid) for row in fresh]}

    def ensure(self) -> None:
        """Make the first key, once, whoever comes first."""
        with self._database.write() as session:
            if session.scalars(select(ToolKey.id).where(ToolKey.status == "active")).first() is None:
                session.add(self._new("active"))

    def rotate(self, *, at_once: bool = False) -> str:
        """Advance the rotation by one move and say what it did.

        The first call publishes a `next` key. A call two days later makes it sign and retires the old one;
        `at_once` does both now, for a key that has leaked.
        """
        now = self._now()
        with self._database.write() as session:
            rows = {row.status: row for row in session.scalars(select(ToolKey).order_by(ToolKey.id))}
            coming = rows.get("next")
            if coming is None:
                coming = self._new("next")
                session.add(coming)
                if not at_once:
                    return f"{coming.kid} is published; rotate again after {PUBLISHED_BEFORE.days} days"
            elif not at_once and now - coming.created_at < PUBLISHED_BEFORE:
                ready = coming.created_at + PUBLISHED_BEFORE
                return f"{coming.kid} is published; it can sign from {ready:%Y-%m-%d %H:%M} UTC on"
            if (active := rows.get("active")) is not None:
                active.status, active.retired_at = "retired", now
            coming.status = "active"
        self._read_at = None
        return f"{coming.kid} signs from now on; the earlier key is published for {PUBLISHED_AFTER.days} days"

    def listing(self) -> list[ToolKey]:
        """Return every key, oldest first."""
        with self._database.read() as session:
            return list(session.scalars(select(ToolKey).order_by(ToolKey.id)))

    def _new(self, status: KeyStatus) -> ToolKey:
        private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
        content = private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return ToolKey(
            kid=thumbprint(private),
            private_key=self._vault.encrypt(content),
            status=status,
            created_at=self._now(),
        )

    def _load(self) -> SigningKey:
        with self._database.read() as session:
            row = session.scalars(select(ToolKey).where(ToolKey.status == "active")).first()
        if row is None:
            raise SettingsError("there is no signing key yet; `poiju serve` or `poiju db upgrade` makes one")
        return self._open(row)

    def _open(self, row: ToolKey) -> SigningKey:
        private = serialization.load_der_private_key(self._vault.decrypt(row.private_key), None)
        assert isinstance(private, rsa.RSAPrivateKey)
        return SigningKey(row.kid, private)


def public_jwk(private: rsa.RSAPrivateKey, kid: str) -> dict[str, str]:
    """Return the public half as a JSON Web Key. Moodle needs both `kid` and `alg`."""
    return {**_numbers(private), "alg": "RS256", "use": "sig", "kid": kid}


def thumbprint(private: rsa.RSAPrivateKey) -> str:
    """Return the key's thumbprint (RFC 7638, section 3)."""
    canonical = json.dumps(_numbers(private), sort_keys=True, separators=(",", ":"))
    return _base64url(hashlib.sha256(canonical.encode()).digest())


def _numbers(private: rsa.RSAPrivateKey) -> dict[str, str]:
    numbers = private.public_key().public_numbers()
    return {"e": _number(numbers.e), "kty": "RSA", "n": _number(numbers.n)}


def _number(value: int) -> str:
    return _base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
