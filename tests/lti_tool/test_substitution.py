"""Custom parameters: a variable that the platform did not put anything in for counts as absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from lti_tool.models import Context, LaunchSession, ResourceLink
from lti_tool.runtime import Runtime
from lti_tool.services.installation import publish
from tests.support.platform import CLAIM
from tests.support.sample import ID, sample_module
from tests.support.tool import URL, Browser

UNRESOLVED = ["$ResourceLink.id.history", "$Context.id.history", "$Canvas.course.id", "$User.id", "$a.b"]
QUIZ = f"{ID}/quiz"


@pytest.fixture
def opened(browser: Browser, runtime: Runtime, tmp_path: Path) -> Browser:
    publish(runtime, sample_module(tmp_path / "source"))
    return browser


def leads_to(browser: Browser, target: str = f"{URL}/lti/launch", /, **custom: object) -> str:
    answer = browser.launch(target, **{f"{CLAIM}custom": custom})
    assert answer.status_code == 303, answer.text
    return "/".join(answer.headers["Location"].split("/")[3:])


@pytest.mark.parametrize("unresolved", UNRESOLVED)
def test_an_unresolved_unit_is_the_one_of_the_address(unresolved: str, opened: Browser) -> None:
    assert leads_to(opened, f"{URL}/lti/launch?unit={QUIZ}", unit=unresolved) == f"u/{ID}/quiz/"


@pytest.mark.parametrize("unresolved", UNRESOLVED)
def test_an_unresolved_unit_is_the_one_that_the_activity_opened_last(
    unresolved: str, opened: Browser, runtime: Runtime
) -> None:
    assert leads_to(opened, unit=QUIZ) == f"u/{ID}/quiz/"
    assert leads_to(opened, unit=unresolved) == f"u/{ID}/quiz/"
    with runtime.database.read() as session:
        assert session.scalars(select(ResourceLink.unit_key)).one() == QUIZ


@pytest.mark.parametrize("language", ["$Person.address.locale", "$Message.locale", "$a.b", 7, ["fi"], ""])
def test_an_unresolved_language_asks_for_none(language: object, opened: Browser, runtime: Runtime) -> None:
    leads_to(opened, unit=QUIZ, lang=language)
    with runtime.database.read() as session:
        assert session.scalars(select(LaunchSession.language)).one() is None


@pytest.mark.parametrize("value", ["$", "$1.50", "a $User.id", "$User.id b", r"\$User.id"])
def test_what_only_looks_like_a_variable_is_a_value(value: str, opened: Browser, runtime: Runtime) -> None:
    leads_to(opened, unit=value)
    with runtime.database.read() as session:
        assert session.scalars(select(ResourceLink.unit_key)).one() == value


@pytest.mark.parametrize("history", ["course-0", "course-0,course-00", "$Context.id.history", ""])
def test_a_copied_course_is_one_of_its_own_whatever_its_history_says(
    history: str, opened: Browser, runtime: Runtime
) -> None:
    leads_to(opened, unit=QUIZ)
    copy = {"id": "course-2", "title": "A copy"}
    claims = {f"{CLAIM}context": copy, f"{CLAIM}resource_link": {"id": "link-2"}}
    opened.launch(**claims, **{f"{CLAIM}custom": {"unit": QUIZ, "ctx_history": history}})
    with runtime.database.read() as session:
        assert set(session.scalars(select(Context.context_id))) == {"course-1", "course-2"}
        held = session.execute(select(ResourceLink.resource_link_id, ResourceLink.unit_key)).all()
    assert sorted(tuple(one) for one in held) == [("link-1", QUIZ), ("link-2", QUIZ)]
