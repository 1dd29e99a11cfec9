"""How a moment is written in `module.yaml`: `+14 days` after the start, or a date with its offset."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from packager.document.moments import Moment

_PATTERN = r"^\+\s*[0-9]{1,4} (days?|weeks?)( [0-9]{1,2}:[0-9]{2})?$"
_AFTER_START = re.compile(
    r"\+\s*(?P<number>[0-9]{1,4})\s+(?P<unit>day|week)s?(?:\s+(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2}))?"
)
_ADVICE = (
    "write days or weeks after the course's start, as +14 days or +14 days 16:00, "
    "or a date with its offset, as 2026-12-24T16:00+02:00"
)


def read_moment(written: Any) -> Moment:
    """Return a moment. Raises ValueError with what to write instead."""
    text = str(written).strip()
    if found := _AFTER_START.fullmatch(text):
        days = int(found["number"]) * (7 if found["unit"] == "week" else 1)
        hours, minutes = int(found["h"] or 0), int(found["m"] or 0)
        if hours > 23 or minutes > 59:
            raise ValueError(f"{found['h']}:{found['m']} is no time of the day: write it from 00:00 to 23:59")
        return Moment(after_start=dt.timedelta(days=days, hours=hours, minutes=minutes))
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is no point in time: {_ADVICE}") from None
    if moment.tzinfo is None:
        raise ValueError(
            f"{text} has no offset from Universal Time: add it, as {moment:%Y-%m-%dT%H:%M}+02:00"
        )
    return Moment(at=moment)


def _moment(written: Any) -> Moment:
    return written if isinstance(written, Moment) else read_moment(written)


_Written = (
    Annotated[str, Field(pattern=_PATTERN)] | Annotated[str, Field(json_schema_extra={"format": "date-time"})]
)
MomentField = Annotated[Moment, BeforeValidator(_moment, json_schema_input_type=_Written)]
"""A moment, as `+14 days` or `2026-12-24T16:00+02:00`."""
