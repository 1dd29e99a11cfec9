"""The stand-in's gradebook. It behaves like mod/lti/service/gradebookservices of Moodle 4.5 and 5.1."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class LineItem:
    """A column. `link_id` names the resource link that it belongs to."""

    id: str
    label: str
    maximum: float
    resource_id: str = ""
    tag: str = ""
    link_id: str = ""


@dataclass(slots=True)
class Grade:
    """A cell. `modified` in whole seconds, as Moodle keeps it; `score` is None where one was wiped."""

    score: float | None
    modified: int
    comment: str = ""


class RefusedError(Exception):
    """A score that the gradebook does not take. `status` is the HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def _seconds(timestamp: object) -> int:
    if not isinstance(timestamp, str) or "T" not in timestamp:
        raise RefusedError(400, "Incorrect score received: timestamp")
    try:
        moment = dt.datetime.fromisoformat(timestamp)
    except ValueError as error:
        raise RefusedError(400, "Incorrect score received: timestamp") from error
    if moment.tzinfo is None:
        raise RefusedError(400, "Incorrect score received: timestamp without offset")
    return int(moment.timestamp())


@dataclass(slots=True)
class Gradebook:
    """Columns and cells. Guarded by its own lock."""

    items: dict[str, LineItem] = field(default_factory=dict)
    cells: dict[tuple[str, str], Grade] = field(default_factory=dict)
    wiped: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add_item(
        self, *, label: str, maximum: float, resource_id: str = "", tag: str = "", link_id: str = ""
    ) -> LineItem:
        """Add a column."""
        with self.lock:
            item = LineItem(str(len(self.items) + 1), label, maximum, resource_id, tag, link_id)
            self.items[item.id] = item
            return item

    def take(self, item: LineItem, score: dict[str, Any], graded: frozenset[str]) -> None:
        """Store a score (AGS 2.0 section 3.4) or raise RefusedError.

        `graded` holds the ids of people who have cells. Moodle forgets the earlier grade when the score
        is not FullyGraded, and refuses a time stamp of the same or an earlier second.
        """
        user = str(score.get("userId", ""))
        if user not in graded:
            raise RefusedError(
                400, "Incorrect score received"
            )  # Moodle's words for users without a grade role
        for name in ("gradingProgress", "activityProgress"):
            if not score.get(name):
                raise RefusedError(400, f"Incorrect score received: {name}")
        given = score.get("scoreGiven")
        if given is not None and not float(score.get("scoreMaximum") or 0) > 0:
            raise RefusedError(400, "Incorrect score received: scoreMaximum")
        moment = _seconds(score.get("timestamp"))
        with self.lock:
            self._store(item, user, score, moment)

    def _store(self, item: LineItem, user: str, score: dict[str, Any], moment: int) -> None:
        before = self.cells.get((item.id, user))
        if before is not None and before.modified >= moment:
            raise RefusedError(409, "Refusing score with an earlier timestamp")
        given = score.get("scoreGiven") if score["gradingProgress"] == "FullyGraded" else None
        value = None if given is None else float(given) / float(score["scoreMaximum"]) * item.maximum
        if value is None and before is not None and before.score is not None:
            self.wiped += 1
        self.cells[item.id, user] = Grade(value, moment, str(score.get("comment", "")))

    def results(self, item: LineItem, address: str, user: str = "") -> list[dict[str, Any]]:
        """Return results (AGS 2.0 section 3.3). Moodle leaves a grade of 0 without its resultScore."""
        with self.lock:
            cells = [(who, cell) for (where, who), cell in self.cells.items() if where == item.id]
        rows = []
        for who, cell in sorted(cells):
            if user and who != user:
                continue
            row: dict[str, Any] = {"id": f"{address}/results/{who}", "userId": who, "scoreOf": address}
            if cell.score:
                row |= {"resultScore": cell.score, "resultMaximum": item.maximum}
            rows.append(row)
        return rows

    def grade(self, item: LineItem | None, user: str) -> float | None:
        """Return what stands in a cell."""
        cell = self.cells.get((item.id, user)) if item else None
        return cell.score if cell else None
