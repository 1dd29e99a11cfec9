"""The people of the course (Names and Role Provisioning Services 2.0): pages, filters, differences."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for

from lti_tool.stand_in.course import Platform, User
from lti_tool.stand_in.services import MEMBERS, NRPS_SCOPE, allowed, answer, misbehave

blueprint = Blueprint("memberships", __name__)


@blueprint.get("/services/memberships")
def memberships() -> Response:
    """Return a page of the list, or what changed since one."""
    misbehave("memberships")
    state, query = allowed(NRPS_SCOPE), request.args.to_dict()
    if request.headers.get("Accept") != MEMBERS:
        return answer({"error": "No handler found"}, "application/json", 400)
    manners = state.members
    with state.lock:
        manners.asked.append(query)
        rows = _rows(state, query)
    size = manners.page or int(query.get("limit", "0")) or len(rows) or 1
    first = int(query.get("from", "0"))
    following = first + size if first + size < len(rows) else None
    return _page(state, rows[first : first + size], query, following)


def _rows(state: Platform, query: dict[str, str]) -> list[tuple[User, str]]:
    users = state.users
    everybody = list(users)
    since = query.get("since")
    shown = (
        state.members.since(int(since), everybody) if since is not None else state.members.shown(everybody)
    )
    link = state.links.get(query.get("rlid", ""))
    only = link.only if link else None
    return [(users[one], status) for one, status in shown.items() if only is None or one in only]


def _page(
    state: Platform, rows: list[tuple[User, str]], query: dict[str, str], following: int | None
) -> Response:
    manners = state.members
    here = url_for("memberships.memberships", _external=True)
    links = []
    if address := manners.next_address(here, query, following):
        links.append(manners.link(address, "next"))
    if manners.differences and following is None and "rlid" not in query:
        with state.lock:
            manners.told.append(manners.shown(list(state.users)))
        links.append(manners.link(f"{here}?since={len(manners.told) - 1}", "differences"))
    context = {"id": state.context_id, "title": state.context_title, "label": "SANDBOX"}
    members = [_member(user, status, named=manners.names) for user, status in rows]
    made = answer({"id": here, "context": context, "members": members}, MEMBERS)
    if links:
        # Headers are Latin-1; Moodle sends the bytes of UTF-8.
        made.headers["Link"] = ", ".join(links).encode().decode("latin-1")
    return made


def _member(user: User, status: str, *, named: bool) -> dict[str, Any]:
    given, _, family = user.name.partition(" ")
    row: dict[str, Any] = {"user_id": user.id, "status": status, "roles": [user.role]}
    names = {"name": user.name, "given_name": given, "family_name": family}
    return row | names if named else row
