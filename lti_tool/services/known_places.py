"""A launch that brings nothing new, as most do: its place is found and its session opened in one statement.

The statement holds only where every row stands as the launch says; where it holds not (a new person, a title
that changed, a deployment that waits, a login that was used), `places` and its transaction tell what it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    Text,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from lti_tool.lti.claims import Claims
from lti_tool.models import Context, Deployment, LaunchSession, LineItem, Person, ResourceLink
from lti_tool.services.registrations import Entry

PLACE = ("deployment_id", "person_id", "context_id", "resource_link_id", "line_item_id", "unit_key")
"""The columns of a session that come from rows of the place; all others are given."""


def open_known(dialect: str) -> ReturningInsert[*tuple[Any, ...]]:
    """Build the statement: it adds a session and returns its unit, or does nothing and returns no row."""
    session = LaunchSession.__table__
    given = [column for column in session.c if column.name not in PLACE]
    found: dict[str, SQLColumnExpression[Any]] = {
        "deployment_id": Deployment.id,
        "person_id": Person.id,
        "context_id": Context.id,
        "resource_link_id": ResourceLink.id,
        "line_item_id": LineItem.id,
        "unit_key": func.coalesce(_text("unit"), ResourceLink.unit_key),
    }
    values: list[ColumnElement[Any]] = [bindparam(column.name, type_=column.type) for column in given]
    rows = _place(*values, *(found[name] for name in PLACE))
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(session).from_select([*(column.name for column in given), *PLACE], rows)  # type: ignore[arg-type]  # a Table, typed as FromClause
    return statement.on_conflict_do_nothing(index_elements=["state_hash"]).returning(session.c.unit_key)


def asked(entry: Entry, claims: Claims, unit_key: str | None) -> Mapping[str, Any]:
    """Return what the rows of the place must hold for a launch."""
    course, link, gradebook = claims.context, claims.link, claims.gradebook
    item = gradebook.line_item if gradebook else None
    columns = gradebook.line_items if gradebook and course else None
    return {
        "registration": entry.id,
        "deployment": claims.deployment_id,
        "platform": entry.platform_id,
        "sub": claims.body["sub"],
        "course": course and course.id,
        "course_title": course and course.title,
        "members": course and claims.members_url,
        "columns": columns,
        "column_scopes": json.dumps(gradebook.scopes) if gradebook and columns else None,
        "link": link and link.id,
        "link_title": link and link.title,
        "unit": unit_key,
        "item": item,
        "scopes": json.dumps(gradebook.scopes) if gradebook and item else None,
        "extra": json.dumps({"lineitems": gradebook.line_items}) if gradebook and item else None,
    }


def _place(*columns: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
    """Return a query for the rows that a launch names, empty unless all stand as the launch says."""
    at = Deployment.id
    course = and_(Context.deployment_id == at, Context.context_id == _text("course"))
    link = and_(ResourceLink.deployment_id == at, ResourceLink.resource_link_id == _text("link"))
    item = and_(LineItem.registration_id == Deployment.registration_id, LineItem.url == _text("item"))
    return (
        select(*columns)
        .select_from(Deployment)
        .join(Person, and_(Person.platform_id == bindparam("platform"), Person.sub == _text("sub")))
        .outerjoin(Context, course)
        .outerjoin(ResourceLink, link)
        .outerjoin(LineItem, item)
        .where(
            Deployment.registration_id == bindparam("registration"),
            Deployment.deployment_id == _text("deployment"),
            Deployment.status == "active",
            _unless_absent("course", Context.title == _text("course_title")),
            _unless_absent("members", Context.members_url == _text("members")),
            _unless_absent("columns", *_columns_stand()),
            _unless_absent("link", *_link_stands()),
            _unless_absent("item", *_item_stands()),
        )
    )


def _columns_stand() -> tuple[ColumnElement[bool], ...]:
    return (
        Context.line_items_url == _text("columns"),
        cast(Context.line_item_scopes, Text) == _text("column_scopes"),
    )


def _link_stands() -> tuple[ColumnElement[bool], ...]:
    return (
        ResourceLink.title == _text("link_title"),
        ResourceLink.context_id.is_not_distinct_from(Context.id),
        _unless_absent("unit", ResourceLink.unit_key == _text("unit")),
    )


def _item_stands() -> tuple[ColumnElement[bool], ...]:
    # As text: PostgreSQL compares no JSON. Both were written by the same `json.dumps`.
    return (
        _unless_absent("link", LineItem.resource_link_id.is_not_distinct_from(ResourceLink.id)),
        cast(LineItem.scopes, Text) == _text("scopes"),
        cast(LineItem.extra, Text) == _text("extra"),
    )


def _unless_absent(name: str, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Demand nothing of a row that the launch does not name."""
    return or_(_text(name).is_(None), and_(*conditions))


def _text(name: str) -> ColumnElement[Any]:
    return bindparam(name, type_=String())
