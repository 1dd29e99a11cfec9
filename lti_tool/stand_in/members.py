"""How the stand-in lists the people of its course: in pages of any size, and with the oddities of others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Links = Literal["standard", "moodle", "endless", "foreign", "circle"]
LINKS: tuple[Links, ...] = ("standard", "moodle", "endless", "foreign", "circle")
ELSEWHERE = "http://localhost:9/members"  # another host than the platform's, where nobody listens

Shown = dict[str, str]
"""The status of people by id, as a list has told it."""


@dataclass(slots=True)
class Members:
    """What the list says, and how. `page` 0: all at once unless a limit is asked for, as Moodle does it."""

    page: int = 0
    links: Links = "standard"
    names: bool = False
    differences: bool = False
    status: Shown = field(default_factory=dict)  # Active where nothing is said
    gone: set[str] = field(default_factory=set)
    told: list[Shown] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    def shown(self, users: list[str]) -> Shown:
        """Return who is listed now, each with a status."""
        return {one: self.status.get(one, "Active") for one in users if one not in self.gone}

    def since(self, number: int, users: list[str]) -> Shown:
        """Return who changed since a list; who left is Deleted."""
        before, now = self.told[number], self.shown(users)
        left = {one: "Deleted" for one in before if one not in now}
        return left | {one: status for one, status in now.items() if before.get(one) != status}

    def next_address(self, here: str, query: dict[str, str], following: int | None) -> str | None:
        """Return the address of the next page, or of what a bad platform names instead."""
        if self.links == "foreign":
            return ELSEWHERE
        if self.links == "circle":
            return f"{here}?from=0"
        if self.links == "endless":
            return f"{here}?from=0&round={int(query.get('round', '0')) + 1}"
        if following is None:
            return None
        kept = {name: value for name, value in query.items() if name in ("limit", "rlid")}
        kept["from"] = str(following)
        return f"{here}?" + "&".join(f"{name}={value}" for name, value in kept.items())

    def link(self, address: str, relation: str) -> str:
        """Return a link of the header, as Moodle writes it where that is asked for."""
        if self.links == "moodle":
            return f"<{address.replace('&', '&amp;')}>; rel=“{relation}”"
        return f'<{address}>; rel="{relation}"'
