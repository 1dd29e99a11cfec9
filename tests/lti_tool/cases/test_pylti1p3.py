"""What pylti1p3 2.0.0 lets in or loses, and this tool does not; more of its holes are among the attacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.errors import Fault
from lti_tool.outbound import Outbound
from lti_tool.services import key_rotation
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.registrations import NewRegistration
from lti_tool.stand_in.demo import registration
from tests.support.live import Live
from tests.support.picking import ITEMS, Picking
from tests.support.sample import ID
from tests.support.wire import LTI, MEMBERSHIP, Ahead, Wire


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what the tool asks of platforms, by path."""
    paths: Counter[str] = Counter()
    send = Outbound.send

    def counted(at: Outbound, request):  # type: ignore[no-untyped-def]  # as the method
        paths[urlsplit(request.url).path] += 1
        return send(at, request)

    monkeypatch.setattr(Outbound, "send", counted)
    return paths


@contextmanager
def platform_key(place: Live, key: rsa.RSAPrivateKey) -> Iterator[None]:
    held = place.platform.key
    place.platform.key = key
    try:
        yield
    finally:
        place.platform.key = held


def test_the_nonce_of_one_login_does_not_fit_the_state_of_another(wire: Wire) -> None:
    one, other = wire.carried(), wire.carried()
    with wire.opening_nothing():
        wire.says(wire.post(one.state, wire.sign(other.claims)), Fault.TOKEN_UNTRUSTED)
        wire.says(wire.post(other.state, wire.sign(one.claims)), Fault.TOKEN_UNTRUSTED)


def test_several_audiences_with_us_as_azp_go_in_in_any_order(wire: Wire) -> None:
    client = wire.place.platform.client_id
    for audience in (["other", client], [client, "other"]):
        wire.opens({"aud": audience, "azp": client})


def test_a_platform_clock_two_seconds_ahead_goes_in(wire: Wire) -> None:
    wire.opens({"iat": Ahead(2)})


def test_roles_that_are_a_text_are_refused(wire: Wire) -> None:
    for roles in ("Instructor", f"{MEMBERSHIP}#Instructor", {"0": "Instructor"}):
        wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}roles": roles})


@pytest.mark.parametrize("target", [None, "https://evil.test/", "//evil.test", "javascript:alert(1)", 7])
def test_a_target_in_the_token_that_is_missing_or_another_host_s_is_refused(
    wire: Wire, target: object
) -> None:
    wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}target_link_uri": target})


def test_the_redirect_address_is_always_the_registered_one(wire: Wire) -> None:
    target = f"{wire.place.url}/lti/launch?unit={ID}/quiz"
    location = wire.login(wire.form(), target_link_uri=target).headers["Location"]
    assert parse_qs(urlsplit(location).query)["redirect_uri"] == [f"{wire.place.url}/lti/launch"]


def test_an_authentication_address_with_a_query_keeps_one_question_mark(wire: Wire) -> None:
    platform = wire.place.platform
    address = f"{platform.issuer}/auth?x=1"
    fields = {**registration(platform), "client_id": "queried", "auth_login_url": address}
    wire.place.runtime.registry.add(NewRegistration(**fields))
    location = wire.login(wire.form(), client_id="queried").headers["Location"]
    assert location.startswith(f"{platform.issuer}/auth?x=1&scope=openid&")
    assert location.count("?") == 1


def test_no_launch_is_kept_in_a_cookie(wire: Wire) -> None:
    link = wire.place.platform.add_link("long " * 40, {"unit": f"{ID}/outcomes", "more": "x" * 2000})
    wire.opens(fields=wire.form(link=link))
    assert sum(len(one.name) + len(one.value or "") for one in wire.http.cookies) < 500


def test_a_post_to_the_login_may_say_some_of_it_in_its_address(wire: Wire) -> None:
    fields = wire.form()
    issuer = fields.pop("iss")
    answer = wire.http.post(
        f"{wire.place.url}/lti/login", params={"iss": issuer}, data=fields, allow_redirects=False, timeout=20
    )
    assert answer.status_code == 302


def test_many_launches_fetch_the_key_set_once_at_most(wire: Wire, asked: Counter[str]) -> None:
    for _ in range(3):
        wire.opens()
    assert asked["/jwks"] <= 1


def test_a_key_that_the_platform_has_just_made_goes_in_after_one_fetch(
    wire: Wire, asked: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.opens()
    monkeypatch.setattr("lti_tool.stand_in.launches.KEY_ID", "rotated")
    with platform_key(wire.place, rsa.generate_private_key(public_exponent=65537, key_size=2048)):
        for _ in range(2):
            carried = wire.carried()
            token = jwt.encode(
                carried.claims, wire.place.platform.key, algorithm="RS256", headers={"kid": "rotated"}
            )
            asked.clear()
            assert wire.post(carried.state, token).status_code == 303
            assert asked["/jwks"] <= 1
        assert asked["/jwks"] == 0


def test_a_kid_that_nobody_has_makes_one_fetch_however_often_it_is_sent(
    wire: Wire, asked: Counter[str]
) -> None:
    for _ in range(3):
        wire.refuses(Fault.TOKEN_UNTRUSTED, sign=lambda at, claims: at.sign(claims, kid="nobody-has-it"))
    assert asked["/jwks"] <= 1


def test_a_key_set_that_is_an_error_s_body_is_not_kept(wire: Wire) -> None:
    place = wire.place
    wire.opens()
    place.platform.faults.set("jwks", "500")
    try:
        wire.refuses(Fault.TOKEN_UNTRUSTED, sign=lambda at, claims: at.sign(claims, kid="in-an-outage"))
        wire.opens()
    finally:
        place.platform.faults.clear()


def test_a_message_of_deep_linking_is_dated_back_and_sends_no_empty_fields(wire: Wire) -> None:
    picking = Picking.opened(wire)
    claims = picking.answers(unit=f"{ID}/quiz")
    assert claims["iat"] <= wire.place.runtime.now().timestamp() - 9
    [item] = claims[ITEMS]
    assert all(value not in (None, {}, []) for value in item.values())


def test_the_form_of_deep_linking_escapes_its_address(wire: Wire) -> None:
    address = f'{wire.place.platform.issuer}/deep-link/return?a="><script>alert(1)</script>&b=c'
    page = Picking.opened(wire, deep_link_return_url=address).sends(unit=f"{ID}/quiz")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert address in unescape(page.text)


def test_keys_that_rotate_are_published_together(wire: Wire) -> None:
    def kids() -> set[str]:
        return {one["kid"] for one in wire.http.get(f"{wire.place.url}/lti/jwks", timeout=20).json()["keys"]}

    before = kids()
    runtime = wire.place.runtime
    key_rotation.rotate(runtime, of_command_line(runtime, None), "in-turn")
    assert before < kids()
