"""A launch from the platform's login to the session's page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from lti_tool.runtime import Runtime
from tests.support.platform import CLAIM, MEMBERSHIP, Platform
from tests.support.tool import URL, Browser, register


def test_login_sends_the_browser_to_the_registered_address(browser: Browser, platform: Platform) -> None:
    answer = browser.login(lti_message_hint='{"cmid":4,"launchid":"a b&c"}')
    location = urlsplit(answer.headers["Location"])
    query = {name: values[0] for name, values in parse_qs(location.query).items()}
    assert f"{location.scheme}://{location.netloc}{location.path}" == f"{platform.url}/auth"
    assert query.pop("state")
    assert query.pop("nonce")
    assert query == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": f"{URL}/lti/launch",
        "login_hint": "7",
        "lti_message_hint": '{"cmid":4,"launchid":"a b&c"}',
    }


def test_login_cookie_comes_back_in_frames(browser: Browser) -> None:
    cookie = browser.login().headers["Set-Cookie"]
    for part in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/lti/launch"):
        assert part in cookie


def test_the_cookie_of_a_login_goes_with_its_launch(browser: Browser) -> None:
    begun = browser.login().headers["Set-Cookie"].partition("=")[0]
    assert begun.startswith("poiju_login_")
    dropped, kept = browser.launch().headers.getlist("Set-Cookie")
    for part in ("poiju_login_", "=;", "Max-Age=0", "Path=/lti/launch", "Partitioned"):
        assert part in dropped
    for part in ("poiju_session_", "Max-Age=43200", "Path=/s/", "HttpOnly", "Partitioned"):
        assert part in kept


def test_a_redirect_has_its_headers_and_no_page(browser: Browser) -> None:
    for answer in (browser.login(), browser.launch()):
        assert answer.data == b""
        assert answer.headers.getlist("Content-Length") == ["0"]
        assert answer.headers.getlist("Cache-Control") == ["no-store"]
        assert answer.headers.getlist("Referrer-Policy") == ["no-referrer"]


def test_a_platforms_address_travels_in_ascii(browser: Browser, platform: Platform, runtime: Runtime) -> None:
    address = "https://kampus.example/pääsy?tila=ä#osa"
    register(runtime, platform, client_id="client-2", auth_login_url=address)
    location = browser.login(client_id="client-2").headers["Location"]
    assert location.isascii()
    assert location.startswith("https://kampus.example/p%C3%A4%C3%A4sy?tila=%C3%A4&scope=openid&")
    assert "#" not in location


def test_what_a_logins_address_says_counts_before_its_form(browser: Browser, platform: Platform) -> None:
    form = {"iss": platform.issuer, "login_hint": "form", "target_link_uri": f"{URL}/lti/launch"}
    answer = browser.client.post("/lti/login?login_hint=address", data=form, base_url=URL)
    assert "login_hint=address" in answer.headers["Location"]


def test_a_launch_opens_a_session(browser: Browser, platform: Platform) -> None:
    answer = browser.launch()
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"])
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert f"frame-ancestors {platform.url}" in page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("roles", "teacher"),
    [
        ([f"{MEMBERSHIP}#Instructor"], True),
        (["Instructor"], True),
        ([f"{MEMBERSHIP}#Learner", f"{MEMBERSHIP}#Instructor"], True),
        ([f"{MEMBERSHIP}/Instructor#TeachingAssistant"], True),
        ([f"{MEMBERSHIP}#Learner"], False),
        (["Learner"], False),
        ([], False),
        (["http://purl.imsglobal.org/vocab/lis/v2/anything#Instructor"], False),
        (["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"], False),
        (["http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator"], False),
        (["http://evil.test/membership#Instructor"], False),
        (["urn:unknown"], False),
        (["instructor"], False),
    ],
)
def test_only_a_role_in_the_course_makes_a_teacher(browser: Browser, roles: list[str], teacher: bool) -> None:
    answer = browser.launch(**{f"{CLAIM}roles": roles})
    page = browser.get(answer.headers["Location"]).text
    assert ("custom parameter" in page or "unit=" in page) is teacher


def test_health_and_keys_are_public(browser: Browser, runtime: Runtime) -> None:
    assert browser.get("/health").json == {"status": "ok"}
    keys = browser.get("/lti/jwks").json
    assert keys is not None
    assert [one["kid"] for one in keys["keys"]] == [runtime.tool_keys.active().kid]
    assert set(keys["keys"][0]) == {"kty", "n", "e", "alg", "use", "kid"}
