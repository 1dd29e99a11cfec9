"""Points in time that a module names: so many days after a course has begun, or a moment of the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One of the two is given: the time since the day on which the course begins, or a moment with its
    offset from Universal Time."""

    after_start: dt.timedelta | None = None
    at: dt.datetime | None = None

    def since(self, start: dt.datetime) -> dt.datetime:
        """Return the moment in a course that begins then."""
        if self.at is not None:
            return self.at
        return start + (self.after_start or dt.timedelta())

    def __str__(self) -> str:
        """Return the moment as an author writes it."""
        if self.at is not None:
            return self.at.isoformat(timespec="minutes")
        days, rest = divmod(self.after_start or dt.timedelta(), DAY)
        said = f"+{days} day" if days == 1 else f"+{days} days"
        return f"{said} {clock(rest)}" if rest else said


def is_before(one: Moment, other: Moment) -> bool:
    """Tell whether a moment comes before another; those of two kinds cannot be compared."""
    if one.at is not None and other.at is not None:
        return one.at < other.at
    if one.after_start is not None and other.after_start is not None:
        return one.after_start < other.after_start
    return False


def out_of_order(
    moments: Iterable[tuple[str, Moment | None]],
) -> Iterator[tuple[tuple[str, Moment], tuple[str, Moment]]]:
    """Yield each named moment that comes before an earlier one of its kind, with that one."""
    latest: dict[bool, tuple[str, Moment]] = {}
    for name, moment in moments:
        if moment is None:
            continue
        relative = moment.at is None
        if relative in latest and is_before(moment, latest[relative][1]):
            yield (name, moment), latest[relative]
        latest[relative] = (name, moment)


def clock(time: dt.timedelta) -> str:
    """Return a time of the day as 16:00."""
    hours, minutes = divmod(int(time.total_seconds()) // 60, 60)
    return f"{hours:02}:{minutes:02}"
