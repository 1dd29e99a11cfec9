"""Attacks on the id_token: how it is signed, by whom, and what stands in its header."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from lti_tool.errors import Fault
from lti_tool.outbound import Outbound
from lti_tool.stand_in.launches import KEY_ID
from tests.support.wire import Ahead, Claims, Sign, Wire

KIDS = {
    "one that climbs": "../../../../etc/passwd",
    "SQL": "' OR 1=1; --",
    "an address": "https://evil.test/jwks.json",
    "10 kB": "k" * 10_000,
    "nothing": "",
    "a line end": "stand-in\r\nX: y",
    "a null": "stand-in\0",
    "a number": 7,
    "a list": [KEY_ID],
}


@pytest.fixture(scope="module")
def foreign() -> rsa.RSAPrivateKey:
    """A key that the platform does not have."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def part(content: object) -> str:
    return b64(json.dumps(content).encode())


def by_hand(header: dict[str, Any], claims: Claims, sign: Callable[[bytes], bytes]) -> str:
    """Put a token together that PyJWT would not make."""
    signed = f"{part(header)}.{part(claims)}"
    return f"{signed}.{b64(sign(signed.encode()))}"


def test_alg_none_without_a_signature_is_refused(wire: Wire) -> None:
    for alg in ("none", "None", "NONE", ""):
        wire.refuses(
            Fault.TOKEN_UNTRUSTED,
            sign=lambda _, claims, alg=alg: by_hand({"alg": alg, "kid": KEY_ID}, claims, lambda _: b""),  # type: ignore[misc]  # mypy cannot infer the default
        )


def test_rs256_without_a_signature_is_refused(wire: Wire) -> None:
    wire.refuses(
        Fault.TOKEN_UNTRUSTED,
        sign=lambda _, claims: by_hand({"alg": "RS256", "kid": KEY_ID}, claims, lambda _: b""),
    )


def test_hs256_signed_with_the_public_key_is_refused(wire: Wire) -> None:
    public = wire.place.platform.key.public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    wire.refuses(
        Fault.TOKEN_UNTRUSTED,
        sign=lambda _, claims: by_hand(
            {"alg": "HS256", "kid": KEY_ID}, claims, lambda head: hmac.new(pem, head, hashlib.sha256).digest()
        ),
    )


def test_any_other_algorithm_than_rs256_is_refused(wire: Wire) -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    signs: list[Sign] = [
        lambda at, claims: jwt.encode(
            claims, at.place.platform.key, algorithm="RS512", headers={"kid": KEY_ID}
        ),
        lambda at, claims: jwt.encode(
            claims, at.place.platform.key, algorithm="PS256", headers={"kid": KEY_ID}
        ),
        lambda _, claims: jwt.encode(claims, curve, algorithm="ES256", headers={"kid": KEY_ID}),
    ]
    for sign in signs:
        wire.refuses(Fault.TOKEN_UNTRUSTED, sign=sign)


def test_a_foreign_key_under_a_known_kid_is_refused(wire: Wire, foreign: rsa.RSAPrivateKey) -> None:
    wire.refuses(
        Fault.TOKEN_UNTRUSTED,
        sign=lambda _, claims: jwt.encode(claims, foreign, algorithm="RS256", headers={"kid": KEY_ID}),
    )


def test_claims_changed_after_signing_are_refused(wire: Wire) -> None:
    def change(at: Wire, claims: Claims) -> str:
        head, _, signature = at.sign(claims).split(".")
        return ".".join((head, part({**claims, "sub": "101"}), signature))

    wire.refuses(Fault.TOKEN_UNTRUSTED, sign=change)


@pytest.mark.parametrize("kid", KIDS.values(), ids=KIDS)
def test_a_kid_that_is_code_a_path_or_endless_is_refused(wire: Wire, kid: object) -> None:
    def sign(at: Wire, claims: Claims) -> str:
        key = at.place.platform.key
        return by_hand(
            {"alg": "RS256", "kid": kid}, claims,
            lambda head: jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256).sign(head, key),
        )  # fmt: skip

    wire.refuses(Fault.TOKEN_UNTRUSTED, sign=sign)


