"""Columns of a platform's gradebook (AGS 2.0, 3.2): found, made, changed and deleted.

None is made where the platform has coupled one to the activity: Moodle then names neither in its launches.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from lti_tool.addresses import extended
from lti_tool.db import Database
from lti_tool.errors import OutboundError
from lti_tool.models import Context, Deployment, LineItem
from lti_tool.outbound import Answer, Request
from lti_tool.security import origin_of
from lti_tool.services.paging import read_pages
from lti_tool.services.platform_client import (
    LINE_ITEM,
    LINE_ITEM_READ,
    LINE_ITEMS_TYPE,
    Delivery,
    Outcome,
    PlatformClient,
)  # fmt: skip

COLUMN_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
FIELDS = ("label", "scoreMaximum", "resourceId", "tag", "resourceLinkId", "startDateTime", "endDateTime")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as the platform has it. `body` is all of it, so that a change loses nothing."""

    url: str
    body: Mapping[str, Any]


class Columns:
    """Speaks of columns under a registration, only at addresses that its signed launches have named."""

    def __init__(self, database: Database, client: PlatformClient) -> None:
        self._database = database
        self._client = client

    def find(self, registration_id: int, container: str, **by: str) -> list[Column] | Delivery:
        """Return the columns of a course that fit: by `resource_id`, `resource_link_id` and `tag`."""
        scope = self._scope(registration_id, container)
        return _unknown() if scope is None else self._listed(registration_id, container, scope, by)

    def of_activity(self, held: LineItem, resource_link_id: str) -> list[Column] | Delivery:
        """Return the columns that an activity has now. `held` is one of it that a launch has named, with the
        address of the list and the scopes."""
        container = (held.extra or {}).get("lineitems")
        if not isinstance(container, str) or not self._client.knows(held.registration_id, held.url):
            return _unknown()
        scope = LINE_ITEM if LINE_ITEM in held.scopes else LINE_ITEM_READ
        return self._listed(held.registration_id, container, scope, {"resource_link_id": resource_link_id})

    def _listed(
        self, registration_id: int, container: str, scope: str, by: Mapping[str, str]
    ) -> list[Column] | Delivery:
        def ask(address: str) -> Answer | Delivery:
            request = Request(method="GET", url=address, headers={"Accept": LINE_ITEMS_TYPE})
            return self._client.authorised(registration_id, scope, request)

        # No limit is named: Moodle gives all at once then, and pages with malformed links otherwise.
        pages = read_pages(ask, extended(container, by), self._client.delivery)
        if isinstance(pages, Delivery):
            return pages
        rows = [row for page in pages.contents if isinstance(page, list) for row in page]
        found = [column for row in rows if (column := _column(row, container))]
        return [one for one in found if _fits(one.body, by)]  # some platforms filter by none of it

    def make(self, registration_id: int, container: str, body: Mapping[str, Any]) -> Column | Delivery:
        """Make a column."""
        if self._scope(registration_id, container) is None:
            return _unknown()
        return self._send(registration_id, "POST", container, container, body)

    def change(self, registration_id: int, url: str, changes: Mapping[str, Any]) -> Column | Delivery:
        """Change fields of a column. What is not repeated would be blanked, so all of it is read before."""
        if not self._client.knows(registration_id, url):
            return _unknown()
        held = self._send(registration_id, "GET", url, url, None)
        if isinstance(held, Delivery):
            return held
        whole = {name: held.body[name] for name in FIELDS if held.body.get(name) is not None}
        return self._send(registration_id, "PUT", url, url, {"id": url, **whole, **changes})

    def delete(self, registration_id: int, url: str) -> Delivery:
        """Delete a column with its grades."""
        if not self._client.knows(registration_id, url):
            return _unknown()
        answer = self._client.authorised(registration_id, LINE_ITEM, Request(method="DELETE", url=url))
        return answer if isinstance(answer, Delivery) else self._client.delivery(answer)

    def _send(
        self, registration_id: int, method: str, url: str, home: str, body: Mapping[str, Any] | None
    ) -> Column | Delivery:
        content = None if body is None else json.dumps(dict(body)).encode()
        headers = {"Accept": COLUMN_TYPE} | ({"Content-Type": COLUMN_TYPE} if content else {})
        request = Request(method=method, url=url, headers=headers, body=content)
        answer = self._client.authorised(registration_id, LINE_ITEM, request)
        if isinstance(answer, Delivery):
            return answer
        if answer.status not in (200, 201):
            return self._client.delivery(answer)
        try:
            column = _column(answer.json(), home)
        except OutboundError as error:
            return Delivery(outcome=Outcome.RETRY_LATER, status=answer.status, detail=str(error))
        return column or Delivery(outcome=Outcome.REFUSED, detail="the platform's line item has no address")

    def _scope(self, registration_id: int, container: str) -> str | None:
        """Return the scope to read a list with that a launch has named, None where none has."""
        query = (
            select(Context.line_item_scopes)
            .join(Deployment, Deployment.id == Context.deployment_id)
            .where(Deployment.registration_id == registration_id)
            .where(Context.line_items_url == container)
        )
        with self._database.read() as session:
            row = session.execute(query.limit(1)).first()
        if row is None:
            return None
        return LINE_ITEM if LINE_ITEM in (row[0] or ()) else LINE_ITEM_READ


def _unknown() -> Delivery:
    return Delivery(outcome=Outcome.NOT_FOUND, detail="no active registration names this line item")


def _column(row: object, home: str) -> Column | None:
    """Return a column; one on another host than its list is none."""
    url = row.get("id") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not isinstance(url, str) or len(url) > 2048:
        return None
    return Column(url=url, body=row) if origin_of(url) == origin_of(home) else None


def _fits(body: Mapping[str, Any], by: Mapping[str, str]) -> bool:
    names = {"resource_id": "resourceId", "resource_link_id": "resourceLinkId", "tag": "tag"}
    return all(str(body.get(names[name], "")) == value for name, value in by.items())
