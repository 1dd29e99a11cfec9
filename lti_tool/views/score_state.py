"""What a learner is told of a grade: in the gradebook, on its way, or refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from lti_tool.models import OutboxScore

State = Literal["delivered", "on-its-way", "delayed", "refused"]


class ScoreState(NamedTuple):
    """The state of the least fortunate of a unit's columns, and the platform's words where it refused."""

    state: State
    detail: str


def score_state(rows: Sequence[OutboxScore]) -> ScoreState | None:
    """Return what to tell; None where nothing was or will be sent."""
    by_state: dict[State, str] = {}
    for row in rows:
        by_state[_state(row)] = row.error_detail or ""
    for state in ("refused", "delayed", "on-its-way", "delivered"):
        if state in by_state:
            return ScoreState(state, by_state[state])
    return None


def _state(row: OutboxScore) -> State:
    if row.status in {"delivered", "refused"}:
        return "delivered" if row.status == "delivered" else "refused"
    return "delayed" if row.error_code else "on-its-way"
