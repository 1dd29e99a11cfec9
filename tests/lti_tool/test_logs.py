"""Logs in both forms: an id per request, one line each, and nothing that is secret or somebody's."""

from __future__ import annotations

import io
import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from lti_tool.logs import LogFormat, formatter, without_secrets
from lti_tool.models import Registration
from tests.support.live import Live, Visit, form, live
from tests.support.picking import Picking
from tests.support.platform import Platform
from tests.support.sample import ID
from tests.support.tool import URL, Browser, tool_app
from tests.support.waiting import eventually
from tests.support.wire import LTI, Wire

FORMS: list[LogFormat] = ["text", "json"]
PERSON = {
    "name": "Marja Virtanen", "given_name": "Marja", "family_name": "Virtanen", "email": "marja@example.org",
    "sub": "person-4711", f"{LTI}lis": {"person_sourcedid": "mvirtane"},
}  # fmt: skip
BROKEN = """CREATE TRIGGER broken BEFORE INSERT ON unit_responses BEGIN SELECT RAISE(ABORT, 'broken'); END"""
UNRELATED = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[,.]\d+|\"process\": \d+")
OURS = ("poiju", "lti_tool", "sqlalchemy", "alembic", "py.warnings")


@contextmanager
def logged(form: LogFormat, level: int = logging.DEBUG) -> Iterator[io.StringIO]:
    """Collect what the tool logs, as `poiju serve` would; a test's own servers are not the tool."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(form))
    handler.addFilter(lambda record: record.name.startswith(OURS))
    root = logging.getLogger()
    held = root.level
    root.addHandler(handler)
    root.setLevel(level)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(held)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("sent", ["req-0123456789.abc_DEF", "a" * 64])
def test_a_proxy_s_id_of_a_request_is_taken_answered_and_logged(
    sent: str, tmp_path: Path, platform: Platform
) -> None:
    with tool_app(tmp_path, platform) as app, logged("json") as stream:
        answer = Browser(app, platform).get("/nowhere", headers={"X-Request-ID": sent})
    assert answer.headers["X-Request-ID"] == sent
    assert [line["request"] for line in lines(stream)] == [sent]


@pytest.mark.parametrize("sent", ["", "short", "a" * 65, "a b c d e f g h", "aaaaaaaa\u00e4", '"}aaaaaaaa{"'])
def test_an_id_that_is_none_is_replaced(sent: str, tmp_path: Path, platform: Platform) -> None:
    with tool_app(tmp_path, platform) as app:
        browser = Browser(app, platform)
        made = [browser.get("/health", headers={"X-Request-ID": sent}).headers["X-Request-ID"] for _ in "ab"]
    assert all(re.fullmatch(r"[\w-]{22}", one) for one in made)
    assert made[0] != made[1]


def test_without_a_proxy_nobody_s_id_is_taken(tmp_path: Path, platform: Platform) -> None:
    with tool_app(tmp_path, platform, POIJU_PROXY_HOPS="0") as app:
        answer = Browser(app, platform).get("/health", headers={"X-Request-ID": "a-clients-own"})
    assert answer.headers["X-Request-ID"] != "a-clients-own"


def test_json_has_one_object_a_line_with_the_page_s_reference(tmp_path: Path, platform: Platform) -> None:
    with tool_app(tmp_path, platform) as app, logged("json") as stream:
        browser = Browser(app, platform)
        page = browser.login(iss="https://nobody.example")
    [line] = lines(stream)
    assert set(line) == {"time", "level", "logger", "message", "process", "request"}
    assert (line["level"], line["logger"], line["process"]) == ("info", "poiju.pages", os.getpid())
    assert line["request"] == page.headers["X-Request-ID"]
    assert "platform-unknown" in line["message"]
    assert line["message"].split()[0] in page.text


def test_a_bug_is_one_line_of_json_with_its_traceback(tmp_path: Path, platform: Platform) -> None:
    with tool_app(tmp_path, platform) as app, logged("json") as stream:

        @app.get("/s/<session>/bug")
        def bug(session: str) -> str:
            raise RuntimeError(f"in /s/{session}/bug")

        address = "/s/" + "B" * 22 + "/bug"
        app.test_client().get(address, base_url=URL)
    [trace] = [line["traceback"] for line in lines(stream) if "traceback" in line]
    assert "RuntimeError" in trace
    assert "B" * 22 not in stream.getvalue()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3In0.c2ln end", "token … end"),
        ("Authorization: Bearer abc.def-123456", "Authorization: Bearer …"),
        ("GET /s/AAAAAAAAAAAAAAAAAAAAAA/u/x", "GET /s/…/u/x"),
        ("/admin/enter/AAAAAAAAAAAAAAAAAAAAAA", "/admin/enter/…"),
        ("score 7: delivered", "score 7: delivered"),
    ],
)
def test_secrets_in_a_line_are_masked_whoever_writes_it(line: str, left: str) -> None:
    assert without_secrets(line) == left


def walk(place: Live, seen: list[str]) -> None:
    """Launch, answer, err and let scores go; note each secret that passes by."""
    wire = Wire(place)
    fields = wire.form("203", place.links["quiz"])
    seen += [fields["lti_message_hint"], json.loads(fields["lti_message_hint"])["launchid"]]
    carried = wire.carried(fields)
    token = wire.sign({**carried.claims, **PERSON, "sub": "203"})
    answer = wire.post(carried.state, token)
    session = answer.headers["Location"].split("/")[2]
    seen += [token, carried.state, session, carried.claims["nonce"]]
    seen += [one.value for one in wire.http.cookies if one.value and len(one.value) > 8]
    visit = wire.opens(fields=wire.form("203", place.links["quiz"]))
    visit.send("/attempts/")
    visit.send("/attempts/", **{"q-own": "What I wrote for nobody else."})
    seen += [visit.page.url.split("/s/")[1].split("/")[0]]
    diary = wire.opens(fields=wire.form("203", place.links["diary"]))
    action, hidden = form(diary.text, "/texts")
    kept = wire.http.post(diary.address(action), data={**hidden, **diary_text(diary)}, timeout=20)
    assert kept.status_code == 200
    errs(wire, token, session)
    link = place.links["outcomes"].line_item
    place.open("outcomes", "203").send("/done")
    teaches(place)
    eventually(lambda: place.platform.gradebook.grade(link, "203") == 1)
    seen += list(place.platform.tokens)


def teaches(place: Live) -> None:
    """Let a teacher look at learners by name, at a try, and choose content."""
    place.platform.members.names = True
    with place.runtime.database.write() as session:
        session.execute(update(Registration).values(names=True))
    visit = place.open("quiz", "101")
    page = visit.get(f"{visit.page.url}learners").text
    assert "Emma Learner" in page
    place.platform.faults.set("memberships", "500", times=1)
    action, hidden = form(page, "/learners/read")
    visit.http.post(visit.address(action), data=hidden, timeout=20)
    picker = Picking.opened(Wire(place))
    picker.returns(unit=f"{ID}/quiz")


def errs(wire: Wire, token: str, session: str) -> None:
    """Make as many mistakes as there are kinds of pages for them."""
    wire.post("no state", token)
    wire.post(wire.carried().state, token)
    wire.post(wire.carried().state, "", error="login_required", error_description="Marja Virtanen is not in")
    wire.login(wire.form(), iss="https://nobody.example", login_hint="person-4711")
    wire.login(wire.form(), lti_message_hint="person-4711" * 2000)
    wire.launch({**PERSON, f"{LTI}version": "2"})
    wire.launch({**PERSON, "aud": "other"})
    wire.launch({**PERSON, f"{LTI}deployment_id": "not approved"})
    for path in ("nowhere", f"u/{ID}/nothing/", "pick", f"u/{ID}/quiz/attempts/AAAA/"):
        wire.http.get(f"{wire.place.url}/s/{session}/{path}", timeout=20)
    wire.http.post(f"{wire.place.url}/s/{session}/u/{ID}/quiz/attempts/", data={"token": "x"}, timeout=20)


@pytest.mark.parametrize("form_of_lines", FORMS)
def test_no_log_holds_a_token_a_person_or_what_they_wrote(form_of_lines: LogFormat, tmp_path: Path) -> None:
    seen: list[str] = []
    with logged(form_of_lines) as stream, live(tmp_path, DATABASE_URL="") as place:
        walk(place, seen)
        break_the_database(place)
    written = UNRELATED.sub("", stream.getvalue())  # a millisecond or process may be somebody's number
    assert len(written.splitlines()) > 15, "errors, scores and bugs are logged"
    people = [str(one) for one in PERSON.values() if isinstance(one, str)] + ["mvirtane", "201", "203"]
    people += ["Emma Learner", "Emma", "Tuula"]
    texts = ["What I wrote for nobody else.", "A private thought."]
    for secret in [*people, *texts, *seen]:
        assert not re.search(rf"(?<![\w.:-]){re.escape(secret)}(?![\w.:-])", written), secret


def break_the_database(place: Live) -> None:
    """Have a text fail while it is written: the error's own words hold what was to be written."""
    diary = Wire(place).opens(fields=Wire(place).form("202", place.links["diary"]))
    action, hidden = form(diary.text, "/texts")
    with place.runtime.database.engine.begin() as connection:
        connection.execute(text(BROKEN))
    answer = diary.http.post(diary.address(action), data={**hidden, **diary_text(diary)}, timeout=20)
    assert answer.status_code == 500


def diary_text(diary: Visit) -> dict[str, str]:
    """Return the fields of a text for the first prompt of a reflection."""
    name = re.search(r'name="(text-[\w-]+)"', diary.text)
    assert name
    return {name[1]: "A private thought."}
