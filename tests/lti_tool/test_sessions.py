"""Sessions below `/s/<id>/`: whose they are, how long they live, what their pages let others do."""

from __future__ import annotations

import datetime as dt
import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from lti_tool.errors import Fault
from lti_tool.models import LaunchSession, Registration
from lti_tool.runtime import Runtime
from lti_tool.security import content_security_policy, masked, origin_of
from lti_tool.services.installation import publish
from lti_tool.services.sessions import cookie_name
from tests.support.platform import CLAIM, DEEP_LINKING, MEMBERSHIP, Platform
from tests.support.sample import ID, sample_module
from tests.support.tool import URL, Browser


def opened(browser: Browser) -> str:
    """Launch and return the session's address."""
    return browser.launch().headers["Location"]


def test_an_invented_session_is_not_found(browser: Browser) -> None:
    answer = browser.get("/s/AAAAAAAAAAAAAAAAAAAAAA/")
    assert answer.status_code == 404
    assert Fault.SESSION_ENDED.value in answer.text


def test_a_copied_address_opens_nothing_in_another_browser(
    browser: Browser, app: Flask, platform: Platform
) -> None:
    address = opened(browser)
    assert browser.get(address).status_code == 200
    answer = Browser(app, platform).get(address)
    assert answer.status_code == 400
    assert Fault.BROWSER_DIFFERS.value in answer.text
    assert browser.get(address).status_code == 200


def test_a_session_goes_on_by_its_address_where_its_cookie_never_comes_back(
    browser: Browser, runtime: Runtime, tmp_path: Path
) -> None:
    publish(runtime, sample_module(tmp_path / "source"))
    address = browser.launch(**{f"{CLAIM}custom": {"unit": f"{ID}/outcomes"}}).headers["Location"]
    browser.client._cookies.clear()
    page = browser.get(address)
    assert page.status_code == 200
    form = rf'action="([^"]*/{ID}/outcomes/done)".*?name="token" value="(\w+)"'
    token = re.search(form, page.text, re.DOTALL)
    assert token
    answer = browser.client.post(token[1], data={"token": token[2]}, base_url=URL)
    assert answer.status_code == 303
    browser.client.set_cookie(cookie_name(address.split("/")[2]), "made-up", path="/")
    assert browser.get(address).status_code == 200, "an invented cookie binds nothing"


def test_choosing_content_never_hangs_on_the_address_alone(browser: Browser) -> None:
    address = browser.launch(
        **{
            f"{CLAIM}message_type": "LtiDeepLinkingRequest",
            f"{CLAIM}resource_link": None,
            f"{CLAIM}roles": [f"{MEMBERSHIP}#Instructor"],
            DEEP_LINKING: {
                "deep_link_return_url": f"{browser.platform.url}/return",
                "accept_types": ["ltiResourceLink"],
                "accept_presentation_document_targets": ["iframe"],
            },
        }
    ).headers["Location"]
    browser.client._cookies.clear()
    answer = browser.get(address)
    assert answer.status_code == 400
    assert Fault.BROWSER_DIFFERS.value in answer.text