def test_a_key_that_the_header_brings_or_points_to_is_never_looked_at(
    wire: Wire, foreign: rsa.RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    send = Outbound.send
    monkeypatch.setattr(Outbound, "send", lambda at, sent: asked.append(sent.url) or send(at, sent))
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(foreign.public_key()))
    elsewhere = "http://127.0.0.1:1/keys"
    headers: list[dict[str, Any]] = [
        {"jwk": {**jwk, "kid": KEY_ID}}, {"jku": elsewhere}, {"x5u": elsewhere}, {"x5c": [b64(b"a chain")]}
    ]  # fmt: skip
    for header in headers:
        wire.refuses(
            Fault.TOKEN_UNTRUSTED,
            sign=lambda _, claims, header=header: jwt.encode(  # type: ignore[misc]  # mypy cannot infer the default
                claims, foreign, algorithm="RS256", headers={"kid": KEY_ID, **header}
            ),
        )
    assert elsewhere not in asked


def test_a_critical_header_parameter_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.TOKEN_UNTRUSTED, sign=lambda at, claims: at.sign(claims, crit=["b64"], b64=True))


def test_a_claim_that_stands_twice_is_refused(wire: Wire) -> None:
    def double(at: Wire, claims: Claims) -> str:
        body = json.dumps(claims)[:-1] + ', "sub": "101"}'
        return jwt.PyJWS().encode(
            body.encode(), at.place.platform.key, algorithm="RS256", headers={"kid": KEY_ID}
        )

    wire.refuses(Fault.TOKEN_MALFORMED, sign=double)


MALFORMED: dict[str, Sign] = {
    "five parts, as if encrypted": lambda at, claims: at.sign(claims) + ".a.b",
    "two parts": lambda at, claims: at.sign(claims).rpartition(".")[0],
    "no JSON": lambda _, __: f"{b64(b'no')}.{b64(b'json')}.x",
    "no base64": lambda _, __: "\u00a7.\u00a7.\u00a7",
    "no base64 in ASCII": lambda _, __: "!.!.!",
    "JSON without end": lambda _, __: f"{part({'alg': 'RS256', 'kid': KEY_ID})}.{b64(b'[' * 50_000)}.x",
    "a list": lambda _, __: f"{part({'alg': 'RS256', 'kid': KEY_ID})}.{part([1])}.x",
    "not UTF-8": lambda _, __: f"{part({'alg': 'RS256', 'kid': KEY_ID})}.{b64(bytes([123, 255, 125]))}.x",
    "half a character": lambda _, __: f"{part({'alg': 'RS256', 'kid': KEY_ID})}.A.x",
    "210 kB": lambda at, claims: at.sign({**claims, "x": "x" * 150_000}),
}  # fmt: skip


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_no_signed_token_of_three_parts_is_refused(wire: Wire, case: str) -> None:
    wire.refuses(Fault.TOKEN_MALFORMED, sign=MALFORMED[case])


def test_a_body_of_300_kilobytes_is_refused_unread(wire: Wire) -> None:
    carried = wire.carried()
    with wire.opening_nothing():
        answer = wire.post(carried.state, "x" * 300_000)
    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_a_body_of_2000_fields_is_refused_unread(wire: Wire) -> None:
    carried = wire.carried()
    fields = {f"field{number}": "" for number in range(2000)}
    with wire.opening_nothing():
        data = {"state": carried.state, "id_token": wire.sign(carried.claims), **fields}
        files = {name: (None, value) for name, value in data.items()}
        answer = wire.http.post(f"{wire.place.url}/lti/launch", files=files, timeout=20)
    assert answer.status_code == 413


def test_a_token_of_yesterday_that_lives_until_tomorrow_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.TOKEN_OUTDATED, {"iat": Ahead(-86_400), "exp": Ahead(86_400)})
