"""What is kept of launches for admins: beside the launches, bounded, without what tells of a person."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from lti_tool.lti.redaction import LONGEST, MOST, redacted
from lti_tool.lti.trail import Check, Trail
from lti_tool.models import LaunchRecord
from lti_tool.runtime import Runtime
from lti_tool.services import launch_records
from lti_tool.services.launch_records import KEPT, KEPT_FAILED, Failure, outcomes
from lti_tool.views.cookies import state_cookie
from tests.support.admin import Admin
from tests.support.platform import CLAIM, GRADEBOOK, SCORE_SCOPE, Platform, running_platform
from tests.support.tool import URL, Browser, register

REFERENCE = re.compile(r"Reference: (\S{8}) \(([a-z0-9-]+)\)")
PERSON = {
    "sub": "person-4711",
    "name": "Maija Meikäläinen",
    "given_name": "Maija",
    "email": "maija@example.fi",
    "picture": "https://example.fi/maija.png",
    f"{CLAIM}lis": {"person_sourcedid": "maija-sis"},
    f"{CLAIM}custom": {"unit": "a/b", "user": "maija-custom"},
    f"{CLAIM}for_user": {"user_id": "person-4712", "name": "Matti"},
    "https://example.org/claim/own": {"secret": "maija-own"},
}


def records(runtime: Runtime) -> Sequence[LaunchRecord]:
    runtime.recorder.flush()
    with runtime.database.read() as session:
        return session.scalars(select(LaunchRecord).order_by(LaunchRecord.at, LaunchRecord.id)).all()


def failed(browser: Browser, **claims: Any) -> str:
    """Launch in vain and return the reference that the page shows."""
    found = REFERENCE.search(browser.launch(**claims).text)
    assert found
    return found[1]


def test_a_launch_that_opened_is_noted_after_it(browser: Browser, runtime: Runtime) -> None:
    statements: list[str] = []
    browser.launch()  # what is new of the place is written
    runtime.recorder.flush()
    listen: Callable[..., None] = lambda _c, _cu, statement, *_: statements.append(statement)  # noqa: E731 - removed below
    event.listen(runtime.database.engine, "before_cursor_execute", listen)
    assert browser.launch().status_code == 303
    assert not any("launch_record" in one for one in statements), "a launch has one transaction, its own"
    _, row = records(runtime)
    event.remove(runtime.database.engine, "before_cursor_execute", listen)
    assert (row.code, row.reference, row.registration_id) == ("", None, 1)
    assert row.behind is not None
    assert -1 < row.behind < 60
    assert all(passed for _, passed in outcomes(row))


@pytest.mark.parametrize(
    ("stands_in", "mode"), [("iframe", "partitioned"), ("document", "window"), ("", "unknown")]
)
def test_how_the_browser_proved_itself_is_noted(
    stands_in: str, mode: str, browser: Browser, platform: Platform, runtime: Runtime
) -> None:
    state, nonce = browser.begun()
    token = platform.sign(platform.claims(nonce, f"{URL}/lti/launch"))
    form = {"state": state, "id_token": token}
    headers = {"Sec-Fetch-Dest": stands_in} if stands_in else {}
    assert browser.client.post("/lti/launch", data=form, headers=headers, base_url=URL).status_code == 303
    assert records(runtime)[-1].mode == mode


def test_the_platforms_storage_is_noted(browser: Browser, platform: Platform, runtime: Runtime) -> None:
    state, nonce = browser.begun()
    name = state_cookie(state)
    held = browser.client.get_cookie(name, domain="localhost", path="/lti/launch")
    assert held
    browser.client.delete_cookie(name, domain="localhost", path="/lti/launch")
    token = platform.sign(platform.claims(nonce, f"{URL}/lti/launch"))
    form = {"state": state, "id_token": token, "kept": held.value}
    headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty"}
    assert browser.client.post("/lti/launch", data=form, headers=headers, base_url=URL).status_code == 303
    assert records(runtime)[-1].mode == "storage"


def test_nothing_that_tells_of_a_person_is_kept(browser: Browser, runtime: Runtime) -> None:
    claim = {"lineitem": "https://p.example/maija-item", "scope": [SCORE_SCOPE]}
    browser.launch(**PERSON, **{GRADEBOOK: claim})
    failed(browser, **PERSON, **{f"{CLAIM}deployment_id": "another"})
    for row in records(runtime):
        kept = f"{row.claims} {row.detail}".lower()
        assert "maija" not in kept
        assert "matti" not in kept
        assert "person-47" not in kept
        assert row.claims
        assert row.claims["name"] == row.claims["custom.user"] == row.claims["nonce"] == "…"
        assert row.claims["custom.unit"] == "a/b"


def test_what_is_kept_of_claims_is_bounded() -> None:
    many = {f"claim-{number}": "x" for number in range(500)}
    assert len(redacted(many)) == MOST
    [(name, value)] = redacted({"roles": ["r" * 300] * 50}).items()
    assert (name, len(value)) == ("roles", LONGEST)
    assert redacted({"aud": {"deep": 1}, f"{CLAIM}context": "text"}) == {"aud": "…", "context": "…"}


def test_a_launch_that_is_used_twice_or_waits_says_at_which_check(browser: Browser, runtime: Runtime) -> None:
    state, nonce = browser.begun()
    token = browser.platform.sign(browser.platform.claims(nonce, f"{URL}/lti/launch"))
    cookie = state_cookie(state)
    held = browser.client.get_cookie(cookie, domain="localhost", path="/lti/launch")
    assert held
    browser.post(state, token)
    browser.client.set_cookie(cookie, held.value, domain="localhost", path="/lti/launch")
    browser.post(state, token)
    failed(browser, **{f"{CLAIM}deployment_id": "another"})
    assert [row.failed_check for row in records(runtime)] == [None, "once", "deployment"]


FAILING: dict[str, tuple[dict[str, Any], Check]] = {
    "an issuer of another platform": ({"iss": "https://other.example"}, Check.ISSUER),
    "an audience of another tool": ({"aud": "other"}, Check.AUDIENCE),
    "a token of yesterday": ({"iat": time.time() - 86_400}, Check.TIMES),
    "a nonce of another login": ({"nonce": "made-up"}, Check.NONCE),
    "a target of another host": ({f"{CLAIM}target_link_uri": "https://evil.test/"}, Check.TARGET),
    "a message of another kind": ({f"{CLAIM}message_type": "LtiOther"}, Check.MESSAGE),
    "no roles": ({f"{CLAIM}roles": None}, Check.CLAIMS),
    "no version": ({f"{CLAIM}version": None}, Check.CLAIMS),
    "an unknown deployment": ({f"{CLAIM}deployment_id": "another"}, Check.DEPLOYMENT),
}


@pytest.mark.parametrize("case", FAILING)
def test_the_failed_check_is_told_with_those_before_and_after(
    case: str, browser: Browser, runtime: Runtime
) -> None:
    claims, check = FAILING[case]
    failed(browser, **claims)
    [row] = records(runtime)
    assert row.failed_check == check
    told = outcomes(row)
    before = [passed for one, passed in told if list(Check).index(one) < list(Check).index(check)]
    after = [passed for one, passed in told if list(Check).index(one) > list(Check).index(check)]
    assert (set(before), dict(told)[check], set(after)) == ({True}, False, {None})


def test_keys_signatures_and_forms_fail_at_their_checks(
    browser: Browser, platform: Platform, runtime: Runtime
) -> None:
    target = f"{URL}/lti/launch"
    state, nonce = browser.begun()
    good = platform.sign(platform.claims(nonce, target))
    header = "eyJhbGciOiJSUzI1NiIsImtpZCI6Ims5In0"  # kid k9
    for token in ("x.y", good[:-8] + "AAAAAAAA", f"{header}.{good.partition('.')[2]}"):
        browser.post(state, token)
    assert [row.failed_check for row in records(runtime)] == ["form", "signature", "key"]


def test_a_refusal_of_the_platform_and_a_foreign_browser_belong_to_the_registration(
    browser: Browser, runtime: Runtime
) -> None:
    state, _ = browser.begun()
    form = {"state": state, "error": "access_denied"}
    browser.client.post("/lti/launch", data=form, base_url=URL)
    Browser(browser.client.application, browser.platform).post(state, "a.b.c")
    rows = records(runtime)
    assert [row.registration_id for row in rows] == [1, 1]
    assert rows[1].failed_check == "browser"


def test_the_last_ones_are_kept_and_one_kind_pushes_no_other_out(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch_records, "IN_MEMORY", 1000)
    recorder = runtime.recorder
    recorder.failed(Failure("first", "token-outdated", ""), Trail("window", registration_id=1))
    for number in range(KEPT_FAILED + 30):
        recorder.opened(Trail("window", registration_id=1))
        recorder.failed(Failure(f"f{number}", "session-ended", ""), None)
        if number % 40 == 0:
            recorder.flush()
    kept = records(runtime)
    assert sum(not row.code for row in kept) == KEPT
    ended = [row.reference for row in kept if row.code == "session-ended"]
    assert len(ended) == KEPT_FAILED
    assert ended[-1] == f"f{KEPT_FAILED + 29}"
    assert any(row.reference == "first" for row in kept)


def test_a_flood_takes_little_memory(runtime: Runtime) -> None:
    for number in range(10_000):
        runtime.recorder.failed(Failure(f"f{number}", "login-unknown", "x"), None)
    assert sum(len(one) for one in runtime.recorder._held.values()) <= launch_records.IN_MEMORY


def test_launches_go_on_when_nothing_can_be_noted(
    browser: Browser, runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    browser.launch()
    runtime.recorder.flush()
    with runtime.database.begin() as connection:
        connection.execute(text("DROP TABLE launch_record"))
    assert browser.launch().status_code == 303
    runtime.recorder.flush()
    assert "launches were not noted" in caplog.text


def test_what_cannot_be_noted_of_one_registration_takes_nothing_else_along(
    runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    """A registration that was purged since its launch: its row would refer to none."""
    recorder = runtime.recorder
    recorder.opened(Trail("window", registration_id=1))
    recorder.opened(Trail("window", registration_id=999))
    recorder.failed(Failure("of-a-purged-one", "token-outdated", ""), Trail("window", registration_id=999))
    recorder.failed(Failure("of-ours", "token-outdated", ""), Trail("window", registration_id=1))
    recorder.failed(Failure("of-nobody", "session-ended", ""), None)
    kept = [(row.registration_id, row.reference) for row in records(runtime)]
    assert kept == [(1, None), (1, "of-ours"), (None, "of-nobody")]
    assert caplog.text.count("launches were not noted: IntegrityError") == 2


def test_an_admin_looks_a_reference_up(app: Flask, browser: Browser) -> None:
    admin = Admin(app)
    admin.enter()
    reference = failed(browser, iat=time.time() - 86_400)
    page = admin.get(f"/admin/launches?reference={reference}").text
    assert f"Reference {reference}" in page
    assert "token-outdated" in page
    assert "iat is too long ago" in page
    assert "run time" not in page
    assert "The times fit our clock:</span> <strong>failed</strong>" in page
    whole = admin.get(f"/admin/launches?reference=+{reference}+(token-outdated)").text
    assert f"Reference {reference}" in whole
    assert "is kept here" in admin.get("/admin/launches?reference=none").text
    assert reference in admin.get("/admin/launches").text


def test_pages_behind_a_session_and_mistakes_of_ours_have_references_too(
    app: Flask, browser: Browser, runtime: Runtime
) -> None:
    @app.get("/bug")
    def bug() -> str:
        raise RuntimeError("internal matters")

    browser.get("/s/AAAAAAAAAAAAAAAAAAAAAA/")
    browser.get("/bug")
    browser.get("/nowhere")
    assert [row.code for row in records(runtime)] == ["session-ended", "500"]
    admin = Admin(app)
    admin.enter()
    admin.get("/admin/registrations/999/")  # what admins meet is no launch
    assert len(records(runtime)) == 2
    assert (
        "Something went wrong on our side."
        in admin.get(f"/admin/launches?reference={records(runtime)[1].reference}").text
    )


def test_an_admin_of_one_tenant_finds_no_launch_of_another(app: Flask, browser: Browser) -> None:
    whole, limited = Admin(app), Admin(app)
    whole.enter()
    with running_platform() as elsewhere:
        register(whole.runtime, elsewhere, tenant="saimaa")
        theirs = failed(Browser(app, elsewhere), aud="other")
    ours, nobodys = failed(browser, aud="other"), browser.login(iss="https://x.example")
    limited.enter("saimaa")
    unknown = REFERENCE.search(nobodys.text)
    assert unknown
    page = limited.get("/admin/launches").text
    assert theirs in page
    for reference in (ours, unknown[1]):
        assert reference not in page
        assert "is kept here" in limited.get(f"/admin/launches?reference={reference}").text
        assert f"Reference {reference}" in whole.get(f"/admin/launches?reference={reference}").text


def test_claims_that_are_markup_stay_text(app: Flask, browser: Browser) -> None:
    admin = Admin(app)
    admin.enter()
    reference = failed(browser, **{"aud": "<script>x", "<script>y": 1, f"{CLAIM}roles": ["<script>z"]})
    page = admin.get(f"/admin/launches?reference={reference}").text
    assert "&lt;script&gt;x" in page
    assert "<script>" not in page
