"""What tries at a quiz come to: which of them counts, what passes, and when the time of one is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lti_tool.models import Attempt
from packager.document.quiz_settings import Counts
from packager.document.units import Quiz

GRACE = dt.timedelta(seconds=60)
"""What a slow connection may take beyond the time of a try."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of the tries at a quiz: the share of one of them, or of all on average (`attempt` None)."""

    share: float
    maximum: float
    attempt: Attempt | None

    @property
    def given(self) -> float:
        """The marks that are reported, of `maximum`."""
        return self.share * self.maximum if self.attempt is None else self.attempt.score or 0.0


def counting(attempts: Sequence[Attempt], counts: Counts) -> Counted | None:
    """Return what counts of tries, oldest first. Of equally good ones the earliest is the best."""
    submitted = [one for one in attempts if one.status == "submitted" and one.maximum]
    if not submitted:
        return None
    if counts == "average":
        shares = [share(one) for one in submitted]
        return Counted(sum(shares) / len(shares), submitted[-1].maximum or 0.0, None)
    chosen = {"best": max(submitted, key=share), "first": submitted[0], "last": submitted[-1]}[counts]
    return Counted(share(chosen), chosen.maximum or 0.0, chosen)


def share(attempt: Attempt) -> float:
    """Return the part of the marks that an attempt earned, 0 to 1."""
    return (attempt.score or 0.0) / attempt.maximum if attempt.maximum else 0.0


def passed(unit: Quiz, earned: float) -> bool:
    """Whether a share reaches the pass mark; where there is none, submitting is enough."""
    return unit.passing is None or _reaches(earned, unit.passing)


def said_of(unit: Quiz, earned: float) -> int | None:
    """Return the place of what the author says of a result among all that is said, the highest first."""
    return next((at for at, one in enumerate(unit.results) if _reaches(earned, one.at_least)), None)


def _reaches(earned: float, percent: int) -> bool:
    return earned * 100 >= percent - 1e-9


def ends(unit: Quiz, attempt: Attempt) -> dt.datetime | None:
    """Return when the time of a try is over, where it is limited."""
    return attempt.opened_at + dt.timedelta(minutes=unit.time_limit) if unit.time_limit else None


def is_over(unit: Quiz, attempt: Attempt, now: dt.datetime) -> bool:
    """Whether nothing more can be answered in an open try."""
    end = ends(unit, attempt)
    return end is not None and now > end + GRACE
