"""Whether a unit is open to a person: what its restriction and its section's say, as far as the tool knows.

What only the platform knows (its groups, its course's start, work that is handed in there) keeps nothing
shut here: the platform restricts its own links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from sqlalchemy.orm import Session

from lti_tool.models import UnitProgress
from lti_tool.services import attempts, progress
from lti_tool.services.catalogue import Release
from lti_tool.services.learner import Learner
from lti_tool.services.quiz_results import Counted, counting, passed
from packager.document.course_text import CourseText
from packager.document.restriction import (
    Condition,
    How,
    Restriction,
    Several,
    Time,
    UnitDone,
    UnitGraded,
    UnitPassed,
)
from packager.document.units import Quiz, Unit, stays_native

Known = bool | None
"""Whether something holds; None where the tool cannot know."""


class Openings:
    """What is open to a learner in a release. Asks the database only where something is restricted."""

    def __init__(self, session: Session, learner: Learner, release: Release, now: dt.datetime) -> None:
        self._session = session
        self._learner = learner
        self._release = release
        self._now = now
        self._counts: dict[str, Counted | None] = {}

    def restrictions(self, unit: Unit) -> tuple[Restriction, ...]:
        """Return what restricts a unit: its section's restriction, then its own."""
        found = (self._release.module.section_of(unit.id).restrict, unit.restrict)
        return tuple(one for one in found if one is not None)

    def hidden(self, unit: Unit) -> bool:
        """Tell whether a unit is for teachers only."""
        return unit.settings.hidden and not self._learner.teaches

    def closed_by(self, unit: Unit) -> tuple[Restriction, ...]:
        """Return the restrictions that do not hold; none for who teaches."""
        if self._learner.teaches:
            return ()
        return tuple(one for one in self.restrictions(unit) if self.holds(one.rule) is False)

    def shown(self, unit: Unit) -> bool:
        """Tell whether a learner may see that there is such a unit."""
        return not self.hidden(unit) and not any(one.hidden for one in self.closed_by(unit))

    def seen(self) -> list[Unit]:
        """Return the units that the learner finds in lists, in order."""
        units = self._release.module.units
        return [
            unit
            for unit in units
            if self.shown(unit) and not (unit.settings.unlisted or isinstance(unit, CourseText))
        ]

    def texts(self) -> list[CourseText]:
        """Return the texts that stand between these units."""
        texts = [unit for unit in self._release.module.units if isinstance(unit, CourseText)]
        return [text for text in texts if self.shown(text) and not self.closed_by(text)]

    def holds(self, condition: Condition) -> Known:
        """Tell whether a condition holds."""
        match condition:
            case Several():
                return _together(condition.how, [self.holds(one) for one in condition.conditions])
            case Time():
                return self._in_time(condition)
            case UnitDone():
                return self._done(condition.unit)
            case UnitPassed():
                return self._passed(condition.unit)
            case UnitGraded():
                return self._graded(condition)
            case _:
                return None

    @cached_property
    def _progress(self) -> dict[str, UnitProgress]:
        return progress.of_units(self._session, self._learner.person_id, self._release.units)

    def _in_time(self, condition: Time) -> Known:
        now = self._now
        return _together("all", [
            None if moment is None or moment.at is None else (now < moment.at if end else now >= moment.at)
            for moment, end in ((condition.since, False), (condition.until, True))
            if moment is not None
        ])  # fmt: skip

    def _done(self, unit_id: str) -> Known:
        unit = self._release.module.unit(unit_id)
        row = self._progress.get(unit.key)
        if row is not None and row.status == "done":
            return True
        return None if stays_native(unit) else False

    def _passed(self, unit_id: str) -> Known:
        unit = self._release.module.unit(unit_id)
        if not isinstance(unit, Quiz):
            return None
        counted = self._counted(unit)
        return counted is not None and passed(unit, counted.share)

    def _graded(self, condition: UnitGraded) -> Known:
        unit = self._release.module.unit(condition.unit)
        if not isinstance(unit, Quiz):
            return None
        counted = self._counted(unit)
        if counted is None:
            return False
        grade = counted.share * 100
        least, below = condition.least or 0, condition.below
        return grade >= least - 1e-9 and (below is None or grade < below - 1e-9)

    def _counted(self, unit: Quiz) -> Counted | None:
        if unit.key not in self._counts:
            taken = attempts.of_unit(self._session, self._learner, unit.key)
            self._counts[unit.key] = counting(taken, unit.counts)
        return self._counts[unit.key]


def _together(how: How, known: Iterable[Known]) -> Known:
    """Return whether all, any or none hold; unknown where what is unknown decides."""
    known = list(known)
    decisive = how == "any"  # one true decides "any", one false decides "all"
    if how == "none":
        held = _together("any", known)
        return None if held is None else not held
    if decisive in known:
        return decisive
    return None if None in known else not decisive