def test_a_file_opens_in_a_new_tab_where_no_partitioned_cookie_comes(
    browser: Browser, app: Flask, platform: Platform, runtime: Runtime, tmp_path: Path
) -> None:
    installed = publish(runtime, sample_module(tmp_path / "source"))
    session = opened(browser).rstrip("/")
    browser.get(f"{session}/")
    new_tab = Browser(app, platform)
    answer = new_tab.get(f"{session}/files/{ID}/{installed.content_hash}/media/handout.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    answer.close()
    assert new_tab.get(f"{session}/").status_code == 400
    ended = f"/s/AAAAAAAAAAAAAAAAAAAAAA/files/{ID}/{installed.content_hash}/media/handout.pdf"
    assert new_tab.get(ended).status_code == 404


@pytest.mark.parametrize("column", ["idle_until", "expires_at"])
def test_an_old_session_has_ended(column: str, browser: Browser, runtime: Runtime) -> None:
    address = opened(browser)
    with runtime.database.write() as session:
        session.execute(update(LaunchSession).values({column: runtime.now() - dt.timedelta(seconds=1)}))
    answer = browser.get(address)
    assert answer.status_code == 404
    assert Fault.SESSION_ENDED.value in answer.text


def test_reading_keeps_a_session_awake_without_a_write_each_time(browser: Browser, runtime: Runtime) -> None:
    address = opened(browser)
    now = runtime.now()
    with runtime.database.write() as session:
        long_ago = {
            "last_seen_at": now - dt.timedelta(minutes=90),
            "idle_until": now + dt.timedelta(minutes=1),
        }
        session.execute(update(LaunchSession).values(long_ago))
    browser.get(address)
    with runtime.database.read() as session:
        first = session.query(LaunchSession).one().idle_until
    assert first > now + dt.timedelta(minutes=100)
    browser.get(address)
    with runtime.database.read() as session:
        assert session.query(LaunchSession).one().idle_until == first


def test_two_launches_in_two_tabs_do_not_mix(browser: Browser) -> None:
    learner = browser.launch().headers["Location"]
    teacher = browser.launch(**{"sub": "teacher-1", f"{CLAIM}roles": [f"{MEMBERSHIP}#Instructor"]}).headers[
        "Location"
    ]
    assert "unit=" not in browser.get(learner).text
    assert "unit=" in browser.get(teacher).text
    assert "unit=" not in browser.get(learner).text


def test_no_id_of_a_session_is_stored_or_logged(
    browser: Browser, runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        session_id = opened(browser).split("/")[2]
        browser.get(f"/s/{session_id}/nowhere")
    assert masked(f"/s/{session_id}/nowhere") in caplog.text
    assert session_id not in caplog.text
    with runtime.database.read() as session:
        row = session.query(LaunchSession).one()
        assert session_id not in " ".join(str(value) for value in vars(row).values())


def test_a_removed_registration_closes_its_sessions(browser: Browser, runtime: Runtime) -> None:
    address = opened(browser)
    with runtime.database.write() as session:
        session.execute(update(Registration).values(status="disabled"))
    assert browser.get(address).status_code == 404


def test_no_page_names_the_learner_in_an_address_that_travels(browser: Browser) -> None:
    page = browser.get(opened(browser))
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "learner-1" not in page.text


def test_unknown_pages_and_methods_are_pages_too(browser: Browser) -> None:
    for answer, status in ((browser.get("/nowhere"), 404), (browser.get("/lti/launch"), 405)):
        assert answer.status_code == status
        assert "<h1>" in answer.text
        assert "frame-ancestors https:" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://moodle.example.fi/mod/lti/auth.php?x=1", "https://moodle.example.fi"),
        ("https://moodle.example.fi:8443/x", "https://moodle.example.fi:8443"),
        ("http://[::1]:80/x", "http://[::1]:80"),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://a.example; script-src *", None),
        ("https://a b/", None),
        ("https://a:99999/", None),
        ("urn:issuer", None),
    ],
)
def test_only_a_clean_origin_reaches_a_header(address: str, origin: str | None) -> None:
    assert origin_of(address) == origin


def test_the_policy_allows_nothing_that_is_not_named() -> None:
    policy = content_security_policy(ancestors=("https://a.example",), form_targets=("https://b.example",))
    assert "default-src 'none'" in policy
    assert "frame-ancestors https://a.example" in policy
    assert "form-action 'self' https://b.example" in policy
    assert "unsafe" not in policy


def test_login_in_a_frame_checks_cookies_before_the_platform_is_asked(browser: Browser) -> None:
    frame = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}
    form = {
        "iss": browser.platform.issuer,
        "login_hint": '"><script>',
        "target_link_uri": f"{URL}/lti/launch",
        "client_id": browser.platform.client_id,
        "lti_message_hint": '{"launchid":"once"}',
    }
    first = browser.client.post("/lti/login", data=form, base_url=URL, headers=frame)
    assert first.status_code == 200
    assert "data-send" in first.text
    assert '"><script>' not in first.text
    assert "Partitioned" in first.headers["Set-Cookie"]
    again = {**form, "checked": "1"}
    second = browser.client.post("/lti/login", data=again, base_url=URL, headers=frame)
    assert second.status_code == 302
    assert "launchid" in second.headers["Location"]


def test_where_cookies_are_blocked_a_new_window_is_offered(browser: Browser) -> None:
    form = {
        "iss": browser.platform.issuer,
        "login_hint": "7",
        "target_link_uri": f"{URL}/lti/launch",
        "client_id": browser.platform.client_id,
        "lti_message_hint": "once",
        "checked": "1",
    }
    answer = browser.client.post("/lti/login", data=form, base_url=URL, headers={"Sec-Fetch-Dest": "iframe"})
    assert answer.status_code == 200
    assert 'target="_blank"' in answer.text
    assert 'name="checked"' not in answer.text
    del form["checked"]
    window = browser.client.post(
        "/lti/login", data=form, base_url=URL, headers={"Sec-Fetch-Dest": "document"}
    )
    assert window.status_code == 302
