"""Launches that must not open a session: the certification suite's bad payloads, and attacks.

Each case says what is sent and which fault the page must name. The holes of pylti1p3 2.0.0 stand last.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lti_tool.errors import Fault
from lti_tool.models import Deployment, LaunchSession
from lti_tool.runtime import Runtime
from lti_tool.security import Vault
from lti_tool.services.logins import LOGIN_LIVES
from lti_tool.services.sessions import end
from lti_tool.views.cookies import state_cookie
from tests.support.platform import CLAIM, DEEP_LINKING, Platform
from tests.support.tool import URL, Browser, register

TARGET = f"{URL}/lti/launch"


class Ahead(int):
    """Seconds ahead of the moment in which a test sends its token."""


def now(changes: dict[str, Any]) -> dict[str, Any]:
    """Return the changes with their moments counted from now."""
    moment = int(time.time())
    return {name: moment + value if isinstance(value, Ahead) else value for name, value in changes.items()}


def sessions(runtime: Runtime) -> int:
    """Count the sessions that exist."""
    with runtime.database.read() as session:
        return session.scalars(select(func.count()).select_from(LaunchSession)).one()


def refused(answer: TestResponse, fault: Fault, runtime: Runtime) -> None:
    """Check that an answer is a page of this fault and that nothing was opened."""
    assert answer.status_code in (400, 413), answer.text
    assert fault.value in answer.text
    assert "poiju_session" not in str(answer.headers)
    assert sessions(runtime) == 0


# What is changed in the claims (None: taken away), and the fault.
CLAIMS: dict[str, tuple[dict[str, Any], Fault]] = {
    "B3 wrong version": ({f"{CLAIM}version": "11.3"}, Fault.CLAIMS_INVALID),
    "B4 no version": ({f"{CLAIM}version": None}, Fault.CLAIMS_INVALID),
    "B6 no iss": ({"iss": None}, Fault.TOKEN_UNTRUSTED),
    "B7 exp has passed": ({"exp": Ahead(-120)}, Fault.TOKEN_OUTDATED),
    "B7 iat lies ahead": ({"iat": Ahead(600)}, Fault.TOKEN_OUTDATED),
    "B8 no message_type": ({f"{CLAIM}message_type": None}, Fault.MESSAGE_UNSUPPORTED),
    "B9 no roles": ({f"{CLAIM}roles": None}, Fault.CLAIMS_INVALID),
    "B10 no deployment_id": ({f"{CLAIM}deployment_id": None}, Fault.CLAIMS_INVALID),
    "B11 no resource_link": ({f"{CLAIM}resource_link": None}, Fault.CLAIMS_INVALID),
    "B11 no resource_link.id": ({f"{CLAIM}resource_link": {"title": "x"}}, Fault.CLAIMS_INVALID),
    "B12 no sub": ({"sub": None}, Fault.CLAIMS_INVALID),
    "unknown message_type": ({f"{CLAIM}message_type": "LtiOther"}, Fault.MESSAGE_UNSUPPORTED),
    "message_type is a list": ({f"{CLAIM}message_type": ["LtiOther"]}, Fault.MESSAGE_UNSUPPORTED),
    "sub is a number": ({"sub": 7}, Fault.CLAIMS_INVALID),
    "sub is empty": ({"sub": ""}, Fault.CLAIMS_INVALID),
    "sub has 256 characters": ({"sub": "s" * 256}, Fault.CLAIMS_INVALID),
    "deployment_id has 256 characters": ({f"{CLAIM}deployment_id": "d" * 256}, Fault.CLAIMS_INVALID),
    "resource_link is a text": ({f"{CLAIM}resource_link": "x"}, Fault.CLAIMS_INVALID),
    "context is a list": ({f"{CLAIM}context": ["x"]}, Fault.CLAIMS_INVALID),
    "custom is a text": ({f"{CLAIM}custom": "unit=1"}, Fault.CLAIMS_INVALID),
    "issuer in capitals": ({"iss": "HTTP://127.0.0.1"}, Fault.TOKEN_UNTRUSTED),
    "aud of another tool": ({"aud": "other"}, Fault.TOKEN_UNTRUSTED),
    "aud is empty": ({"aud": []}, Fault.TOKEN_UNTRUSTED),
    "aud holds a number": ({"aud": ["client-1", 5], "azp": "client-1"}, Fault.TOKEN_UNTRUSTED),
    "iat is a text": ({"iat": "now"}, Fault.CLAIMS_INVALID),
    "exp is true": ({"exp": True}, Fault.CLAIMS_INVALID),
    "nbf lies ahead": ({"nbf": Ahead(600)}, Fault.TOKEN_OUTDATED),
    "no nonce": ({"nonce": None}, Fault.CLAIMS_INVALID),
    "an invented nonce": ({"nonce": "made-up"}, Fault.TOKEN_UNTRUSTED),
    "a Deep Linking request without settings": (
        {f"{CLAIM}message_type": "LtiDeepLinkingRequest"}, Fault.CLAIMS_INVALID
    ),
    "a Deep Linking request that takes no links": (
        {
            f"{CLAIM}message_type": "LtiDeepLinkingRequest",
            DEEP_LINKING: {
                "deep_link_return_url": "https://x.example", "accept_types": ["file"],
                "accept_presentation_document_targets": ["iframe"],
            },
        },
        Fault.CLAIMS_INVALID,
    ),
    "a submission review without a line item": (
        {f"{CLAIM}message_type": "LtiSubmissionReviewRequest"}, Fault.CLAIMS_INVALID
    ),
    # What pylti1p3 2.0.0 lets in.
    "pylti1p3: two audiences without azp": ({"aud": ["client-1", "other"]}, Fault.TOKEN_UNTRUSTED),
    "pylti1p3: azp of another tool": ({"aud": ["client-1"], "azp": "other"}, Fault.TOKEN_UNTRUSTED),
    "pylti1p3: no exp": ({"exp": None}, Fault.CLAIMS_INVALID),
    "pylti1p3: no iat": ({"iat": None}, Fault.CLAIMS_INVALID),
    "pylti1p3: iat of yesterday": ({"iat": Ahead(-86_400)}, Fault.TOKEN_OUTDATED),
    "pylti1p3: roles is a text": ({f"{CLAIM}roles": "Instructor"}, Fault.CLAIMS_INVALID),
    "pylti1p3: no target_link_uri": ({f"{CLAIM}target_link_uri": None}, Fault.CLAIMS_INVALID),
    "pylti1p3: target_link_uri of another host": (
        {f"{CLAIM}target_link_uri": "https://evil.test/"}, Fault.CLAIMS_INVALID
    ),
    "pylti1p3: target_link_uri that differs from the login's": (
        {f"{CLAIM}target_link_uri": f"{TARGET}?unit=a/b"}, Fault.CLAIMS_INVALID
    ),
    "pylti1p3: a Deep Linking request without a return address": (
        {
            f"{CLAIM}message_type": "LtiDeepLinkingRequest",
            DEEP_LINKING: {
                "accept_types": ["ltiResourceLink"], "accept_presentation_document_targets": ["iframe"]
            },
        },
        Fault.CLAIMS_INVALID,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CLAIMS)
def test_claims(case: str, browser: Browser, runtime: Runtime) -> None:
    changes, fault = CLAIMS[case]
    refused(browser.launch(**now(changes)), fault, runtime)


def unsigned(claims: dict[str, Any], platform: Platform) -> str:
    return jwt.encode(claims, None, algorithm="none", headers={"kid": "k1"})


def with_public_key_as_secret(claims: dict[str, Any], platform: Platform) -> str:
    """Sign with HS256 and the platform's public key (PyJWT refuses to, so by hand)."""
    public = platform.keys["k1"].public_key()
    secret = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    head = part({"alg": "HS256", "kid": "k1"}) + "." + part(claims)
    return head + "." + b64(hmac.new(secret, head.encode(), hashlib.sha256).digest())


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def part(content: object) -> str:
    return b64(json.dumps(content).encode())


