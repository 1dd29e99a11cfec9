"""What one row becomes of two that stand for the same thing: nobody's progress gets smaller by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lti_tool.models import (
    Base,
    CourseMember,
    Deployment,
    OutboxScore,
    Registration,
    ResourceLink,
    SurveyTally,
    UnitProgress,
    UnitResponses,
    UnitVisit,
)
from lti_tool.services.surveys import added

CHANGED = ("answered_at", "tried_at")
"""Columns of tables without a rule of their own that tell which of two rows is the later one: it counts.

They are answers to self-checks and lists of people. Of two rows without either the one that stays counts.
"""


def settle(stays: Base, goes: Base, keys: frozenset[str]) -> None:
    """Let the row that stays hold what is right of both. `keys` are columns that it keeps in any case."""
    rule = RULES.get(type(stays))
    if rule is not None:
        rule(stays, goes)
    elif _is_newer(goes, stays):
        _take(stays, goes, keys)


def _is_newer(one: Base, other: Base) -> bool:
    name = next((name for name in CHANGED if hasattr(one, name)), None)
    return name is not None and getattr(one, name) > getattr(other, name)


def _take(stays: Base, goes: Base, keys: frozenset[str]) -> None:
    for column in type(goes).__table__.columns:
        if column.name not in keys:
            setattr(stays, column.name, getattr(goes, column.name))


def _progress(stays: UnitProgress, goes: UnitProgress) -> None:
    """Done stays done, since the first time."""
    if goes.updated_at > stays.updated_at:
        stays.place, stays.updated_at = goes.place, goes.updated_at
    if goes.status == "done":
        stays.status = "done"
    stays.seen_to_end = stays.seen_to_end or goes.seen_to_end
    stays.completed_at = min(filter(None, (stays.completed_at, goes.completed_at)), default=None)


def _responses(stays: UnitResponses, goes: UnitResponses) -> None:
    """Keep every item that either answered; where both did, what was written later."""
    first, last = (stays, goes) if goes.updated_at > stays.updated_at else (goes, stays)
    stays.responses = {**first.responses, **last.responses}
    stays.updated_at = last.updated_at


def _score(stays: OutboxScore, goes: OutboxScore) -> None:
    """Show the newer state. Time stamps go on rising, and one in flight is followed by what holds now."""
    if goes.occurred_at > stays.occurred_at:
        for name in ("score_given", "score_maximum", "activity_progress", "grading_progress", "occurred_at",
                     "next_attempt_at", "delivered_at", "shown_share", "shown_at", "error_code",
                     "error_detail"):  # fmt: skip
            setattr(stays, name, getattr(goes, name))
        in_flight = stays.status == "sending"
        stays.status = stays.status if in_flight else "pending" if goes.status == "sending" else goes.status
        stays.version += 1
    sent = (stays.last_timestamp_sent, goes.last_timestamp_sent)
    stays.last_timestamp_sent = max(filter(None, sent), default=None)


def _tally(stays: SurveyTally, goes: SurveyTally) -> None:
    stays.shown = added(stays.shown, goes.shown)
    stays.waiting = added(stays.waiting, goes.waiting)


def _deployment(stays: Deployment, goes: Deployment) -> None:
    """What an admin has let in stays in."""
    if goes.status == "active":
        stays.status = "active"


def _link(stays: ResourceLink, goes: ResourceLink) -> None:
    stays.unit_key = stays.unit_key or goes.unit_key
    stays.context_id = stays.context_id or goes.context_id


def _registration(stays: Registration, goes: Registration) -> None:
    stays.last_launch_at = max(filter(None, (stays.last_launch_at, goes.last_launch_at)), default=None)


def _member(stays: CourseMember, goes: CourseMember) -> None:
    """The number stays the person's; all else is what was heard last."""
    if goes.changed_at > stays.changed_at:
        for name in ("status", "teaches", "name", "changed_at"):
            setattr(stays, name, getattr(goes, name))


def _visit(stays: UnitVisit, goes: UnitVisit) -> None:
    if goes.last_at > stays.last_at:
        stays.last_at, stays.by_teacher = goes.last_at, goes.by_teacher
    stays.first_at = min(stays.first_at, goes.first_at)


RULES: Mapping[type[Base], Callable[[Any, Any], None]] = {
    UnitProgress: _progress,
    UnitResponses: _responses,
    OutboxScore: _score,
    SurveyTally: _tally,
    Deployment: _deployment,
    ResourceLink: _link,
    Registration: _registration,
    CourseMember: _member,
    UnitVisit: _visit,
}
"""Tables whose two rows need more than "the later one counts"."""
