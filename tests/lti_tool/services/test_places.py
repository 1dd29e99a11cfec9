"""The rows of a launch: read at once, written only where something is new or differs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select, update

from lti_tool.errors import Fault
from lti_tool.models import Context, Deployment, LaunchSession, LineItem, ResourceLink
from lti_tool.runtime import Runtime
from lti_tool.services.known_places import PLACE
from tests.support.platform import CLAIM, GRADEBOOK
from tests.support.tool import Browser


@contextmanager
def written(runtime: Runtime) -> Iterator[list[str]]:
    """Collect the tables that a transaction of `places` writes to; the one statement is none of them."""
    tables: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("INSERT INTO ", "UPDATE ")):
            tables.append(statement.removeprefix("INSERT INTO ").split()[0])

    event.listen(runtime.database.engine, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(runtime.database.engine, "before_cursor_execute", note)


def opened(runtime: Runtime) -> dict[str, Any]:
    """Return the newest session's ids and unit."""
    with runtime.database.read() as session:
        row = session.scalars(select(LaunchSession).order_by(LaunchSession.created_at.desc())).first()
    return {name: getattr(row, name) for name in PLACE}


AGAIN: dict[str, dict[str, Any]] = {
    "everything": {},
    "no course": {f"{CLAIM}context": None},
    "no gradebook": {GRADEBOOK: None},
    "no unit": {f"{CLAIM}custom": None},
    "nothing but the link": {f"{CLAIM}context": None, GRADEBOOK: None, f"{CLAIM}custom": None},
}


@pytest.mark.parametrize("case", AGAIN)
def test_the_same_launch_again_writes_its_session_alone(
    case: str, browser: Browser, runtime: Runtime
) -> None:
    browser.launch(**AGAIN[case])
    first = opened(runtime)
    with written(runtime) as tables:
        assert browser.launch(**AGAIN[case]).status_code == 303
    assert tables == []
    assert opened(runtime) == first


DIFFERS: dict[str, dict[str, Any]] = {
    "another person": {"sub": "learner-2"},
    "another title of the course": {f"{CLAIM}context": {"id": "course-1", "title": "Renamed"}},
    "another title of the link": {f"{CLAIM}resource_link": {"id": "link-1", "title": "Renamed"}},
    "the link in another course": {f"{CLAIM}context": {"id": "course-2", "title": "Course"}},
    "another unit": {f"{CLAIM}custom": {"unit": "org.example/other"}},
    "another column": {GRADEBOOK: {"lineitem": "https://platform.test/other", "scope": ["a"]}},
}


@pytest.mark.parametrize("case", DIFFERS)
def test_one_thing_that_differs_is_seen_each_time(case: str, browser: Browser, runtime: Runtime) -> None:
    """Back and forth: no process remembers a place that another launch has changed meanwhile."""
    usual = {f"{CLAIM}custom": {"unit": "org.example/usual"}}
    browser.launch(**usual)
    first = opened(runtime)
    with written(runtime) as tables:
        browser.launch(**{**usual, **DIFFERS[case]})
    assert "launch_session" in tables
    assert opened(runtime) != first or "Renamed" in str(DIFFERS[case])
    browser.launch(**usual)
    assert opened(runtime) == first


def test_a_deployment_that_is_taken_back_is_refused_at_once(browser: Browser, runtime: Runtime) -> None:
    assert browser.launch().status_code == 303
    with runtime.database.write() as session:
        session.execute(update(Deployment).values(status="pending"))
    assert Fault.DEPLOYMENT_PENDING.value in browser.launch().text


def test_what_differs_is_written(browser: Browser, runtime: Runtime) -> None:
    browser.launch()
    changes: dict[str, Any] = {
        f"{CLAIM}context": {"id": "course-1", "title": "A new title"},
        f"{CLAIM}resource_link": {"id": "link-1", "title": "Another name"},
        f"{CLAIM}custom": {"unit": "org.example/other"},
        GRADEBOOK: {"lineitem": "https://platform.test/item", "scope": ["a", "b"]},
    }
    for _ in range(2):
        assert browser.launch(**changes).status_code == 303
    with runtime.database.read() as session:
        assert "A new title" in session.scalars(select(Context.title)).all()
        links = session.scalars(select(ResourceLink).where(ResourceLink.title == "Another name")).all()
        assert [link.unit_key for link in links] == ["org.example/other"]
        items = session.scalars(select(LineItem).where(LineItem.url == "https://platform.test/item")).all()
        assert [item.scopes for item in items] == [["a", "b"]]


def test_a_link_that_names_no_unit_keeps_the_one_that_it_opened_last(
    browser: Browser, runtime: Runtime
) -> None:
    link = {"id": "link-9", "title": "One"}
    browser.launch(**{f"{CLAIM}resource_link": link, f"{CLAIM}custom": {"unit": "org.example/kept"}})
    changes = {f"{CLAIM}resource_link": {**link, "title": "Two"}, f"{CLAIM}custom": {}}
    assert browser.launch(**changes).status_code == 303
    with runtime.database.read() as session:
        kept = session.scalars(select(ResourceLink).where(ResourceLink.resource_link_id == "link-9")).one()
    assert (kept.title, kept.unit_key) == ("Two", "org.example/kept")
