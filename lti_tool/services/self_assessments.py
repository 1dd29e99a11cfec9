"""The ratings of a self-assessment: the person's own, with the first and the latest whole round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lti_tool.models import UnitProgress
from lti_tool.services import progress, unit_responses
from lti_tool.services.learner import Learner
from lti_tool.services.revisions import Answer, Kept, merge, milliseconds
from packager.document.scales import Round, SelfAssessment

_FIRST, _LAST = "~first", "~last"  # no statement's id holds a ~


@dataclass(frozen=True, slots=True)
class Ratings:
    """What a person has rated: the round that is under way, and the first and the latest whole one.

    What was rated before `since` (milliseconds since 1970) belongs to no round under way.
    """

    current: Mapping[str, int]
    first: Round | None
    last: Round | None
    since: int


def ratings(session: Session, person_id: int, unit: SelfAssessment) -> Ratings:
    """Return a person's ratings; what a newer version of the module has not is left out."""
    kept = unit_responses.kept(session, person_id, unit.key)
    current = {name: one["response"] for name, one in kept.items() if not name.startswith("~")}
    first, last = _round(unit, kept, _FIRST), _round(unit, kept, _LAST)
    return Ratings(_fitting(unit, current), first, last, _since(kept))


def rate(
    session: Session, learner: Learner, unit: SelfAssessment, given: Mapping[str, Answer], now: dt.datetime
) -> UnitProgress:
    """Keep ratings of the round that is under way; of two devices the later rating stays."""
    row = progress.touch(session, learner.person_id, unit.key, now)
    _keep(session, learner, unit, given, now)
    row.updated_at = now
    return row


def finish(
    session: Session, learner: Learner, unit: SelfAssessment, given: Mapping[str, Answer], now: dt.datetime
) -> bool:
    """Keep ratings and, when every statement has one, make them a round; tell whether that was so."""
    row = progress.touch(session, learner.person_id, unit.key, now)
    kept = _keep(session, learner, unit, given, now)
    row.updated_at = now
    rated = {one.id: kept[one.id]["response"] for one in unit.statements if one.id in kept}
    if not rated or len(rated) < len(list(unit.statements)):
        return False
    whole = {"response": rated, "revision": milliseconds(now)}
    rounds = {_FIRST: kept.get(_FIRST, whole), _LAST: whole}
    unit_responses.keep(session, learner.person_id, unit.key, rounds, now)
    progress.complete(session, learner, unit, row, now)
    return True


def _keep(
    session: Session, learner: Learner, unit: SelfAssessment, given: Mapping[str, Answer], now: dt.datetime
) -> dict[str, Any]:
    """Keep what was given since the latest round; a page may send what belongs to an earlier one."""
    kept = unit_responses.kept(session, learner.person_id, unit.key)
    since = _since(kept)
    merged, _ = merge(kept, {name: one for name, one in given.items() if one.revision > since}, now)
    unit_responses.keep(session, learner.person_id, unit.key, merged, now)
    return dict(merged)


def _since(kept: Kept) -> int:
    revision: int = kept[_LAST]["revision"] if _LAST in kept else 0
    return revision


def _round(unit: SelfAssessment, kept: Kept, name: str) -> Round | None:
    if name not in kept:
        return None
    one = kept[name]
    return Round(_fitting(unit, one["response"]), dt.datetime.fromtimestamp(one["revision"] / 1000, dt.UTC))


def _fitting(unit: SelfAssessment, given: Mapping[str, int]) -> dict[str, int]:
    """Return the ratings of statements that there are, with steps that there are."""
    return {one.id: given[one.id] for one in unit.statements if 1 <= given.get(one.id, 0) <= len(unit.scale)}
