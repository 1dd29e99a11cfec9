"""Attacks on the login: replayed, fixed, stolen, forged, or used to lead a browser elsewhere."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from lti_tool.errors import Fault
from lti_tool.security import Vault
from lti_tool.services.logins import LOGIN_LIVES
from lti_tool.services.registrations import NewRegistration
from lti_tool.services.sessions import end
from lti_tool.stand_in.demo import registration
from lti_tool.views.cookies import state_cookie
from tests.support.live import Live
from tests.support.wire import LTI, Wire


@contextmanager
def tool_with(place: Live, **changes: Any) -> Iterator[None]:
    """Let the tool answer with another clock or key meanwhile."""
    held = place.runtime
    place.app.extensions["poiju"] = dataclasses.replace(held, **changes)
    try:
        yield
    finally:
        place.app.extensions["poiju"] = held


def test_an_id_token_posted_again_with_its_state_opens_one_session(wire: Wire) -> None:
    carried = wire.carried()
    kept, token = wire.http.cookies.copy(), wire.sign(carried.claims)
    before = wire.sessions()
    assert wire.post(carried.state, token).status_code == 303
    wire.says(wire.post(carried.state, token), Fault.COOKIES_BLOCKED)
    wire.http.cookies.update(kept)  # an attacker has kept them
    wire.says(wire.post(carried.state, token), Fault.LOGIN_USED)
    assert wire.sessions() == before + 1


def test_an_old_id_token_with_a_fresh_state_is_refused(wire: Wire) -> None:
    token = wire.sign(wire.carried().claims)
    fresh = wire.carried()
    with wire.opening_nothing():
        wire.says(wire.post(fresh.state, token), Fault.TOKEN_UNTRUSTED)


def test_an_id_token_in_another_browser_is_refused(wire: Wire) -> None:
    carried = wire.carried()
    with wire.opening_nothing():
        wire.says(wire.other().post(carried.state, wire.sign(carried.claims)), Fault.COOKIES_BLOCKED)


def test_an_id_token_in_another_browser_with_a_login_of_its_own_is_refused(wire: Wire) -> None:
    carried, victim = wire.carried(), wire.other()
    fresh = victim.carried()
    with wire.opening_nothing():
        wire.says(victim.post(fresh.state, wire.sign(carried.claims)), Fault.TOKEN_UNTRUSTED)


def test_a_login_that_somebody_else_began_cannot_be_finished_by_a_victim(wire: Wire) -> None:
    attacker, victim = wire, wire.other()
    carried = attacker.carried()
    own = victim.carried()
    cookie = next(one for one in victim.http.cookies if one.name == state_cookie(own.state))
    victim.http.cookies.set(state_cookie(carried.state), cookie.value, path="/lti/launch")
    with wire.opening_nothing():
        wire.says(victim.post(carried.state, wire.sign(carried.claims)), Fault.BROWSER_DIFFERS)


def test_posts_of_one_id_token_in_the_same_moment_open_exactly_one_session(wire: Wire) -> None:
    for _ in range(5):
        carried = wire.carried()
        token, before = wire.sign(carried.claims), wire.sessions()
        assert sorted(_at_once(wire, carried.state, token, 6)) == [303, *[400] * 5]
        assert wire.sessions() == before + 1


def _at_once(wire: Wire, state: str, token: str, many: int) -> list[int]:
    gate, answers = threading.Barrier(many), []

    def post() -> None:
        other = wire.other()
        other.http.cookies.update(wire.http.cookies)
        gate.wait()
        answers.append(other.post(state, token).status_code)

    threads = [threading.Thread(target=post) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("place_in_state", [0, 30, 60, 127])
def test_a_state_that_was_changed_or_made_longer_is_refused(wire: Wire, place_in_state: int) -> None:
    carried = wire.carried()
    state, at = carried.state, place_in_state
    token = wire.sign(carried.claims)
    other = state[:at] + ("A" if state[at] != "A" else "B") + state[at + 1 :]
    with wire.opening_nothing():
        for changed in (other, state + "AAAA"):
            wire.http.cookies.set(state_cookie(changed), "x", path="/lti/launch")
            wire.says(wire.post(changed, token), Fault.LOGIN_UNKNOWN)
    assert wire.post(state, token).status_code == 303


def test_a_state_older_than_ten_minutes_is_refused(wire: Wire) -> None:
    carried = wire.carried()
    later = wire.place.runtime.now() + LOGIN_LIVES
    with tool_with(wire.place, now=lambda: later), wire.opening_nothing():
        wire.says(wire.post(carried.state, wire.sign(carried.claims)), Fault.LOGIN_UNKNOWN)


def test_a_state_signed_with_another_secret_key_is_refused(wire: Wire) -> None:
    carried = wire.carried()
    with tool_with(wire.place, vault=Vault("another secret key, long enough too")), wire.opening_nothing():
        wire.says(wire.post(carried.state, wire.sign(carried.claims)), Fault.LOGIN_UNKNOWN)


def test_a_session_that_has_ended_keeps_its_login_used(wire: Wire) -> None:
    carried = wire.carried()
    kept, token = wire.http.cookies.copy(), wire.sign(carried.claims)
    path = wire.post(carried.state, token).headers["Location"]
    end(wire.place.runtime.database, path.split("/")[2])
    assert Fault.SESSION_ENDED.value in wire.http.get(wire.place.url + path, timeout=20).text
    wire.http.cookies.update(kept)
    with wire.opening_nothing():
        wire.says(wire.post(carried.state, token), Fault.LOGIN_USED)


def test_a_token_of_one_client_does_not_answer_the_login_of_another(wire: Wire) -> None:
    """Registration and keys are the state's; another tenant's token fits none of them."""
    platform = wire.place.platform
    fields = {**registration(platform), "client_id": "client-2", "tenant": "other"}
    wire.place.runtime.registry.add(NewRegistration(**fields))
    carried = wire.carried()
    begun = wire.login(wire.form(), client_id="client-2")
    asked = parse_qs(urlsplit(begun.headers["Location"]).query)
    claims = {**carried.claims, "nonce": asked["nonce"][0]}
    with wire.opening_nothing():
        wire.says(wire.post(asked["state"][0], wire.sign(claims)), Fault.TOKEN_UNTRUSTED)


def test_what_the_platform_says_instead_of_a_launch_is_shown_as_its_refusal(wire: Wire) -> None:
    form = {"error": "login_required", "error_description": "<script>alert(1)</script>"}
    with wire.opening_nothing():
        answer = wire.post(wire.carried().state, "", **form)
        wire.says(answer, Fault.PLATFORM_REFUSED)
    assert "<script>alert" not in answer.text


LOGINS: dict[str, tuple[dict[str, str], Fault]] = {
    "an unknown issuer": ({"iss": "https://evil.test"}, Fault.PLATFORM_UNKNOWN),
    # An unknown client of a known issuer may introduce itself: `test_newcomers.py`.
    "a client id of 256 characters": ({"client_id": "c" * 256}, Fault.PLATFORM_UNKNOWN),
    "no issuer": ({"iss": ""}, Fault.REQUEST_INCOMPLETE),
    "no login_hint": ({"login_hint": ""}, Fault.REQUEST_INCOMPLETE),
    "no target": ({"target_link_uri": ""}, Fault.REQUEST_INCOMPLETE),
    "a login_hint of 10 kB": ({"login_hint": "h" * 10_000}, Fault.REQUEST_INCOMPLETE),
    "an lti_message_hint of 10 kB": ({"lti_message_hint": "h" * 10_000}, Fault.REQUEST_INCOMPLETE),
}  # fmt: skip


@pytest.mark.parametrize("case", LOGINS)
def test_a_login_that_is_incomplete_or_of_strangers_leads_nowhere(wire: Wire, case: str) -> None:
    changes, fault = LOGINS[case]
    wire.refuses_login(fault, **changes)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.test/x", "//evil.test/x", "javascript:alert(1)", "data:text/html,x", "/lti/launch",
        "http://localhost:{port}@evil.test/", "http://localhost.evil.test:{port}/", "http://localhost:1/",
        "http://[", "\\\\evil.test", "t" * 3000,
    ],
)  # fmt: skip
def test_a_target_that_is_not_an_address_of_the_tool_leads_nowhere(wire: Wire, target: str) -> None:
    port = wire.place.url.rpartition(":")[2]
    wire.refuses_login(Fault.REQUEST_INCOMPLETE, target_link_uri=target.format(port=port))


def test_the_login_leads_to_the_registered_address_alone_whatever_is_sent_along(wire: Wire) -> None:
    more = {
        "redirect_uri": "https://evil.test/",
        "auth_login_url": "https://evil.test/",
        "next": "//evil.test",
    }
    location = wire.login(wire.form(), **more).headers["Location"]
    assert location.startswith(f"{wire.place.platform.issuer}/auth?")
    assert "evil.test" not in location


def test_hints_with_quotes_line_ends_and_ampersands_stay_inside_their_parameter(wire: Wire) -> None:
    answer = wire.login(
        wire.form(), login_hint='"><script>\r\nSet-Cookie: a=b&nonce=x', lti_message_hint="a&state=b#c"
    )
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert (len(asked["nonce"]), len(asked["state"])) == (1, 1)
    assert asked["lti_message_hint"] == ["a&state=b#c"]
    assert "Set-Cookie: a=b" not in str(answer.headers)


def test_hints_on_the_page_that_checks_for_cookies_are_text(wire: Wire) -> None:
    fields = {**wire.form(), "login_hint": '"><script>alert(1)</script>'}
    page = wire.http.post(
        f"{wire.place.url}/lti/login", data=fields, headers={"Sec-Fetch-Dest": "iframe"}, timeout=20
    )
    assert page.status_code == 200
    assert "data-send" in page.text
    assert "<script>alert" not in page.text


def test_an_unknown_deployment_waits_and_shows_nothing(wire: Wire) -> None:
    wire.refuses(Fault.DEPLOYMENT_PENDING, {f"{LTI}deployment_id": "unheard of"})
