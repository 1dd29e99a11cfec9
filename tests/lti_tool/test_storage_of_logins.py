"""A login whose secret the platform's storage keeps: what is put there, and who may bring it back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
import requests

from lti_tool.errors import Fault
from tests.support.live import Live, form, live
from tests.support.wire import Wire

FRAMED = {"Sec-Fetch-Dest": "iframe"}
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("live"), POIJU_WORKER="0") as running:
        yield running


@pytest.fixture
def wire(place: Live) -> Wire:
    return Wire(place)


def begun(wire: Wire, target: str = "_parent", headers: dict[str, str] = FRAMED) -> requests.Response:
    """Log in inside a frame that offers storage; the browser keeps no cookie."""
    data = {**wire.form(), "lti_storage_target": target}
    answer = wire.http.post(
        f"{wire.place.url}/lti/login", data=data, headers=headers, allow_redirects=False, timeout=20
    )
    wire.http.cookies.clear()
    return answer


def said(page: str) -> dict[str, str]:
    """Return what the page tells its script."""
    return {name: unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', page)}


def at_platform(wire: Wire, page: str) -> dict[str, str]:
    """Go on as the script does; return what the platform has the browser carry."""
    return form(wire.http.get(said(page)["next"], timeout=20).text, "/lti/launch")[1]


def post(wire: Wire, headers: dict[str, str], **data: str) -> requests.Response:
    return wire.http.post(
        f"{wire.place.url}/lti/launch", data=data, headers=headers, allow_redirects=False, timeout=20
    )


def test_the_secret_is_meant_for_the_registered_platform_alone(wire: Wire) -> None:
    answer = begun(wire, "post_message_forwarding")
    assert answer.status_code == 200
    told = said(answer.text)
    assert told["origin"] == wire.place.platform.issuer
    assert told["frame"] == "post_message_forwarding"
    assert told["next"].startswith(f"{wire.place.platform.issuer}/auth?")
    assert told["value"] not in told["next"], "the platform's server never sees it"


@pytest.mark.parametrize("target", ["", "x" * 97, '"><script>alert(1)</script>', "a b", "kehys\u00e4"])
def test_a_name_that_no_frame_has_is_no_offer(target: str, wire: Wire) -> None:
    answer = begun(wire, target)
    assert "data-storage" not in answer.text
    assert "<script>alert" not in answer.text


def test_a_window_of_its_own_needs_no_storage(wire: Wire) -> None:
    assert begun(wire, headers={"Sec-Fetch-Dest": "document"}).status_code == 302


def test_a_browser_that_does_not_say_where_it_stands_is_offered_storage(wire: Wire) -> None:
    assert "data-storage" in begun(wire, headers={}).text


def test_the_launch_goes_in_with_the_secret(wire: Wire) -> None:
    page = begun(wire).text
    carried = at_platform(wire, page)
    with wire.opening_nothing():
        asked = post(wire, {}, **carried)
        assert asked.status_code == 200
        assert said(asked.text)["origin"] == wire.place.platform.issuer
        assert said(asked.text)["key"] == said(page)["key"]
        assert said(page)["value"] not in asked.text
    opened = post(wire, {**OURS, "X-Requested-With": "fetch"}, **carried, kept=said(page)["value"])
    assert opened.json()["next"].endswith("/outcomes/")
    assert "fields" not in opened.json()
    wire.says(post(wire, OURS, **carried, kept=said(page)["value"]), Fault.LOGIN_USED)


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_the_secret_from_another_page_logs_nobody_in(headers: dict[str, str], wire: Wire) -> None:
    """An attacker knows the secret of a login of their own, and would have a victim's browser bring it."""
    page = begun(wire).text
    carried = at_platform(wire, page)
    with wire.opening_nothing():
        wire.says(post(wire, headers, **carried, kept=said(page)["value"]), Fault.BROWSER_DIFFERS)


@pytest.mark.parametrize(
    ("kept", "fault"),
    [("", Fault.COOKIES_BLOCKED), ("0" * 64, Fault.BROWSER_DIFFERS), ("\u00e4", Fault.BROWSER_DIFFERS)],
)
def test_without_the_secret_nothing_opens(kept: str, fault: Fault, wire: Wire) -> None:
    carried = at_platform(wire, begun(wire).text)
    with wire.opening_nothing():
        wire.says(post(wire, OURS, **carried, kept=kept), fault)


