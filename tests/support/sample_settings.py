"""What the sample's units and sections are set to: restrictions of every kind, completion, visibility."""

from __future__ import annotations

import datetime as dt

from packager.document.moments import Moment
from packager.document.restriction import (
    InGroup,
    Restriction,
    Several,
    Time,
    UnitDone,
    UnitGraded,
    UnitPassed,
)
from packager.document.settings import Done, Settings

EVE = dt.datetime(2036, 12, 24, 16, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def after_start(**time: int) -> Moment:
    """Return a moment so long after the course has begun."""
    return Moment(after_start=dt.timedelta(**time))


READING = Settings(
    done=Done(by_hand=True), expected=after_start(days=7), tags=("ethics", "Näyttö"), description=False
)
TALK = Settings(done=Done(view=True, posts=2, replies=1), groups="separate")
HANDOUT = Settings(unlisted=True, groups="visible", expected=Moment(at=EVE))


def every_condition(*, hidden: bool = False) -> Restriction:
    """Return a restriction with each kind of condition; the tool knows enough to keep it open."""
    name = {"fi": "Osasto A", "sv": "Avdelning A", "en": "Ward A"}
    return Restriction(
        hidden=hidden,
        rule=Several(
            how="all",
            conditions=(
                Several(
                    how="any",
                    conditions=(
                        UnitDone(unit="outcomes"),
                        UnitGraded(unit="quiz", least=50, below=80),
                        UnitPassed(unit="canvas"),
                        InGroup(name=name),
                    ),
                ),
                Several(how="none", conditions=(UnitPassed(unit="quiz"),)),
                Time(since=after_start(days=14), until=Moment(at=EVE)),
            ),
        ),
    )


def from_the_start() -> Restriction:
    """Return a restriction that opens when the course begins."""
    return Restriction(rule=Several(how="all", conditions=(Time(since=after_start()),)))
