"""The admin pages: a link that opens once, a session that ends, tenants apart, every action in the log."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lti_tool import runtime as runtime_module
from lti_tool.errors import RegistrationError
from lti_tool.models import AdminLink, AdminSession, Context, CourseMember, Deployment
from lti_tool.runtime import Runtime
from lti_tool.security import digest, masked
from lti_tool.services import admin_sessions, administration, roster
from lti_tool.services.housekeeping import Housekeeping
from tests.support.admin import Admin
from tests.support.platform import Platform, running_platform
from tests.support.tool import URL, Browser, register, tool_app


@pytest.fixture
def admin(app: Flask) -> Admin:
    return Admin(app)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """A clock that a test moves; the app must be made after it."""
    held = [dt.datetime.now(dt.UTC)]
    original = runtime_module.Runtime.of
    monkeypatch.setattr(Runtime, "of", lambda settings: original(settings, lambda: held[0]))
    return held


def test_looking_at_a_link_does_not_use_it_up_but_logging_in_does(admin: Admin) -> None:
    link = admin.link()
    for _ in range(2):  # a program that previews links, then the person
        assert admin.get(link).status_code == 200
    entered = admin.client.post(link, base_url=URL)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/admin/")
    assert admin.get("/admin/").status_code == 200
    other = Admin(admin.app)
    for again in (other.get(link), other.client.post(link, base_url=URL)):
        assert again.status_code == 404
        assert "admin-link" in again.text
    assert other.get("/admin/").status_code == 403


def test_of_clicks_at_the_same_moment_one_logs_in(admin: Admin) -> None:
    link = admin.link()
    with ThreadPoolExecutor(4) as crew:
        answers = crew.map(lambda _: admin.app.test_client().post(link, base_url=URL).status_code, range(4))
    assert sorted(answers) == [303, 404, 404, 404]


def test_the_cookie_stays_with_the_site_and_the_server_keeps_only_hashes(admin: Admin) -> None:
    link = admin.link()
    [cookie] = admin.client.post(link, base_url=URL).headers.getlist("Set-Cookie")
    for part in ("poiju_admin=", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert part in cookie
    value = cookie.partition("=")[2].partition(";")[0]
    with admin.runtime.database.read() as session:
        assert session.scalars(select(AdminSession.id_hash)).all() == [digest(value)]
        assert session.scalars(select(AdminLink.token_hash)).all() == [digest(link.rpartition("/")[2])]


def test_over_https_no_other_host_can_set_the_cookie(tmp_path: Path, platform: Platform) -> None:
    with tool_app(tmp_path, platform, POIJU_URL="https://poiju.example.fi") as app:
        admin = Admin(app)
        answer = admin.client.post(admin.link(), base_url="https://poiju.example.fi")
        assert answer.headers["Set-Cookie"].startswith("__Host-poiju_admin=")


def test_a_link_and_a_session_end(clock: list[dt.datetime], tmp_path: Path, platform: Platform) -> None:
    with tool_app(tmp_path, platform) as app:
        admin = Admin(app)
        link = admin.link()
        clock[0] += admin_sessions.LINK_LIVES
        assert admin.client.post(link, base_url=URL).status_code == 404

        assert admin.enter().status_code == 200
        for _ in range(3):
            clock[0] += admin_sessions.IDLE - dt.timedelta(seconds=1)
            assert admin.get("/admin/").status_code == 200
        clock[0] += admin_sessions.IDLE
        assert admin.get("/admin/").status_code == 403

        admin.enter()
        for _ in range(int(admin_sessions.LONGEST / dt.timedelta(minutes=20))):
            assert admin.get("/admin/").status_code == 200
            clock[0] += dt.timedelta(minutes=20)
        ended = admin.get("/admin/")
        assert ended.status_code == 403, "eight hours are the end, however busy"
        assert "poiju admin link" in ended.text


def test_logging_out_ends_the_session_on_the_server(admin: Admin) -> None:
    admin.enter()
    cookie = admin.client.get_cookie("poiju_admin", domain="localhost")
    assert cookie is not None
    assert admin.post("/admin/leave").status_code == 200
    admin.client.set_cookie("poiju_admin", cookie.value, domain="localhost")
    assert admin.get("/admin/").status_code == 403


@pytest.mark.parametrize("path", ["/admin/", "/admin/registrations/1/", "/admin/log"])
def test_nobody_sees_a_page_without_logging_in(admin: Admin, path: str) -> None:
    assert admin.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/admin/", "/admin/none", "/admin/enter/none"])
def test_no_page_of_admins_stands_in_a_frame(admin: Admin, path: str) -> None:
    admin.enter()
    policy = admin.get(path).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "frame-src 'none'" in policy
    assert "unsafe" not in policy


def test_forms_of_other_pages_do_nothing(admin: Admin) -> None:
    admin.enter()
    forged = admin.post("/admin/registrations/1/state", status="disabled", token="")
    assert forged.status_code == 400
    other = Admin(admin.app)
    other.enter()
    foreign = admin.post("/admin/registrations/1/state", status="disabled", token=other.token())
    assert foreign.status_code == 400
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert admin.post("/admin/registrations/1/state", elsewhere, status="disabled").status_code == 400
    [held] = administration.registrations(admin.runtime, admin_visit(admin))
    assert held.row.status == "active"


def test_an_admin_switches_a_registration_off_and_on(admin: Admin, browser: Browser) -> None:
    admin.enter()
    session = browser.launch().headers["Location"]
    off = admin.post("/admin/registrations/1/state", status="disabled")
    assert "Switch on" in off.text
    assert browser.login().status_code == 400
    assert browser.get(session).status_code == 404
    admin.post("/admin/registrations/1/state", status="active")
    assert browser.launch().status_code == 303
    log = admin.get("/admin/log").text
    assert log.index("switched on") < log.index("switched off") < log.index("logged in")
    assert f"{browser.platform.issuer}, {browser.platform.client_id}" in log
    assert "Aino" in log


def test_an_admin_shows_names_and_hides_them_again(admin: Admin, browser: Browser) -> None:
    browser.launch()
    admin.enter()
    shown = admin.post("/admin/registrations/1/names", names="on")
    assert "Hide names" in shown.text
    with admin.runtime.database.write() as session:
        context = session.scalars(select(Context)).one()
        roster.number(session, context.id, ["learner-1"], admin.runtime.now())
        session.scalars(select(CourseMember)).one().name = "Leena Oppija"
    assert admin.post("/admin/registrations/1/names", names="maybe").status_code == 400
    assert "Show names" in admin.post("/admin/registrations/1/names", names="off").text
    with admin.runtime.database.read() as session:
        assert session.scalars(select(CourseMember.name)).all() == [None]
    log = admin.get("/admin/log").text
    assert log.index("hid and deleted names") < log.index("let teachers see names")


def test_an_unknown_state_changes_nothing(admin: Admin) -> None:
    admin.enter()
    assert admin.post("/admin/registrations/1/state", status="gone").status_code == 400


def test_an_admin_lets_a_deployment_in(admin: Admin, browser: Browser) -> None:
    admin.enter()
    claim = "https://purl.imsglobal.org/spec/lti/claim/deployment_id"
    assert "deployment-pending" in browser.launch(**{claim: "another"}).text
    with admin.runtime.database.read() as session:
        row = session.scalars(select(Deployment.id).where(Deployment.deployment_id == "another")).one()
    assert "waiting for approval: 1" in admin.get("/admin/").text
    admin.post(f"/admin/registrations/1/deployments/{row}")
    assert browser.launch(**{claim: "another"}).status_code == 303
    assert admin.post("/admin/registrations/1/deployments/999").status_code == 404


def test_the_list_tells_the_last_launch_also_after_its_session_is_gone(
    admin: Admin, browser: Browser
) -> None:
    admin.enter()
    assert "none yet" in admin.get("/admin/").text
    browser.launch()
    [held] = administration.registrations(admin.runtime, admin_visit(admin))
    assert held.last_launch is not None
    later = admin.runtime.now() + dt.timedelta(days=3)
    Housekeeping(admin.runtime.database, lambda: later).run_if_due()
    [kept] = administration.registrations(admin.runtime, admin_visit(admin))
    assert kept.last_launch == held.last_launch


def test_an_admin_of_one_tenant_sees_nothing_of_another(admin: Admin) -> None:
    with running_platform() as elsewhere:
        theirs = register(admin.runtime, elsewhere, tenant="saimaa")
    admin.enter("saimaa")
    page = admin.get("/admin/").text
    assert elsewhere.issuer in page
    assert page.count('class="card"') == 1
    assert admin.get("/admin/registrations/1/").status_code == 404
    assert admin.post("/admin/registrations/1/state", status="disabled").status_code == 404
    assert admin.post("/admin/registrations/1/names", names="on").status_code == 404
    assert admin.post(f"/admin/registrations/{theirs}/state", status="disabled").status_code == 200
    whole = Admin(admin.app)
    assert whole.enter().text.count('class="card"') == 2
    whole.post("/admin/registrations/1/state", status="disabled")
    assert admin.get("/admin/log").text.count("switched off") == 1
    assert whole.get("/admin/log").text.count("switched off") == 2


def test_a_tenant_that_is_not_known_gets_no_link(admin: Admin) -> None:
    with pytest.raises(RegistrationError, match="there is no tenant samia; known: default"):
        admin.link("samia")


@pytest.mark.parametrize(
    ("language", "word"), [("fi", "Alustat"), ("sv", "Plattformar"), ("en", "Platforms")]
)
def test_the_pages_speak_the_browsers_language(admin: Admin, language: str, word: str) -> None:
    admin.enter()
    page = admin.get("/admin/", **{"Accept-Language": language}).text
    assert f"<h1>{word}</h1>" in page
    assert f'<html lang="{language}">' in page


def test_names_that_are_markup_stay_text(admin: Admin, platform: Platform) -> None:
    register(admin.runtime, platform, client_id="<b>bold</b>")
    admin.enter()
    assert "<b>bold" not in admin.get("/admin/").text


def test_tokens_do_not_reach_the_log() -> None:
    secret = "a" * 22
    assert masked(f"GET /admin/enter/{secret} x") == "GET /admin/enter/… x"


def admin_visit(admin: Admin) -> admin_sessions.Visit:
    """Return the visit of an admin of all tenants, as services take it."""
    return admin_sessions.Visit(id="", tenant_id=None, actor="test")