def test_the_secret_of_another_login_does_not_fit(wire: Wire) -> None:
    other = said(begun(wire).text)["value"]
    carried = at_platform(wire, begun(wire).text)
    with wire.opening_nothing():
        wire.says(post(wire, OURS, **carried, kept=other), Fault.BROWSER_DIFFERS)


def test_a_login_that_began_without_storage_asks_for_none(wire: Wire) -> None:
    carried = wire.carried()
    wire.http.cookies.clear()
    with wire.opening_nothing():
        wire.says(wire.post(carried.state, wire.sign(carried.claims)), Fault.COOKIES_BLOCKED)


def test_a_changed_state_is_none_of_ours(wire: Wire) -> None:
    carried = at_platform(wire, begun(wire).text)
    changed = carried["state"][:100] + ("A" if carried["state"][100] != "A" else "B") + carried["state"][101:]
    with wire.opening_nothing():
        wire.says(post(wire, OURS, state=changed, id_token=carried["id_token"]), Fault.LOGIN_UNKNOWN)


def test_an_own_cookie_that_comes_back_is_enough(wire: Wire) -> None:
    data = {**wire.form(), "lti_storage_target": "_parent"}
    page = wire.http.post(f"{wire.place.url}/lti/login", data=data, headers=FRAMED, timeout=20).text
    assert post(wire, {}, **at_platform(wire, page)).status_code == 303


def test_what_is_held_of_a_person_hangs_on_the_secret_without_cookies(wire: Wire) -> None:
    begun_there = wire.http.get(f"{wire.place.platform.issuer}/as/101/privacy?for=101", timeout=20)
    data = {**form(begun_there.text, "/lti/login")[1], "lti_storage_target": "_parent"}
    page = wire.http.post(f"{wire.place.url}/lti/login", data=data, headers=FRAMED, timeout=20).text
    wire.http.cookies.clear()
    by_script = {**OURS, "X-Requested-With": "fetch"}
    to = post(wire, by_script, **at_platform(wire, page), kept=said(page)["value"]).json()
    wire.http.cookies.clear()
    address = f"{wire.place.url}{to['next']}"
    shown = wire.http.post(address, data=to["fields"], timeout=20)
    assert shown.status_code == 200
    action, hidden = form(shown.text, "/privacy.json")
    for url in (address, f"{wire.place.url}{action}"):
        assert wire.http.get(url, timeout=20).status_code == 400, "an address alone"
        for name in ("proof", "token"):
            bare = {**hidden, name: ""}
            assert wire.http.post(url, data=bare, timeout=20).status_code == 400, name
    assert wire.http.post(f"{wire.place.url}{action}", data=hidden, timeout=20).json()["sub"] == "101"


def test_the_picker_without_cookies_hangs_on_its_secret(wire: Wire) -> None:
    data = {**wire.picker_form(), "lti_storage_target": "_parent"}
    page = wire.http.post(f"{wire.place.url}/lti/login", data=data, headers=FRAMED, timeout=20).text
    wire.http.cookies.clear()
    by_script = {**OURS, "X-Requested-With": "fetch"}
    to = post(wire, by_script, **at_platform(wire, page), kept=said(page)["value"]).json()
    wire.http.cookies.clear()
    shown = wire.http.post(f"{wire.place.url}{to['next']}", data=to["fields"], timeout=20)
    assert shown.status_code == 200
    action, hidden = form(shown.text, "/pick")
    assert wire.http.get(f"{wire.place.url}{action}", timeout=20).status_code == 400, "an address alone"
    bare = {name: value for name, value in hidden.items() if name != "proof"}
    assert (
        wire.http.post(f"{wire.place.url}{action}", data={**bare, "cancel": "1"}, timeout=20).status_code
        == 400
    )
    back = wire.http.post(f"{wire.place.url}{action}", data={**hidden, "cancel": "1"}, timeout=20)
    assert 'name="JWT"' in back.text
