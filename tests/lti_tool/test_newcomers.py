"""Clients that nobody registered, of a known platform: what it signed for them waits for an admin."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from lti_tool.models import Deployment, LaunchSession, Registration
from lti_tool.runtime import Runtime
from lti_tool.services import newcomers, places
from tests.support.admin import Admin
from tests.support.platform import CLAIM, Platform, running_platform
from tests.support.tool import URL, Browser, register

TARGET = f"{URL}/lti/launch"
NEW = "client-of-a-copy"
PERSON = {"name": "Maija", "email": "maija@example.fi", "sub": "learner-of-a-copy"}


@pytest.fixture
def admin(app: Flask) -> Admin:
    made = Admin(app)
    made.enter()
    return made


def introduce(browser: Browser, client_id: str = NEW, /, **claims: object) -> TestResponse:
    """Log in under a client id and post what the platform signs for it."""
    state, nonce = browser.begun(client_id=client_id)
    said = {"aud": client_id, f"{CLAIM}deployment_id": "copy-1", **PERSON, **claims}
    return browser.post(state, browser.platform.sign(browser.platform.claims(nonce, TARGET, **said)))


def waiting(runtime: Runtime) -> list[str]:
    with runtime.database.read() as session:
        rows = select(Registration.client_id).where(Registration.status == "pending")
        return list(session.scalars(rows.order_by(Registration.id)))


def sessions(runtime: Runtime) -> int:
    with runtime.database.read() as session:
        return len(session.scalars(select(LaunchSession)).all())


def test_a_client_introduces_itself_and_an_admin_lets_it_in(admin: Admin, browser: Browser) -> None:
    answer = introduce(browser)
    assert answer.status_code == 400
    assert "client-pending" in answer.text
    assert "poiju_session" not in str(answer.headers)
    assert (waiting(admin.runtime), sessions(admin.runtime)) == ([NEW], 0)
    listed = admin.get("/admin/").text
    assert "Waits for your approval" in listed
    page = admin.get("/admin/registrations/2/").text
    assert "the platform signed a launch for it" in page
    assert "copy-1" in page
    assert "Maija" not in page
    assert "learner-of-a-copy" not in page
    admin.post("/admin/registrations/2/state", status="active")
    opened = introduce(browser)
    assert opened.status_code == 303
    assert browser.get(opened.headers["Location"]).status_code in (200, 404)
    assert "Waits for your approval" not in admin.get("/admin/").text


def test_the_login_goes_to_the_platform_that_is_known_and_nowhere_else(browser: Browser) -> None:
    answer = browser.login(client_id=NEW)
    assert answer.status_code == 302
    went = urlsplit(answer.headers["Location"])
    assert f"{went.scheme}://{went.netloc}{went.path}" == f"{browser.platform.url}/auth"
    assert parse_qs(went.query)["client_id"] == [NEW]


def test_who_waits_already_is_told_before_the_platform_is_asked(browser: Browser) -> None:
    introduce(browser)
    again = browser.login(client_id=NEW)
    assert again.status_code == 400
    assert "client-pending" in again.text


def test_who_was_refused_stays_out_and_is_not_noted_again(admin: Admin, browser: Browser) -> None:
    introduce(browser)
    admin.post("/admin/registrations/2/state", status="disabled")
    assert "platform-unknown" in browser.login(client_id=NEW).text
    assert waiting(admin.runtime) == []


@pytest.mark.parametrize("client_id", ["x" * 256, "line\nbreak"], ids=["too long", "a line break"])
def test_a_client_id_that_is_none_goes_nowhere(client_id: str, browser: Browser) -> None:
    assert "platform-unknown" in browser.login(client_id=client_id).text


def test_an_issuer_that_nobody_knows_is_not_asked(browser: Browser, runtime: Runtime) -> None:
    answer = browser.login(iss="https://elsewhere.example", client_id=NEW)
    assert "platform-unknown" in answer.text


def test_what_the_platform_did_not_sign_enters_nothing(
    browser: Browser, platform: Platform, runtime: Runtime
) -> None:
    state, nonce = browser.begun(client_id=NEW)
    claims = platform.claims(nonce, TARGET, aud=NEW)
    good = platform.sign(claims)
    with running_platform() as stranger:
        stranger.add_key("k2")
        forged = stranger.sign(claims, "k2")
    for token, fault in (
        ("a.b.c", "token-malformed"),
        (good[:-8] + "AAAAAAAA", "token-untrusted"),
        (forged, "token-untrusted"),
        (platform.sign({**claims, "iss": "https://other.example"}), "token-untrusted"),
        (platform.sign({**claims, "aud": "another"}), "token-untrusted"),
        (platform.sign({**claims, "aud": [NEW, "another"]}), "token-untrusted"),
        (platform.sign({**claims, "aud": {}}), "token-untrusted"),
        (platform.sign({**claims, "nonce": "made-up"}), "token-untrusted"),
        (platform.sign({**claims, "exp": 1}), "token-outdated"),
    ):
        assert fault in browser.post(state, token).text
    assert waiting(runtime) == []


def test_the_login_of_a_newcomer_opens_no_session_of_a_registered_client(
    browser: Browser, platform: Platform, runtime: Runtime
) -> None:
    """Nor does the login of a registered client introduce anybody: each state is signed for one of them."""
    state, nonce = browser.begun(client_id=NEW)
    browser.post(state, platform.sign(platform.claims(nonce, TARGET)))
    state, nonce = browser.begun()
    browser.post(state, platform.sign(platform.claims(nonce, TARGET, aud=NEW)))
    assert (waiting(runtime), sessions(runtime)) == ([], 0)


def test_newcomers_are_bounded(admin: Admin, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newcomers, "MOST_WAITING", 3)
    for number in range(5):
        assert "client-pending" in introduce(browser, f"copy-{number}").text
    assert waiting(admin.runtime) == ["copy-0", "copy-1", "copy-2"]
    admin.post("/admin/registrations/2/state", status="disabled")
    introduce(browser, "copy-9")
    assert waiting(admin.runtime) == ["copy-1", "copy-2", "copy-9"]


def test_deployments_that_wait_are_bounded_and_say_what_was_sent(
    admin: Admin, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_WAITING", 2)
    for number in range(4):
        claims = {
            f"{CLAIM}deployment_id": f"place-{number}",
            f"{CLAIM}tool_platform": {"name": "Kurssialusta"},
        }
        assert "deployment-pending" in browser.launch(**claims, **PERSON).text
    with admin.runtime.database.read() as session:
        rows = session.scalars(select(Deployment).where(Deployment.status == "pending")).all()
    assert [one.deployment_id for one in rows] == ["place-0", "place-1"]
    assert "maija" not in json.dumps([one.introduced for one in rows]).lower()
    page = admin.get("/admin/registrations/1/").text
    assert "Kurssialusta" in page
    assert "Maija" not in page


def test_where_two_tenants_have_the_platform_nobody_sees_the_newcomer(
    admin: Admin, browser: Browser, platform: Platform
) -> None:
    register(admin.runtime, platform, client_id="theirs", tenant="saimaa")
    assert "platform-unknown" in browser.login(client_id=NEW).text
    assert waiting(admin.runtime) == []


@pytest.mark.parametrize("host", ["canvas", "canvas.beta", "canvas.test"])
def test_of_an_issuer_that_institutions_share_nobody_waits(
    host: str, admin: Admin, browser: Browser, platform: Platform
) -> None:
    """Whoever has a Canvas of that host could fill the list, and an admin could let a stranger in."""
    platform.issuer = f"https://{host}.instructure.com"
    register(admin.runtime, platform)
    assert browser.launch().status_code == 303
    assert "platform-unknown" in browser.login(client_id=NEW).text
    assert waiting(admin.runtime) == []


def test_a_newcomer_belongs_to_the_tenant_of_its_platform(app: Flask, browser: Browser) -> None:
    whole = Admin(app)
    with running_platform() as elsewhere:
        register(whole.runtime, elsewhere, tenant="saimaa")
        introduce(browser)
        introduce(Browser(app, elsewhere), "theirs")
    limited = Admin(app)
    page = limited.enter("saimaa").text
    assert "theirs" in page
    assert NEW not in page


def test_words_of_a_newcomer_that_are_markup_stay_text(admin: Admin, browser: Browser) -> None:
    introduce(browser, "<script>x</script>", **{f"{CLAIM}roles": ["<script>y</script>"]})
    for path in ("/admin/", "/admin/registrations/2/"):
        page = admin.get(path).text
        assert "&lt;script&gt;x" in page
        assert "<script>" not in page
