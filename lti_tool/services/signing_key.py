"""One signing key: made, written encrypted, opened, and its public half (RFC 7517)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.models import ToolKey
from lti_tool.models.tool_key import KeyStatus
from lti_tool.security import Vault
from packager.errors import SettingsError

BITS = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that is ready to sign: parsing it again for every signature would cost 48 ms."""

    kid: str
    private: rsa.RSAPrivateKey


def new_key(vault: Vault, status: KeyStatus, now: dt.datetime) -> ToolKey:
    """Make a key pair and return its row, encrypted."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    content = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    kid = thumbprint(private)
    return ToolKey(
        kid=kid,
        private_key=vault.encrypt(content),
        public_jwk=public_jwk(private, kid),
        status=status,
        created_at=now,
    )


def opened(vault: Vault, row: ToolKey) -> SigningKey:
    """Decrypt and parse a key. Raises SettingsError when POIJU_SECRET_KEY is another one now."""
    private = serialization.load_der_private_key(vault.decrypt(row.private_key), None)
    assert isinstance(private, rsa.RSAPrivateKey)
    return SigningKey(row.kid, private)


def opens(vault: Vault, row: ToolKey) -> bool:
    """Tell whether a key can sign: with another POIJU_SECRET_KEY than it was made with it cannot."""
    try:
        vault.decrypt(row.private_key)
    except SettingsError:
        return False
    return True


def public_half(vault: Vault, row: ToolKey) -> dict[str, str] | None:
    """Return a row's public half; None where it was never kept and the key cannot be opened any more."""
    if row.public_jwk is not None:
        return row.public_jwk
    return public_jwk(opened(vault, row).private, row.kid) if opens(vault, row) else None


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
