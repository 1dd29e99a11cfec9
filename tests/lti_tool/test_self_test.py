"""The self-test of a platform: reached or not, clocks, tokens, what launches told, the scores that wait."""

from __future__ import annotations

import email.utils
import json
import re
import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lti_tool.models import AccessToken, LineItem, OutboxScore, Person
from lti_tool.services import outbox
from tests.support.admin import Admin
from tests.support.platform import CLAIM, GRADEBOOK, SCORE_SCOPE, Platform, running_platform
from tests.support.tool import URL, Browser, register

PAGE = "/admin/registrations/1/test"


@pytest.fixture
def admin(app: Flask) -> Admin:
    made = Admin(app)
    made.enter()
    return made


@pytest.fixture
def graded(browser: Browser, platform: Platform) -> str:
    """A column that a launch has named."""
    claim = {"lineitem": f"{platform.url}/items/1", "scope": [SCORE_SCOPE]}
    assert browser.launch(**{GRADEBOOK: claim}).status_code == 303
    return str(claim["lineitem"])


def dated(platform: Platform, seconds: float, body: dict[str, Any] | None = None) -> None:
    """Let the platform's clock stand behind ours."""
    date = email.utils.formatdate(time.time() - seconds, usegmt=True)
    content = json.dumps(platform.jwks() if body is None else body).encode()
    platform.answers["/jwks"] = [(200, {"Date": date}, content)]


def waiting(admin: Admin, status: str = "refused", code: str | None = "refused") -> int:
    """Put a score into the queue."""
    runtime = admin.runtime
    with runtime.database.write() as session:
        column, person = session.scalars(select(LineItem.id)).one(), session.scalars(select(Person.id)).one()
        grade = outbox.Grade(
            registration_id=1, line_item_id=column, person_id=person, unit_key="a/b", given=1, maximum=1
        )
        outbox.queue(session, grade, runtime.now())
        row = session.scalars(select(OutboxScore)).one()
        row.status, row.error_code, row.error_detail = status, code, "the platform answers 400"  # type: ignore[assignment]  # a test's text
        row.attempts = 7
        return row.id


def test_looking_asks_the_platform_nothing(admin: Admin, platform: Platform) -> None:
    page = admin.get(PAGE)
    assert page.status_code == 200
    assert "none yet" in page.text
    assert platform.seen == []
    assert PAGE in admin.get("/admin/registrations/1/").text


def test_its_keys_are_fetched_at_a_click_and_kept(admin: Admin, platform: Platform) -> None:
    page = admin.post(f"{PAGE}/keys").text
    assert "Yes. It gave its keys in" in page
    assert "of them can be used: 1." in page
    admin.post(f"{PAGE}/keys")
    assert len(platform.requests("/jwks")) == 2, "whatever was fetched a moment ago"
    admin.runtime.platform_keys.find(f"{platform.url}/jwks", "k1")
    assert len(platform.requests("/jwks")) == 2


def test_an_outage_that_was_remembered_is_over_once_the_self_test_has_keys(
    admin: Admin, platform: Platform, browser: Browser
) -> None:
    platform.answers["/jwks"] = [(503, {}, b"")]
    assert "keys-unavailable" in browser.launch().text
    assert "It answers with status 503" in admin.post(f"{PAGE}/keys").text
    del platform.answers["/jwks"]
    assert "keys-unavailable" in browser.launch().text, "within 30 seconds nobody asks again"
    admin.post(f"{PAGE}/keys")
    assert browser.launch().status_code == 303


@pytest.mark.parametrize(
    ("seconds", "words", "near"),
    [
        (0, "s behind ours", True),
        (40, "s behind ours", True),
        (90, "s behind ours", False),
        (-90, "s ahead of ours", False),
    ],
)
def test_clocks_are_compared_by_the_date_of_the_answer(
    seconds: float, words: str, near: bool, admin: Admin, platform: Platform
) -> None:
    dated(platform, seconds)
    page = admin.post(f"{PAGE}/keys").text
    assert words in page
    assert ("near enough" in page, "too far" in page) == (near, not near)


@pytest.mark.parametrize(
    "answer",
    [(200, {"Date": "soon"}, b"[]"), (404, {}, b""), (200, {}, b"<html>"), (302, {"Location": "/x"}, b"")],
    ids=["a date that is none", "not found", "no JSON", "a redirect"],
)
def test_whatever_it_answers_the_page_comes(
    answer: tuple[int, dict[str, str], bytes], admin: Admin, platform: Platform
) -> None:
    platform.answers["/jwks"] = [answer]
    page = admin.post(f"{PAGE}/keys")
    assert page.status_code == 200
    assert 'class="warning"' in page.text


def test_a_platform_that_is_not_there_is_said(admin: Admin) -> None:
    with running_platform() as gone:
        there = register(admin.runtime, gone)
    for what in ("keys", "token"):
        assert "does not answer" in admin.post(f"/admin/registrations/{there}/test/{what}").text


