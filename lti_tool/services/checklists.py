"""The ticks of a checklist: the person's own, item by item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from lti_tool.models import UnitProgress
from lti_tool.services import progress, unit_responses
from lti_tool.services.learner import Learner
from lti_tool.services.revisions import Answer
from packager.document.personal import Checklist


def ticked(session: Session, person_id: int, unit: Checklist) -> frozenset[str]:
    """Return the items that a person has ticked; ticks of items that are gone do not count."""
    kept = unit_responses.kept(session, person_id, unit.key)
    return frozenset(item.id for item in unit.items if item.id in kept and kept[item.id]["response"])


def tick(
    session: Session, learner: Learner, unit: Checklist, ticks: Mapping[str, Answer], now: dt.datetime
) -> UnitProgress:
    """Keep ticks (true or false by item); of two devices the later tick stays.

    The list is done when all is ticked that is not optional, and stays done.
    """
    row = progress.touch(session, learner.person_id, unit.key, now)
    unit_responses.save(session, learner.person_id, unit.key, ticks, now)
    row.updated_at = now
    done = ticked(session, learner.person_id, unit)
    if all(item.optional or item.id in done for item in unit.items):
        progress.complete(session, learner, unit, row, now)
    return row
