"""The headers of every answer: all addresses of the tool are walked, so a new page cannot be forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lti_tool.runtime import Runtime
from lti_tool.services.installation import publish
from tests.support.admin import Admin
from tests.support.platform import CLAIM, Platform
from tests.support.routes import Address, addresses
from tests.support.sample import ID, sample_module
from tests.support.tool import URL, Browser

KEPT = {"static", "look.unit_css", "look.drag_js", "jwks.key_set", "media.media"}
"""What a browser may keep: it is the same for everybody, or a file of a module."""
LOOSE = {"media.media"}
"""A file's own policy: nothing runs, nothing is fetched, but a drawing may bring its own style."""
INVENTED: dict[str, str | int] = {
    "session_id": "A" * 22, "module_id": ID, "unit_id": "quiz", "attempt_id": "A" * 22, "question_id": "verb",
    "content_hash": "0" * 64, "path": "media/handout.pdf", "filename": "tool.css", "token": "a" * 22,
    "registration_id": 1, "row_id": 1, "score_id": 1, "number": 1,
}  # fmt: skip


def answered(client: FlaskClient, one: Address, **form: str) -> TestResponse:
    """Open an address."""
    data = form if one.method == "POST" else None
    return client.open(one.path, method=one.method, base_url=URL, data=data, buffered=True)


def policy_of(answer: TestResponse) -> dict[str, list[str]]:
    """Return the rules of an answer's policy."""
    [policy] = answer.headers.getlist("Content-Security-Policy")
    rules = [rule.split() for rule in policy.split(";")]
    return {name: values for name, *values in rules}


def check(one: Address, answer: TestResponse, ancestors: list[str]) -> None:
    """Check the headers of an answer."""
    assert answer.status_code != 500, str(one)
    if answer.status_code >= 400:
        assert "<h1>" in answer.text or answer.is_json, str(one)
    assert answer.headers.getlist("Referrer-Policy") == ["no-referrer"], str(one)
    assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"], str(one)
    [request_id] = answer.headers.getlist("X-Request-ID")
    assert re.fullmatch(r"[\w-]{22}", request_id), str(one)
    [kept] = answer.headers.getlist("Cache-Control")
    if one.endpoint not in KEPT or answer.status_code >= 400:
        assert kept == "no-store", str(one)
    policy = policy_of(answer)
    assert policy["default-src"] == ["'none'"], str(one)
    if one.endpoint in LOOSE and answer.status_code == 200:
        assert "sandbox" in policy
        assert "script-src" not in policy
        return
    assert "unsafe" not in str(policy), str(one)
    assert policy["script-src"] == policy["style-src"] == ["'self'"], str(one)
    assert policy["base-uri"] == ["'none'"], str(one)
    assert policy["frame-ancestors"] == ancestors, str(one)


def test_a_stranger_s_answers_are_guarded(app: Flask, runtime: Runtime, tmp_path: Path) -> None:
    publish(runtime, sample_module(tmp_path / "source"))
    for one in addresses(app, INVENTED):
        closed = one.path.startswith("/admin")
        check(one, answered(app.test_client(), one), ["'none'"] if closed else ["https:", "http:"])


def test_a_learner_s_answers_are_guarded_and_framed_by_their_platform_alone(
    app: Flask, runtime: Runtime, platform: Platform, tmp_path: Path
) -> None:
    installed = publish(runtime, sample_module(tmp_path / "source"))
    browser = Browser(app, platform)
    home = browser.launch(**{f"{CLAIM}custom": {"unit": f"{ID}/quiz"}}).headers["Location"]
    token = re.search(r'/attempts/".*?name="token" value="(\w+)"', browser.get(home).text, re.DOTALL)
    assert token
    begun = browser.client.post(f"{home}attempts/", data={"token": token[1]}, base_url=URL)
    values = {
        **INVENTED, "session_id": home.split("/")[2], "content_hash": installed.content_hash,
        "attempt_id": begun.headers["Location"].split("/")[-2],
    }  # fmt: skip
    opened = 0
    for one in addresses(app, values, below="/s/"):
        answer = answered(browser.client, one)
        opened += answer.status_code == 200
        check(one, answer, [platform.url])
    assert opened >= 5, "pages, not only refusals"


def test_an_admin_s_answers_are_guarded_and_stand_in_no_frame(app: Flask) -> None:
    admin = Admin(app)
    admin.enter()
    opened = 0
    for one in addresses(app, INVENTED, below="/admin/"):
        if one.endpoint == "admin.leave":
            continue  # the others need the visit
        answer = answered(admin.client, one, token=admin.token(), status="active", how="next")
        opened += answer.status_code in (200, 303)
        check(one, answer, ["'none'"])
    assert opened >= 6


@pytest.mark.parametrize(
    "path", ["/nowhere", "/s/x", "/lti/launch", "/static/nothing.css", "/%00", "//evil.test/"]
)
def test_what_is_no_page_is_guarded_too(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, base_url=URL)
    check(Address("GET", path, ""), answer, ["https:", "http:"])


def test_a_bug_s_page_is_guarded_too(app: Flask) -> None:
    @app.get("/bug")
    def bug() -> str:
        raise RuntimeError

    answer = app.test_client().get("/bug", base_url=URL)
    assert answer.status_code == 500
    assert "unsafe" not in str(policy_of(answer))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Request-ID"]


def test_no_address_takes_a_body_of_300_kilobytes(app: Flask, runtime: Runtime, tmp_path: Path) -> None:
    publish(runtime, sample_module(tmp_path / "source"))
    admin = Admin(app)
    admin.enter()
    for one in addresses(app, INVENTED):
        # Whoever has no visit is turned away from the admin pages before a body counts.
        client = admin.client if one.path.startswith("/admin/") else app.test_client()
        if one.method == "POST" and one.endpoint != "admin_entrance.entered":  # that one reads no body
            assert answered(client, one, token="x" * 300_000).status_code == 413, str(one)


def test_frames_come_only_from_hosts_that_are_allowed(app: Flask) -> None:
    answer = app.test_client().get("/nowhere", base_url=URL)
    assert policy_of(answer)["frame-src"] == ["'none'"]