def test_a_token_is_asked_for_and_its_scopes_are_told(admin: Admin, platform: Platform, graded: str) -> None:
    page = admin.post(f"{PAGE}/token").text
    assert "Yes, for 3600 seconds. It allows:" in page
    assert "<li>send scores</li>" in page
    assert "token-1" not in page
    assert len(platform.requests("/token")) == 1
    with admin.runtime.database.read() as session:
        assert session.scalars(select(AccessToken)).all() == [], "it is a test: nothing is kept"


def test_what_is_not_granted_is_told(admin: Admin, platform: Platform) -> None:
    granted = {"access_token": "t", "scope": SCORE_SCOPE}
    platform.answers["/token"] = [(200, {}, json.dumps(granted).encode())]
    page = admin.post(f"{PAGE}/token").text
    assert "It does not allow, although it was asked: read columns of the gradebook, read results" in page


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            (400, {}, b'{"error": "invalid_client", "error_description": "<b>no</b>"}'),
            "status 400: invalid_client: &lt;b&gt;no&lt;/b&gt;",
        ),
        ((500, {}, b"<html>"), "the answer (status 500) is not JSON"),
        ((200, {}, b'{"access_token": 7}'), "status 200: no token in the answer"),
    ],
)
def test_why_there_is_no_token_is_told(
    answer: tuple[int, dict[str, str], bytes], words: str, admin: Admin, platform: Platform
) -> None:
    platform.answers["/token"] = [answer]
    assert words in admin.post(f"{PAGE}/token").text


def test_launches_tell_modes_clock_scopes_and_checks(
    admin: Admin, browser: Browser, platform: Platform, graded: str
) -> None:
    state, nonce = browser.begun()
    form = {"state": state, "id_token": platform.sign(platform.claims(nonce, f"{URL}/lti/launch"))}
    browser.client.post("/lti/launch", data=form, headers={"Sec-Fetch-Dest": "iframe"}, base_url=URL)
    browser.launch(**{"iat": time.time() - 90_000, f"{CLAIM}custom": {"who": "secret"}})
    page = admin.get(PAGE).text
    assert "a partitioned cookie in the platform’s frame: 1" in page
    assert "90,0" in page
    assert "send scores" in page
    assert "failed (token-outdated)" in page
    assert page.index("failed (token-outdated)") < page.index(": passed</summary>")
    assert "The times fit our clock:</span> <strong>failed</strong>" in page
    assert "secret" not in page
    assert "learner-1" not in page


def test_one_launch_tells_one_difference_of_the_clocks(admin: Admin, browser: Browser) -> None:
    browser.launch(iat=time.time() - 30)
    assert re.search(r"Tokens were made 3\d([.,]\d)? s before", admin.get(PAGE).text)


def test_scores_that_wait_are_listed_and_sent_again(admin: Admin, platform: Platform, graded: str) -> None:
    score = waiting(admin)
    page = admin.get(PAGE).text
    for words in (
        "not in the gradebook: 1",
        "was not taken",
        "refused: the platform answers 400",
        "Tries: 7",
    ):
        assert words in page
    assert "An activity – A course" in page
    assert "learner-1" not in page
    after = admin.post(f"/admin/registrations/1/scores/{score}").text
    assert "Tries: 0" in after
    assert admin.runtime.worker.once()
    assert len(platform.requests("/items/1/scores")) == 1
    assert "not in the gradebook: 0" in admin.get(PAGE).text
    assert "In the gradebook: 1" in admin.get(PAGE).text
    assert "made waiting scores be sent at once" in admin.get("/admin/log").text


def test_all_scores_are_sent_again_but_one_in_flight_is_left_alone(admin: Admin, graded: str) -> None:
    waiting(admin, "pending", "retry-later")
    assert "Tries: 0" in admin.post("/admin/registrations/1/scores").text
    with admin.runtime.database.write() as session:
        session.scalars(select(OutboxScore)).one().status = "sending"
    admin.post("/admin/registrations/1/scores")
    with admin.runtime.database.read() as session:
        assert session.scalars(select(OutboxScore)).one().status == "sending"
    assert admin.get("/admin/log").text.count("made waiting scores") == 1


def test_an_admin_of_another_tenant_tests_and_sends_nothing(
    admin: Admin, platform: Platform, graded: str
) -> None:
    score = waiting(admin)
    with running_platform() as elsewhere:
        register(admin.runtime, elsewhere, tenant="saimaa")
    limited = Admin(admin.app)
    limited.enter("saimaa")
    platform.seen.clear()
    assert limited.get(PAGE).status_code == 404
    for path in (f"{PAGE}/keys", f"{PAGE}/token", "/admin/registrations/1/scores"):
        assert limited.post(path).status_code == 404
        assert admin.post(path, token="").status_code == 400
    assert limited.post(f"/admin/registrations/1/scores/{score}").status_code == 404
    assert limited.post(f"/admin/registrations/2/scores/{score}").status_code == 200
    assert platform.seen == []
    with admin.runtime.database.read() as session:
        assert session.scalars(select(OutboxScore)).one().status == "refused"
