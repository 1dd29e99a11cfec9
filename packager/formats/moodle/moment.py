"""The one moment that a backup knows, the start of its course, and those that count from it."""

from __future__ import annotations

import datetime as dt

from packager.document.moments import Moment
from packager.notes import Loss, Notes

MOMENT = 1_767_225_600
"""2026-01-01T00:00:00Z: a package holds no clock. Moodle moves a course's start to the date that is chosen
at restore, and all times of the course with it."""

_START = dt.datetime.fromtimestamp(MOMENT, dt.UTC)


def moment_of(moment: Moment | None, notes: Notes, place: str) -> int:
    """Return a moment of a unit or section (`place`) in seconds since 1970; 0 for none, as in Moodle."""
    if moment is None:
        return 0
    if moment.at is None:
        notes.add(
            Loss.SITE_NEEDS, "module",
            "its times count from the course's start: choose that at the restore, as Moodle moves none later",
        )  # fmt: skip
    else:
        notes.add(
            Loss.SETTING_DROPPED, place,
            f"the time {moment} moves along when a restore changes the course's start: set it again there",
        )  # fmt: skip
    return int(moment.since(_START).timestamp())
