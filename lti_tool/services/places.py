"""Who launches, and where: rows of person, course, activity and column, read at once and kept up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, select

from lti_tool.db import insert_if_absent, upsert
from lti_tool.lti.claims import Claims
from lti_tool.lti.redaction import redacted
from lti_tool.models import Context, Deployment, LineItem, Person, ResourceLink
from lti_tool.services.registrations import Entry

LONGEST_UNIT = 255
MOST_WAITING = 100  # deployments of a registration

Known = Row[*tuple[Any, ...]]
"""A row of FIND: what we know of a place, None where it is new."""

# One statement for all, because each costs more than the rows that it reads.
FIND: Select[*tuple[Any, ...]] = (
    select(
        Deployment.id.label("deployment_id"),
        Deployment.status,
        Person.id.label("person_id"),
        Context.id.label("context_id"),
        Context.title.label("context_title"),
        Context.members_url,
        Context.line_items_url,
        Context.line_item_scopes,
        ResourceLink.id.label("link_id"),
        ResourceLink.context_id.label("link_context_id"),
        ResourceLink.title.label("link_title"),
        ResourceLink.unit_key,
        LineItem.id.label("item_id"),
        LineItem.resource_link_id.label("item_link_id"),
        LineItem.scopes,
        LineItem.extra,
    )
    .select_from(Deployment)
    .outerjoin(Person, and_(Person.platform_id == bindparam("platform_id"), Person.sub == bindparam("sub")))
    .outerjoin(
        Context, and_(Context.deployment_id == Deployment.id, Context.context_id == bindparam("course"))
    )
    .outerjoin(
        ResourceLink,
        and_(ResourceLink.deployment_id == Deployment.id, ResourceLink.resource_link_id == bindparam("link")),
    )
    .outerjoin(
        LineItem,
        and_(LineItem.registration_id == Deployment.registration_id, LineItem.url == bindparam("item")),
    )
    .where(
        Deployment.registration_id == bindparam("registration_id"),
        Deployment.deployment_id == bindparam("deployment_id"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Ids of our rows, and the unit that the launch opens."""

    deployment_id: int
    person_id: int
    context_id: int | None
    resource_link_id: int | None
    line_item_id: int | None
    unit_key: str | None


def place_of(connection: Connection, entry: Entry, claims: Claims) -> Place | None:
    """Return the place of a launch of an approved deployment; note an unknown deployment as pending.

    Writes only what is new or differs, so the same launch again writes nothing.
    """
    keys = {"registration_id": entry.id, "deployment_id": claims.deployment_id}
    known = connection.execute(FIND, {**keys, **_asked(entry, claims)}).first()
    if known is None:
        _note(connection, keys, claims)
        return None
    if known.status != "active":
        return None
    person = {"platform_id": entry.platform_id, "sub": claims.body["sub"]}
    context_id = _context(connection, claims, known)
    link_id, unit_key = _link(connection, claims, known, context_id)
    return Place(
        deployment_id=known.deployment_id,
        person_id=known.person_id or upsert(connection, Person, person),
        context_id=context_id,
        resource_link_id=link_id,
        line_item_id=_line_item(connection, claims, entry.id, known, link_id),
        unit_key=unit_key,
    )


def _note(connection: Connection, keys: dict[str, Any], claims: Claims) -> None:
    """Note a deployment that nobody has approved, with what it sent, unless many wait already."""
    waiting = (
        select(func.count())
        .select_from(Deployment)
        .where(Deployment.registration_id == keys["registration_id"], Deployment.status == "pending")
    )
    if connection.execute(waiting).scalar_one() < MOST_WAITING:
        sent = {"claims": redacted(claims.body)}
        insert_if_absent(
            connection, Deployment, tuple(keys), {**keys, "status": "pending", "introduced": sent}
        )


def _asked(entry: Entry, claims: Claims) -> dict[str, Any]:
    course, link, gradebook = claims.context, claims.link, claims.gradebook
    return {
        "platform_id": entry.platform_id,
        "sub": claims.body["sub"],
        "course": course and course.id,
        "link": link and link.id,
        "item": gradebook and gradebook.line_item,
    }


def _context(connection: Connection, claims: Claims, known: Known) -> int | None:
    course = claims.context
    if course is None:
        return None
    gradebook = claims.gradebook
    named = bool(gradebook and gradebook.line_items)
    values = {
        "title": course.title,
        # Not every launch names all: Moodle leaves the list out of a course's first Deep Linking launch.
        "members_url": claims.members_url or known.members_url,
        "line_items_url": gradebook.line_items if gradebook and named else known.line_items_url,
        "line_item_scopes": list(gradebook.scopes) if gradebook and named else known.line_item_scopes,
    }
    stands = {
        "title": known.context_title, "members_url": known.members_url,
        "line_items_url": known.line_items_url, "line_item_scopes": known.line_item_scopes,
    }  # fmt: skip
    if known.context_id is not None and stands == values:
        return int(known.context_id)
    keys = {"deployment_id": known.deployment_id, "context_id": course.id}
    return upsert(connection, Context, keys, values)


def _link(
    connection: Connection, claims: Claims, known: Known, context_id: int | None
) -> tuple[int | None, str | None]:
    """Return the activity's row and the unit that it opens: as the launch says, else as it opened last."""
    asked = unit_key_of(claims)
    link = claims.link
    if link is None:
        return None, asked
    unit_key = asked or known.unit_key
    stands = (known.link_context_id, known.link_title, known.unit_key)
    if known.link_id is not None and stands == (context_id, link.title, unit_key):
        return known.link_id, unit_key
    keys = {"deployment_id": known.deployment_id, "resource_link_id": link.id}
    values = {"context_id": context_id, "title": link.title, "unit_key": unit_key}
    return upsert(connection, ResourceLink, keys, values), unit_key


def unit_key_of(claims: Claims) -> str | None:
    """Return the unit that a launch asks for, if it does."""
    found = claims.custom("unit") or _unit_in(claims.target_link_uri or "")
    return found if 0 < len(found) <= LONGEST_UNIT else None


def _unit_in(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("unit", [""])[0] if "?" in address else ""


def _line_item(
    connection: Connection, claims: Claims, registration_id: int, known: Known, link_id: int | None
) -> int | None:
    gradebook = claims.gradebook
    if gradebook is None or gradebook.line_item is None:
        return None
    scopes, extra = list(gradebook.scopes), {"lineitems": gradebook.line_items}
    link_id = link_id or known.item_link_id  # a submission review may name the column without its activity
    if known.item_id is not None and (known.item_link_id, known.scopes, known.extra) == (
        link_id,
        scopes,
        extra,
    ):
        return int(known.item_id)
    keys = {"registration_id": registration_id, "url": gradebook.line_item}
    values = {"resource_link_id": link_id, "scopes": scopes, "extra": extra}
    return upsert(connection, LineItem, keys, values)
