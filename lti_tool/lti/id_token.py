"""Verifies an id_token with PyJWT: the order of the Security Framework 1.0, 5.1.3, with kept key objects."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from lti_tool.errors import Fault, LaunchError
from lti_tool.lti.trail import Check, Trail
from lti_tool.services.registrations import Entry

LEEWAY = dt.timedelta(seconds=60)
OLDEST = dt.timedelta(minutes=10)
LONGEST_TOKEN = 200_000
LONGEST_KID = 255

RS256 = RSAAlgorithm(RSAAlgorithm.SHA256)

FindKey = Callable[[str, str], RSAPublicKey]
"""Given a key set's address and a kid."""


def verify(token: str, entry: Entry, find_key: FindKey, now: dt.datetime, trail: Trail) -> dict[str, Any]:
    """Return the claims of a token that the registration's platform signed for us just now.

    Raises LaunchError. `jku`, `jwk`, `x5u` and `x5c` of the header are never looked at.
    """
    trail.at = Check.FORM
    kid, trail.body, signed, signature = _parts(token)
    body = trail.body
    trail.at = Check.ISSUER
    if body.get("iss") != entry.issuer:
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "iss is another platform's")
    trail.at = Check.AUDIENCE
    _check_audience(body, entry.client_id)
    trail.at = Check.KEY
    key = find_key(entry.jwks_url, kid)
    trail.at = Check.SIGNATURE
    # PyJWT's whole decode would read the token a second time; its check of the signature is what we need.
    if not RS256.verify(signed, key, signature):
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "the signature does not fit")
    trail.at = Check.TIMES
    _check_times(body, now)
    trail.at = Check.NONCE
    for name in ("nonce", "sub"):
        if not isinstance(body.get(name), str) or not 0 < len(body[name]) <= 255:
            raise LaunchError(Fault.CLAIMS_INVALID, f"{name} is missing or malformed")
    return body


def claimed_client(token: str) -> str:
    """Return the client that a token says it is for; nothing of it is verified. Raises LaunchError."""
    _, body, _, _ = _parts(token)
    audience = body.get("aud")
    said = body.get("azp") or (audience[0] if isinstance(audience, list) and audience else audience)
    if not isinstance(said, str):
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "aud names nobody")
    return said


def _parts(token: str) -> tuple[str, dict[str, Any], bytes, bytes]:
    """Return kid, body, what is signed, and the signature."""
    if len(token) > LONGEST_TOKEN or not token.isascii() or token.count(".") != 2:
        raise LaunchError(Fault.TOKEN_MALFORMED, "not a signed token of three parts")
    signed, _, signature = token.rpartition(".")
    head, _, content = signed.partition(".")
    header, body = _json_object(head), _json_object(content)
    if header.get("alg") != "RS256":
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "alg is not RS256")
    if "crit" in header:
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "critical header parameters are not supported")
    kid = header.get("kid")
    if not isinstance(kid, str) or not 0 < len(kid) <= LONGEST_KID:
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "kid is missing or too long")
    return kid, body, signed.encode(), _decoded(signature)


def _json_object(part: str) -> dict[str, Any]:
    try:
        found = json.loads(_decoded(part), object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError) as error:
        raise LaunchError(Fault.TOKEN_MALFORMED, f"not JSON: {error}") from error
    if not isinstance(found, dict):
        raise LaunchError(Fault.TOKEN_MALFORMED, "not a JSON object")
    return found


def _decoded(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise LaunchError(Fault.TOKEN_MALFORMED, f"not base64url: {error}") from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _check_audience(body: dict[str, Any], client_id: str) -> None:
    """Ours must be the only audience, unless `azp` names us: other audiences are not trusted."""
    audience = body.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    if client_id not in listed or not all(isinstance(one, str) for one in listed):
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "aud does not name us")
    authorised = body.get("azp")
    if (authorised is not None and authorised != client_id) or (len(listed) > 1 and authorised is None):
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "azp does not name us")


def _check_times(body: dict[str, Any], now: dt.datetime) -> None:
    moment = now.timestamp()
    leeway = LEEWAY.total_seconds()
    issued, expires, before = (_number(body, name) for name in ("iat", "exp", "nbf"))
    if issued is None or expires is None:
        raise LaunchError(Fault.CLAIMS_INVALID, "iat or exp is missing")
    if expires + leeway <= moment:
        raise LaunchError(Fault.TOKEN_OUTDATED, "exp has passed")
    if issued - leeway > moment or (before is not None and before - leeway > moment):
        raise LaunchError(Fault.TOKEN_OUTDATED, "iat or nbf lies ahead")
    if moment - issued > OLDEST.total_seconds() + leeway:
        raise LaunchError(Fault.TOKEN_OUTDATED, "iat is too long ago")


def _number(body: dict[str, Any], name: str) -> float | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) > 1e12:
        raise LaunchError(Fault.CLAIMS_INVALID, f"{name} is not a number of seconds")
    return float(value)
