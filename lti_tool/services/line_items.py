"""Finding the column that took the place of one that a platform no longer knows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.db import Database, upsert
from lti_tool.models import LineItem, ResourceLink
from lti_tool.security import origin_of
from lti_tool.services.columns import Columns
from lti_tool.services.platform_client import Delivery


@dataclass(frozen=True, slots=True)
class Found:
    """A line item of ours: its row and its address."""

    id: int
    url: str


def take_place(database: Database, columns: Columns, line_item_id: int) -> Found | None:
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
    listed = columns.of_activity(lost, link.resource_link_id)
    if isinstance(listed, Delivery):
        return None
    named = [one.url for one in listed if one.url != lost.url and origin_of(one.url) == origin_of(lost.url)]
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
