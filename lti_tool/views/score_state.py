"""What is told of a grade: in the gradebook, on its way, refused and why, or another one shown there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

from lti_tool.models import OutboxScore
from lti_tool.runtime import runtime
from lti_tool.services import scores
from lti_tool.services.confirming import SAME
from lti_tool.services.outbox import KEPT
from lti_tool.views.page import Page

State = Literal["delivered", "differs", "missing", "on-its-way", "delayed", "refused", "kept"]


class ScoreState(NamedTuple):
    """The state of the least fortunate of a unit's columns, and the platform's words where it refused.

    `shown` is what the gradebook showed, 0 to 1, and `compared` when that was read back.
    """

    state: State
    detail: str
    shown: float | None = None
    compared: dt.datetime | None = None


def score_state(rows: Sequence[OutboxScore]) -> ScoreState | None:
    """Return what to tell; None where nothing was or will be sent."""
    by_state = {_state(row): row for row in rows}
    for state in ("refused", "delayed", "on-its-way", "missing", "kept", "differs", "delivered"):
        if row := by_state.get(state):
            compared = row.shown_at if is_compared(row) else None
            return ScoreState(state, row.error_detail or "", row.shown_share if compared else None, compared)
    return None


def score_of(page: Page) -> ScoreState | None:
    """Return what to tell the person of a page about the grade of its unit."""
    with runtime().database.read() as session:
        return score_state(scores.states(session, page.learner, page.unit.key))


def is_compared(row: OutboxScore) -> bool:
    """Tell whether the gradebook was read after this grade had arrived there."""
    return row.shown_at is not None and row.delivered_at is not None and row.shown_at >= row.delivered_at


def _state(row: OutboxScore) -> State:
    if row.status == "refused":
        return "kept" if row.error_code == KEPT else "refused"
    if row.status == "delivered":
        return _shown(row) if is_compared(row) else "delivered"
    return "delayed" if row.error_code else "on-its-way"


def _shown(row: OutboxScore) -> State:
    sent = row.score_given / row.score_maximum
    if row.shown_share is None:
        return "missing" if sent else "delivered"  # Moodle leaves a grade of 0 out
    return "delivered" if abs(row.shown_share - sent) < SAME else "differs"
