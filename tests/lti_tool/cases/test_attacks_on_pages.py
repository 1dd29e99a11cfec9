"""Attacks on what follows a launch: words that would be code, roles, forged forms, addresses of others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import lti_tool
from lti_tool.errors import Fault
from lti_tool.models import Attempt
from tests.support.live import Visit, form
from tests.support.picking import Picking, asked
from tests.support.sample import ID
from tests.support.wire import LEARNER, LTI, MEMBERSHIP, TEACHER, Wire

SCRIPT = '"><script>alert(1)</script>'
PAGES = Path(lti_tool.__file__).parent / "static"

HOSTILE: dict[str, dict[str, Any]] = {
    "a course's title": {f"{LTI}context": {"id": "c", "title": SCRIPT}},
    "an activity's title": {f"{LTI}resource_link": {"id": "l", "title": SCRIPT, "description": SCRIPT}},
    "a person's names": {"name": SCRIPT, "given_name": SCRIPT, "picture": "javascript:alert(1)"},
    "a locale": {f"{LTI}launch_presentation": {"locale": SCRIPT}},
    "a return address that is a script": {f"{LTI}launch_presentation": {"return_url": "javascript:alert(1)"}},
    "a custom language": {f"{LTI}custom": {"unit": f"{ID}/outcomes", "lang": SCRIPT}},
    "a platform's name": {f"{LTI}tool_platform": {"guid": SCRIPT, "name": SCRIPT}},
}
ELSEWHERE: dict[str, str] = {
    "a unit that does not exist": f"{SCRIPT}/x",
    "a module that does not exist": SCRIPT,
    "a unit that climbs": "../../../../etc/passwd",
    "an address": "https://evil.test/x",
    "a line end": "x\r\nLocation: https://evil.test/",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_words_of_a_platform_that_are_a_script_stay_text(wire: Wire, case: str) -> None:
    visit = wire.opens({f"{LTI}custom": {"unit": f"{ID}/outcomes"}, **HOSTILE[case]})
    for page in (visit.page, visit.get(f"/s/{visit.page.url.split('/')[4]}/m/{ID}/")):
        assert "<script>alert" not in page.text
        assert "javascript:" not in page.text
        assert "script-src 'self';" in page.headers["Content-Security-Policy"]
        assert page.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_unit_that_is_code_or_an_address_leads_nowhere_else(wire: Wire, case: str) -> None:
    link = wire.place.platform.add_link("hostile", {})
    answer = wire.launch({f"{LTI}custom": {"unit": ELSEWHERE[case]}}, wire.form(LEARNER, link))
    location = answer.headers["Location"]
    assert re.fullmatch(r"/s/[\w-]+/", location), location
    page = wire.http.get(f"{wire.place.url}{location}", timeout=20)
    assert page.status_code == 404
    assert "<script>alert" not in page.text


def test_a_return_address_that_is_no_web_address_is_refused_and_sent_nothing(wire: Wire) -> None:
    for url in (
        "javascript:alert(1)",
        "ftp://127.0.0.1/",
        "https://user@127.0.0.1/",
        "//evil.test/",
        "https://[",
    ):
        answer = Picking.opened(wire, deep_link_return_url=url).sends(unit=f"{ID}/quiz")
        assert answer.status_code == 400
        assert Fault.RETURN_ADDRESS.value in answer.text
        assert 'name="JWT"' not in answer.text


def test_a_return_address_of_another_host_is_shown_and_never_sent_to_by_itself(wire: Wire) -> None:
    picking = Picking.opened(wire, deep_link_return_url=f"https://other.example/{SCRIPT}")
    answer = picking.sends(unit=f"{ID}/quiz")
    assert "other.example" in answer.text
    assert "data-send" not in answer.text
    assert "<script>alert" not in answer.text


def test_a_session_for_choosing_answers_once(wire: Wire) -> None:
    picking = Picking.opened(wire)
    picking.returns(unit=f"{ID}/quiz")
    assert picking.sends(unit=f"{ID}/quiz").status_code == 404


def test_a_learner_who_sends_the_picker_s_form_is_refused(wire: Wire) -> None:
    claims, fields = asked(wire)
    answer = wire.launch({**claims, f"{LTI}roles": ["Learner"]}, fields)
    address = f"{wire.place.url}{answer.headers['Location']}"
    sent = wire.http.post(address, data={"unit": f"{ID}/quiz", "token": "x"}, timeout=20)
    assert sent.status_code == 403
    assert 'name="JWT"' not in sent.text


LOOK_ALIKES = [
    "http://purl.imsglobal.org/vocab/lis/v2/anything#Instructor",
    "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor",
    "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator",
    "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator",
    f"{MEMBERSHIP}#Instructor ",
    f"{MEMBERSHIP}#instructor",
    f"{MEMBERSHIP}#Instructor#Learner",
    f"https{MEMBERSHIP[4:]}#Instructor",
    "http://evil.test/membership#Instructor",
    "urn:lti:role:ims/lis/Instructor",
    "instructor",
    "\u0406nstructor",
]


@pytest.mark.parametrize("role", LOOK_ALIKES)
def test_a_role_that_only_looks_like_a_teacher_s_in_the_course_is_none(wire: Wire, role: str) -> None:
    link = wire.place.platform.add_link("no unit", {})
    assert "unit=" not in wire.opens({f"{LTI}roles": [role]}, wire.form(LEARNER, link)).text


@pytest.mark.parametrize("name", ["role", "roles", "custom_role", "is_teacher", "ext_roles"])
def test_a_custom_parameter_or_field_that_names_a_role_makes_nobody_a_teacher(wire: Wire, name: str) -> None:
    link = wire.place.platform.add_link("no unit", {})
    carried = wire.carried(wire.form(LEARNER, link))
    claims = {**carried.claims, f"{LTI}custom": {name: "Instructor"}, name: ["Instructor"]}
    answer = wire.post(carried.state, wire.sign(claims), **{name: "Instructor"})
    page = wire.http.get(f"{wire.place.url}{answer.headers['Location']}?{name}=Instructor", timeout=20)
    assert page.status_code == 200
    assert "unit=" not in page.text


def test_a_form_without_its_token_or_with_that_of_another_page_does_nothing(wire: Wire) -> None:
    visit = wire.opens(fields=wire.form("202"))
    action, hidden = form(visit.text, "/done")
    other = form(visit.text, "/language")[1]["token"]
    for token in ("", "x", other):
        answer = visit.http.post(visit.address(action), data={**hidden, "token": token}, timeout=20)
        assert answer.status_code == 400
        assert Fault.FORM_OUTDATED.value in answer.text


def test_a_form_of_another_session_of_the_same_browser_does_nothing(wire: Wire) -> None:
    mine = wire.opens(fields=wire.form("202"))
    theirs = wire.opens(fields=wire.form("203"))
    action, _ = form(mine.text, "/done")
    token = form(theirs.text, "/done")[1]
    assert wire.http.post(mine.address(action), data=token, timeout=20).status_code == 400


def test_a_copied_address_opens_nothing_in_another_browser(wire: Wire) -> None:
    visit = wire.opens()
    answer = wire.other().http.get(visit.page.url, timeout=20)
    assert answer.status_code == 400
    assert Fault.BROWSER_DIFFERS.value in answer.text


def test_marks_that_a_browser_sends_along_count_for_nothing(wire: Wire) -> None:
    visit = wire.opens(fields=wire.form("202", wire.place.links["quiz"]))
    visit.send("/attempts/")
    forged = {"score": "100", "result": "1", "fraction": "1", "maximum": "1", "passed": "1"}
    visit.send("/attempts/", **forged)
    with wire.place.runtime.database.read() as session:
        attempt = session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()
    assert attempt
    assert (attempt.status, attempt.score) == ("submitted", 0)


def test_a_quiz_tells_a_browser_nothing_of_what_is_right(wire: Wire) -> None:
    visit = wire.opens(fields=wire.form("203", wire.place.links["quiz"]))
    visit.send("/attempts/")
    assert "/attempts/" in visit.page.url
    for word in ("correct", "fraction", "data-right", 'feedback"'):
        assert word not in visit.text


def test_a_page_of_a_session_stands_in_frames_of_its_own_platform_alone(wire: Wire) -> None:
    policy = wire.opens().page.headers["Content-Security-Policy"]
    assert policy.rpartition("; ")[2] == f"frame-ancestors {wire.place.platform.issuer}"


def test_no_page_of_admins_stands_in_a_frame(wire: Wire) -> None:
    for path in ("/admin/", "/admin/log", "/admin/enter/" + "a" * 22):
        policy = wire.http.get(f"{wire.place.url}{path}", timeout=20).headers["Content-Security-Policy"]
        assert policy.endswith("frame-ancestors 'none'")


def test_neither_token_nor_person_travels_in_an_address_or_as_a_referrer(wire: Wire) -> None:
    carried = wire.carried()
    answer = wire.post(carried.state, wire.sign(carried.claims))
    assert "?" not in answer.headers["Location"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    page = Visit(wire.place, wire.http).get(answer.headers["Location"])
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert wire.http.get(f"{wire.place.url}/lti/launch?id_token=x&state=y", timeout=20).status_code == 405


def test_no_script_of_the_tool_listens_to_messages_without_asking_whose_they_are() -> None:
    """A page that listens has to check the origin and the window of each message."""
    for script in sorted(PAGES.glob("*.js")):
        content = script.read_text(encoding="utf-8")
        if re.search(r"""addEventListener\(\s*["']message["']|onmessage""", content):
            assert "event.origin" in content, script.name
            assert "event.source" in content, script.name


def test_a_teacher_of_one_course_is_a_learner_where_the_launch_says_so(wire: Wire) -> None:
    link = wire.place.platform.add_link("no unit", {})
    assert "unit=" in wire.opens(fields=wire.form(TEACHER, link)).text
    roles = {f"{LTI}roles": [f"{MEMBERSHIP}#Learner"]}
    assert "unit=" not in wire.opens(roles, wire.form(TEACHER, link)).text