def foreign_key(claims: dict[str, Any], platform: Platform) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "k1"})


def own_key_in_header(claims: dict[str, Any], platform: Platform) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    headers = {"kid": "k1", "jwk": jwk, "jku": "https://evil.test/jwks", "x5u": "https://evil.test/x5u"}
    return jwt.encode(claims, key, algorithm="RS256", headers=headers)


def changed_after_signing(claims: dict[str, Any], platform: Platform) -> str:
    head, _, signature = platform.sign(claims).split(".")
    return ".".join((head, part({**claims, "sub": "somebody-else"}), signature))


def duplicate_key(claims: dict[str, Any], platform: Platform) -> str:
    head, _, signature = platform.sign(claims).split(".")
    body = json.dumps(claims)[:-1] + ', "sub": "somebody-else"}'
    return ".".join((head, b64(body.encode()), signature))


TOKENS: dict[str, tuple[Callable[[dict[str, Any], Platform], str], Fault]] = {
    "B1 no kid": (lambda c, p: jwt.encode(c, p.keys["k1"], algorithm="RS256"), Fault.TOKEN_UNTRUSTED),
    "B2 unknown kid": (
        lambda c, p: jwt.encode(c, p.keys["k1"], algorithm="RS256", headers={"kid": "k9"}),
        Fault.TOKEN_UNTRUSTED,
    ),
    "B5 a token that is no launch": (lambda c, p: p.sign({"hello": "world"}), Fault.TOKEN_UNTRUSTED),
    "alg none": (unsigned, Fault.TOKEN_UNTRUSTED),
    "HS256 with the public key": (with_public_key_as_secret, Fault.TOKEN_UNTRUSTED),
    "RS512": (
        lambda c, p: jwt.encode(c, p.keys["k1"], algorithm="RS512", headers={"kid": "k1"}),
        Fault.TOKEN_UNTRUSTED,
    ),
    "a foreign key under a known kid": (foreign_key, Fault.TOKEN_UNTRUSTED),
    "the key in the header, by jwk, jku and x5u": (own_key_in_header, Fault.TOKEN_UNTRUSTED),
    "claims changed after signing": (changed_after_signing, Fault.TOKEN_UNTRUSTED),
    "a claim that stands twice": (duplicate_key, Fault.TOKEN_MALFORMED),
    "kid that climbs": (
        lambda c, p: jwt.encode(c, p.keys["k1"], algorithm="RS256", headers={"kid": "../../etc/passwd"}),
        Fault.TOKEN_UNTRUSTED,
    ),
    "kid with SQL": (
        lambda c, p: jwt.encode(c, p.keys["k1"], algorithm="RS256", headers={"kid": "' OR 1=1; --"}),
        Fault.TOKEN_UNTRUSTED,
    ),
    "kid of 10 kB": (
        lambda c, p: jwt.encode(c, p.keys["k1"], algorithm="RS256", headers={"kid": "k" * 10_000}),
        Fault.TOKEN_UNTRUSTED,
    ),
    "critical header parameter": (
        lambda c, p: jwt.encode(c, p.keys["k1"], algorithm="RS256", headers={"kid": "k1", "crit": ["b64"]}),
        Fault.TOKEN_UNTRUSTED,
    ),
    "five parts": (lambda c, p: p.sign(c) + ".a.b", Fault.TOKEN_MALFORMED),
    "no JSON": (lambda c, p: f"{b64(b'no')}.{b64(b'json')}.x", Fault.TOKEN_MALFORMED),
    "not base64": (lambda c, p: "§.§.§", Fault.TOKEN_MALFORMED),
    "JSON that nests without end": (
        lambda c, p: f"{part({'alg': 'RS256', 'kid': 'k1'})}.{b64(b'[' * 50_000)}.x", Fault.TOKEN_MALFORMED
    ),
    "a body that is a list": (
        lambda c, p: f"{part({'alg': 'RS256', 'kid': 'k1'})}.{part([1])}.x", Fault.TOKEN_MALFORMED
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOKENS)
def test_tokens(case: str, browser: Browser, platform: Platform, runtime: Runtime) -> None:
    make, fault = TOKENS[case]
    state, nonce = browser.begun()
    refused(browser.post(state, make(platform.claims(nonce, TARGET), platform)), fault, runtime)
    assert len(platform.requests("/jwks")) <= 2  # the first fetch, and at most one more for an unknown kid


def test_a_body_of_300_kilobytes_is_refused(browser: Browser, runtime: Runtime) -> None:
    state, _ = browser.begun()
    answer = browser.post(state, "x" * 300_000)
    assert answer.status_code == 413
    assert sessions(runtime) == 0


def test_what_the_platform_answers_instead_of_a_launch_is_shown_as_its_refusal(
    browser: Browser, runtime: Runtime
) -> None:
    state, _ = browser.begun()
    form = {"state": state, "error": "login_required", "error_description": "<script>alert(1)</script>"}
    answer = browser.client.post("/lti/launch", data=form, base_url=URL)
    refused(answer, Fault.PLATFORM_REFUSED, runtime)
    assert "<script>alert" not in answer.text


def test_a_launch_without_a_login_is_refused(browser: Browser, platform: Platform, runtime: Runtime) -> None:
    token = platform.sign(platform.claims("n", TARGET))
    refused(browser.post("made-up", token), Fault.LOGIN_UNKNOWN, runtime)
    refused(browser.post("", token), Fault.REQUEST_INCOMPLETE, runtime)


@pytest.mark.parametrize("place", [0, 30, 60, 127])
def test_a_state_that_was_changed_is_refused(
    place: int, browser: Browser, platform: Platform, runtime: Runtime
) -> None:
    state, nonce = browser.begun()
    other = "A" if state[place] != "A" else "B"
    changed = state[:place] + other + state[place + 1 :]
    browser.client.set_cookie(state_cookie(changed), "x", path="/lti/launch")
    token = platform.sign(platform.claims(nonce, TARGET))
    refused(browser.post(changed, token), Fault.LOGIN_UNKNOWN, runtime)
    refused(browser.post(state + "AAAA", token), Fault.LOGIN_UNKNOWN, runtime)
    assert browser.post(state, token).status_code == 303


def test_a_login_that_is_too_old_is_refused(
    browser: Browser, platform: Platform, app: Flask, runtime: Runtime
) -> None:
    state, nonce = browser.begun()
    later = runtime.now() + LOGIN_LIVES
    app.extensions["poiju"] = dataclasses.replace(runtime, now=lambda: later)
    refused(browser.post(state, platform.sign(platform.claims(nonce, TARGET))), Fault.LOGIN_UNKNOWN, runtime)


def test_a_state_of_another_secret_key_is_refused(
    browser: Browser, platform: Platform, app: Flask, runtime: Runtime
) -> None:
    state, nonce = browser.begun()
    app.extensions["poiju"] = dataclasses.replace(runtime, vault=Vault("another secret key, long enough too"))
    refused(browser.post(state, platform.sign(platform.claims(nonce, TARGET))), Fault.LOGIN_UNKNOWN, runtime)


def test_a_session_that_has_ended_keeps_its_login_used(
    browser: Browser, platform: Platform, runtime: Runtime
) -> None:
    state, nonce = browser.begun()
    cookies = browser.client._cookies.copy()
    token = platform.sign(platform.claims(nonce, TARGET))
    path = browser.post(state, token).headers["Location"]
    end(runtime.database, path.split("/")[2])
    assert Fault.SESSION_ENDED.value in browser.get(path).text
    browser.client._cookies = cookies
    assert Fault.LOGIN_USED.value in browser.post(state, token).text
    assert sessions(runtime) == 1


def test_pylti1p3_a_token_sent_twice_opens_one_session(
    browser: Browser, platform: Platform, runtime: Runtime
) -> None:
    state, nonce = browser.begun()
    cookies = browser.client._cookies.copy()
    token = platform.sign(platform.claims(nonce, TARGET))
    assert browser.post(state, token).status_code == 303
    browser.client._cookies = cookies  # an attacker has kept them
    answer = browser.post(state, token)
    assert answer.status_code == 400
    assert Fault.LOGIN_USED.value in answer.text
    assert sessions(runtime) == 1


def test_pylti1p3_an_old_token_with_a_fresh_login_is_refused(
    browser: Browser, platform: Platform, runtime: Runtime
) -> None:
    _, old_nonce = browser.begun()
    state, _ = browser.begun()
    refused(
        browser.post(state, platform.sign(platform.claims(old_nonce, TARGET))), Fault.TOKEN_UNTRUSTED, runtime
    )


def test_another_browsers_login_is_refused(app: Flask, platform: Platform, runtime: Runtime) -> None:
    """Login CSRF: the attacker's own launch, posted by the victim's browser."""
    attacker, victim = Browser(app, platform), Browser(app, platform)
    state, nonce = attacker.begun()
    token = platform.sign(platform.claims(nonce, TARGET))
    refused(victim.post(state, token), Fault.COOKIES_BLOCKED, runtime)
    own_state, _ = victim.begun()
    stolen = victim.client._cookies
    name = next(key for key in stolen if key[2].startswith("poiju_login_"))
    victim.client.set_cookie(
        next(key[2] for key in attacker.client._cookies), stolen[name].value, path="/lti/launch"
    )
    refused(victim.post(state, token), Fault.BROWSER_DIFFERS, runtime)
    assert own_state


def test_a_login_of_one_registration_takes_no_token_of_another(
    app: Flask, platform: Platform, runtime: Runtime
) -> None:
    register(runtime, platform, client_id="client-2")
    browser = Browser(app, platform)
    state, nonce = browser.begun(client_id="client-2")
    refused(
        browser.post(state, platform.sign(platform.claims(nonce, TARGET))), Fault.TOKEN_UNTRUSTED, runtime
    )


def test_an_unknown_deployment_waits_for_approval(browser: Browser, runtime: Runtime) -> None:
    refused(browser.launch(**{f"{CLAIM}deployment_id": "Deployment-1"}), Fault.DEPLOYMENT_PENDING, runtime)
    with runtime.database.read() as session:
        states = {row.deployment_id: row.status for row in session.scalars(select(Deployment))}
    assert states == {"deployment-1": "active", "Deployment-1": "pending"}
    runtime.registry.approve_deployment(browser.platform.issuer, "client-1", "Deployment-1")
    assert browser.launch(**{f"{CLAIM}deployment_id": "Deployment-1"}).status_code == 303


@pytest.mark.parametrize("_round", range(5))
def test_posts_of_one_token_in_the_same_moment_open_one_session(
    _round: int, app: Flask, platform: Platform, runtime: Runtime
) -> None:
    browser = Browser(app, platform)
    state, nonce = browser.begun()
    token = platform.sign(platform.claims(nonce, TARGET))
    gate = threading.Barrier(4)
    answers: list[int] = []

    def post() -> None:
        other = Browser(app, platform)
        other.client._cookies = browser.client._cookies.copy()
        gate.wait()
        answers.append(other.post(state, token).status_code)

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 400, 400, 400]
    assert sessions(runtime) == 1


