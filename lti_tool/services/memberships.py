"""Calls to Names and Role Provisioning Services 2.0: who is in a course, what changed since, page by page.

https://www.imsglobal.org/spec/lti-nrps/v2p0
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select

from lti_tool.addresses import extended
from lti_tool.db import Database
from lti_tool.lti.claims import LONGEST_ID
from lti_tool.lti.roles import is_teacher
from lti_tool.models import Context, Deployment
from lti_tool.outbound import Answer, Request
from lti_tool.security import origin_of
from lti_tool.services.paging import Pages, read_pages
from lti_tool.services.platform_client import Delivery, Outcome, PlatformClient

MEMBERS_READ = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
# Moodle compares the name exactly.
MEMBERS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
PAGE = 500  # asked for only where the whole list is more than one answer may hold

Status = Literal["active", "inactive", "deleted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of a course. `name` is empty where the platform sends none."""

    sub: str
    status: Status
    roles: tuple[str, ...]
    name: str

    @property
    def teaches(self) -> bool:
        """Whether a role in the course makes a teacher."""
        return is_teacher(self.roles)


@dataclass(frozen=True, slots=True)
class Members:
    """A list that was read to its end, and the address that will tell what changed since."""

    members: tuple[Member, ...]
    differences: str | None


class Memberships:
    """Reads lists of people, only from addresses that a signed launch of the registration has named."""

    def __init__(self, database: Database, client: PlatformClient) -> None:
        self._database = database
        self._client = client

    def read(self, registration_id: int, url: str, *, link: str = "") -> Members | Delivery:
        """Return the people of a course; with `link` those who can open that activity. A list that cannot be
        read to its end is none: nobody seems to have left for a lost page.
        """
        if not self._is_known(registration_id, url):
            return Delivery(outcome=Outcome.NOT_FOUND, detail="no active registration names this list")
        asked = extended(url, {"rlid": link} if link else {})
        read = self._pages(registration_id, asked)
        if isinstance(read, Delivery) and read.outcome is Outcome.TOO_LONG:
            # Moodle gives all at once unless a limit is named.
            read = self._pages(registration_id, extended(asked, {"limit": str(PAGE)}))
        if isinstance(read, Delivery):
            return read
        return Members(tuple(_members(read)), _same_host(read.links, url))

    def changes(self, registration_id: int, url: str, differences: str) -> Members | Delivery:
        """Return who changed since the list gave this address (2.4.2); who left has a status that says so."""
        if not self._is_known(registration_id, url) or origin_of(differences) != origin_of(url):
            return Delivery(outcome=Outcome.NOT_FOUND, detail="no active registration names this list")
        read = self._pages(registration_id, differences)
        if isinstance(read, Delivery):
            return read
        return Members(tuple(_members(read)), _same_host(read.links, url))

    def _pages(self, registration_id: int, first: str) -> Pages | Delivery:
        def ask(address: str) -> Answer | Delivery:
            request = Request(method="GET", url=address, headers={"Accept": MEMBERS_TYPE})
            return self._client.authorised(registration_id, MEMBERS_READ, request)

        return read_pages(ask, first, self._client.delivery)

    def _is_known(self, registration_id: int, url: str) -> bool:
        query = (
            select(Context.id)
            .join(Deployment, Deployment.id == Context.deployment_id)
            .where(Deployment.registration_id == registration_id, Deployment.status == "active")
            .where(Context.members_url == url)
        )
        with self._database.read() as session:
            return session.scalars(query.limit(1)).first() is not None


def _same_host(links: Mapping[str, str], url: str) -> str | None:
    found = links.get("differences", "")
    return found if found and origin_of(found) == origin_of(url) and len(found) <= 2048 else None


def _members(pages: Pages) -> list[Member]:
    """Return the members in their order; of two rows for one person the later counts."""
    found: dict[str, Member] = {}
    for content in pages.contents:
        listed = content.get("members") if isinstance(content, dict) else None
        for row in listed if isinstance(listed, list) else ():
            if isinstance(row, dict) and (member := _member(row)):
                found[member.sub] = member
    return list(found.values())


def _member(row: Mapping[str, Any]) -> Member | None:
    sub = row.get("user_id")
    if isinstance(sub, int) and not isinstance(sub, bool):
        sub = str(sub)  # some platforms send their number
    if not isinstance(sub, str) or not 0 < len(sub) <= LONGEST_ID:
        return None
    status = str(row.get("status") or "active").lower()
    roles = row.get("roles")
    return Member(
        sub=sub,
        status="inactive" if status == "inactive" else "deleted" if status == "deleted" else "active",
        roles=tuple(str(one)[:LONGEST_ID] for one in roles[:50]) if isinstance(roles, list) else (),
        name=_name(row),
    )


def _name(row: Mapping[str, Any]) -> str:
    whole = row.get("name")
    if not isinstance(whole, str) or not whole.strip():
        parts = (row.get("given_name"), row.get("family_name"))
        whole = " ".join(one for one in parts if isinstance(one, str))
    return " ".join("".join(one if one.isprintable() else " " for one in whole).split())[:255]
