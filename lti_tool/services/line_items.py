"""Finding the column that took the place of one that a platform no longer knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.db import Database, upsert
from lti_tool.models import LineItem, ResourceLink
from lti_tool.security import origin_of

Ask = Callable[[LineItem, str], list[dict[str, Any]]]
"""Asks a platform for the line items of a resource link."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line item of ours: its row and its address."""

    id: int
    url: str


def take_place(database: Database, ask: Ask, line_item_id: int) -> Found | None:
    """Return the line item that stands in for a lost one, or None.

    A later launch may have named it; else the platform is asked. Only an item of the same resource
    link will do: another one with the same tag may be another activity (a duplicate in the course).
    """
    with database.read() as session:
        lost = session.get_one(LineItem, line_item_id)
        link = session.get(ResourceLink, lost.resource_link_id) if lost.resource_link_id else None
        newer = _newer(session, lost)
    if newer is not None or link is None:
        return newer
    named = [str(one.get("id", "")) for one in ask(lost, link.resource_link_id)]
    named = [url for url in named if url != lost.url and origin_of(url) == origin_of(lost.url)]
    return _keep(database, lost, named[0]) if len(named) == 1 else None


def _newer(session: Session, lost: LineItem) -> Found | None:
    if lost.resource_link_id is None:
        return None
    row = session.scalars(
        select(LineItem)
        .where(LineItem.resource_link_id == lost.resource_link_id, LineItem.id > lost.id)
        .where(LineItem.registration_id == lost.registration_id)
        .order_by(LineItem.id.desc())
    ).first()
    return Found(row.id, row.url) if row else None


def _keep(database: Database, lost: LineItem, url: str) -> Found:
    keys = {"registration_id": lost.registration_id, "url": url}
    values = {"resource_link_id": lost.resource_link_id, "scopes": lost.scopes, "extra": lost.extra}
    with database.write() as session:
        return Found(upsert(session, LineItem, keys, values), url)