GOOD: dict[str, dict[str, Any]] = {
    "a platform clock 30 s ahead": {"iat": Ahead(30)},
    "exp passed 30 s ago": {"exp": Ahead(-30)},
    "two audiences, azp names us": {"aud": ["other", "client-1"], "azp": "client-1"},
    "T4 unknown role": {f"{CLAIM}roles": ["http://example.org/role"]},
    "T5 no role": {f"{CLAIM}roles": []},
    "T6 e-mail only": {"email": "a@example.org"},
    "T9 no context": {f"{CLAIM}context": None},
    "unknown claims": {"https://example.org/claim": {"x": [1]}},
    "no presentation": {f"{CLAIM}launch_presentation": None},
    "a variable that was not substituted": {f"{CLAIM}custom": {"unit": "$ResourceLink.id.history"}},
}


@pytest.mark.parametrize("case", GOOD)
def test_good_launches_go_on(case: str, browser: Browser) -> None:
    answer = browser.launch(**now(GOOD[case]))
    assert answer.status_code == 303, answer.text
    assert browser.get(answer.headers["Location"]).status_code == 200


LOGINS: dict[str, tuple[dict[str, str], Fault]] = {
    "an unknown issuer": ({"iss": "https://evil.test"}, Fault.PLATFORM_UNKNOWN),
    "an issuer with a slash more": ({"iss": "{issuer}/"}, Fault.PLATFORM_UNKNOWN),
    "an unknown client": ({"client_id": "client-9"}, Fault.PLATFORM_UNKNOWN),
    "no login_hint": ({"login_hint": ""}, Fault.REQUEST_INCOMPLETE),
    "no target_link_uri": ({"target_link_uri": ""}, Fault.REQUEST_INCOMPLETE),
    "a target on another host": ({"target_link_uri": "https://evil.test/x"}, Fault.REQUEST_INCOMPLETE),
    "a target without a scheme": ({"target_link_uri": "//evil.test/x"}, Fault.REQUEST_INCOMPLETE),
    "a target that is a script": ({"target_link_uri": "javascript:alert(1)"}, Fault.REQUEST_INCOMPLETE),
    "a target with our host as its user": (
        {"target_link_uri": "http://localhost:8000@evil.test/"}, Fault.REQUEST_INCOMPLETE
    ),
    "a hint of 10 kB": ({"lti_message_hint": "h" * 10_000}, Fault.REQUEST_INCOMPLETE),
}  # fmt: skip


@pytest.mark.parametrize("case", LOGINS)
def test_logins_that_lead_nowhere(case: str, browser: Browser, runtime: Runtime) -> None:
    changes, fault = LOGINS[case]
    filled = {name: value.format(issuer=browser.platform.issuer) for name, value in changes.items()}
    answer = browser.login(**filled)
    refused(answer, fault, runtime)
    assert "Location" not in answer.headers


def test_hints_cannot_break_out_of_the_address(browser: Browser) -> None:
    answer = browser.login(login_hint='"><script>\r\nSet-Cookie: a=b&nonce=x', lti_message_hint="a&state=b#c")
    location = answer.headers["Location"]
    assert "\n" not in location
    assert location.count("nonce=") == 1
    assert location.count("state=") == 1
