"""A data privacy launch shows what is held of a person: to the platform's administrators and to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from lti_tool.lti.platform_configuration import tool_configuration
from lti_tool.models import AdminAction, Person
from tests.lti_tool.test_learners import english_teacher, take_quiz
from tests.support.live import Jar, Live, Visit, form, live
from tests.support.person import SUB, TEXT, arrives
from tests.support.platform import CLAIM, MEMBERSHIP, Platform
from tests.support.tool import Browser

INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        english_teacher(running)
        yield running


def privacy(place: Live, user: str, about: str) -> Visit:
    """Ask the platform for what the tool holds about somebody."""
    visit = Visit(place, requests.Session())
    visit.http.cookies = Jar()
    address = f"{place.platform.issuer}/as/{user}/privacy?for={about}"
    action, fields = form(visit.http.get(address, timeout=20).text, "/lti/login")
    action, fields = form(visit.http.post(action, data=fields, timeout=20).text, "/lti/launch")
    visit.page = visit.http.post(action, data=fields, timeout=20)
    return visit


def test_an_administrator_sees_what_is_held_of_a_person_and_takes_it_along(place: Live) -> None:
    take_quiz(place, "203", right=True)
    visit = privacy(place, "101", "203")
    assert visit.page.status_code == 200
    assert "tries at quizzes, with answers and results: 1" in visit.text
    assert f"Platform: {place.platform.issuer}. Identifier there: 203." in visit.text
    answer = visit.http.get(f"{visit.page.url}.json", timeout=20)
    held = answer.json()["held"]
    assert [one["sub"] for one in held["person"]] == ["203"]
    assert held["attempt"][0]["answers"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    with place.runtime.database.read() as session:
        kinds = [(one.kind, one.actor) for one in session.scalars(select(AdminAction))]
    assert kinds == [("person-exported", "data privacy launch")]


def test_what_is_for_the_person_alone_reaches_no_administrator(place: Live) -> None:
    arrives(place)
    for user, told in (("101", False), (SUB, True)):
        visit = privacy(place, user, SUB)
        content = visit.http.get(f"{visit.page.url}.json", timeout=20).json()
        texts, answers = content["held"]["unit_responses"], content["held"]["check_answer"]
        assert texts[0]["unit_key"].endswith("/diary")
        assert [("responses" in texts[0]), ("response" in answers[0])] == [told, told]
        assert (TEXT in str(texts)) is told
        assert bool(content["left_out"]) is not told
    assert "but not in the file" in privacy(place, "101", SUB).text


def test_a_person_sees_their_own(place: Live) -> None:
    take_quiz(place, "203", right=True)
    visit = privacy(place, "203", "203")
    assert "What Poiju holds about you" in visit.text
    assert visit.http.get(f"{visit.page.url}.json", timeout=20).json()["sub"] == "203"


def test_a_learner_sees_nothing_of_others(place: Live) -> None:
    take_quiz(place, "203", right=True)
    visit = privacy(place, "202", "203")
    assert visit.page.status_code == 403
    assert "admins-only" in visit.text
    assert visit.http.get(f"{visit.page.url}.json", timeout=20).status_code == 403


def test_of_a_person_who_never_came_nothing_is_held(place: Live) -> None:
    visit = privacy(place, "101", "999")
    assert "Nothing is held." in visit.text
    assert visit.http.get(f"{visit.page.url}.json", timeout=20).status_code == 404
    with place.runtime.database.read() as session:
        assert session.scalars(select(Person.sub)).all() == ["101"], "asking makes nobody"


def test_another_browser_gets_nothing_by_the_address(place: Live) -> None:
    take_quiz(place, "203", right=True)
    visit = privacy(place, "101", "203")
    for address in (visit.page.url, f"{visit.page.url}.json"):
        stranger = requests.get(address, timeout=20)
        assert stranger.status_code == 400
        assert "browser-differs" in stranger.text


def test_another_message_opens_no_page_of_it(place: Live) -> None:
    visit = place.open("quiz", "101")
    session = visit.page.url.partition("/u/")[0]
    for path in ("privacy", "privacy.json"):
        assert visit.get(f"{session}/{path}").status_code == 404


ROLES: dict[str, tuple[list[str], int]] = {
    "administrator of the institution": ([f"{INSTITUTION}#Administrator"], 200),
    "administrator of the system": ([f"{SYSTEM}#Administrator"], 200),
    "system administrator": ([f"{SYSTEM}#SysAdmin"], 200),
    "a short name": (["Administrator"], 403),
    "administrator of a course": ([f"{MEMBERSHIP}#Administrator"], 403),
    "teacher": ([f"{MEMBERSHIP}#Instructor"], 403),
    "faculty of the institution": ([f"{INSTITUTION}#Faculty"], 403),
    "what looks like one": (["https://evil.example/institution/person#Administrator"], 403),
    "nobody": ([], 403),
}


def ask(browser: Browser, **changes: Any) -> Any:
    message = {
        f"{CLAIM}message_type": "DataPrivacyLaunchRequest",
        f"{CLAIM}resource_link": None,
        f"{CLAIM}context": None,
        f"{CLAIM}for_user": {"user_id": "learner-2"},
    }
    return browser.launch(**{**message, **changes})


@pytest.mark.parametrize("case", ROLES)
def test_roles_count_as_whole_addresses(case: str, browser: Browser) -> None:
    roles, status = ROLES[case]
    answer = ask(browser, **{f"{CLAIM}roles": roles})
    assert answer.status_code == 303
    assert browser.get(answer.headers["Location"]).status_code == status


@pytest.mark.parametrize(
    "changes",
    [
        {f"{CLAIM}for_user": None},
        {f"{CLAIM}for_user": {}},
        {f"{CLAIM}for_user": {"user_id": 7}},
        {f"{CLAIM}context": {"id": "course-1"}},
        {f"{CLAIM}resource_link": {"id": "link-1"}},
    ],
)
def test_a_message_that_is_not_as_the_standard_says_is_refused(
    browser: Browser, changes: dict[str, Any]
) -> None:
    answer = ask(browser, **{f"{CLAIM}roles": [f"{INSTITUTION}#Administrator"], **changes})
    assert answer.status_code == 400
    assert "claims-invalid" in answer.text


def test_people_of_another_platform_are_nobody_here(browser: Browser, platform: Platform) -> None:
    runtime = browser.client.application.extensions["poiju"]
    browser.launch(sub="learner-2")
    admin = {f"{CLAIM}roles": [f"{INSTITUTION}#Administrator"]}
    assert (
        "Nothing is held"
        not in browser.get(ask(browser, **admin).headers["Location"], headers={"Accept-Language": "en"}).text
    )
    with runtime.database.write() as session:
        person = session.scalars(select(Person).where(Person.sub == "learner-2")).one()
        person.sub = "another"
    page = browser.get(ask(browser, **admin).headers["Location"]).text
    assert "Mitään ei ole tallennettu" in page


def test_messages_are_asked_for_only_where_the_platform_has_them() -> None:
    tool = "https://purl.imsglobal.org/spec/lti-tool-configuration"

    def asked(*supported: str) -> list[str]:
        made = tool_configuration("https://poiju.example.fi", names=False, supported=supported)
        return [one["type"] for one in made[tool]["messages"]]

    usual = ["LtiResourceLinkRequest", "LtiDeepLinkingRequest"]
    assert asked() == asked("LtiResourceLinkRequest", "Unknown") == usual
    assert asked("DataPrivacyLaunchRequest") == [*usual, "DataPrivacyLaunchRequest"]


def test_the_page_escapes_what_the_platform_says(place: Live) -> None:
    learner = place.platform.users["203"]
    place.platform.users["x<script>"] = replace(learner, id="x<script>")
    assert "<script>" not in privacy(place, "101", "x<script>").text
