"""The rows of a launch: read at once, written only where something is new or differs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select

from lti_tool.models import Context, LineItem, ResourceLink
from lti_tool.runtime import Runtime
from tests.support.platform import CLAIM, GRADEBOOK
from tests.support.tool import Browser


@contextmanager
def written(runtime: Runtime) -> Iterator[list[str]]:
    """Collect the tables that are written to."""
    tables: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("INSERT INTO ", "UPDATE ")):
            tables.append(statement.removeprefix("INSERT INTO ").split()[0])

    event.listen(runtime.database.engine, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(runtime.database.engine, "before_cursor_execute", note)


def test_the_same_launch_again_writes_its_session_alone(browser: Browser, runtime: Runtime) -> None:
    browser.launch()
    with written(runtime) as tables:
        assert browser.launch().status_code == 303
    assert tables == ["launch_session"]


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
