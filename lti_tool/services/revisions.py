"""Answers that several devices may give at once: each says when it was given, and the later one stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Kept = Mapping[str, Mapping[str, Any]]
"""What is stored: `{"response", "revision"}` by the id of a question or item."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response, and when it was given: in milliseconds since 1970 by the clock of its device."""

    response: Any
    revision: int


def milliseconds(now: dt.datetime) -> int:
    """Return a moment as a revision."""
    return int(now.timestamp() * 1000)


def read_revision(written: str, now: dt.datetime) -> int:
    """Return the revision that a form names, or the present one where it names none."""
    known = written.isascii() and written.isdecimal() and len(written) < 16
    # A device whose clock is ahead must not outdate what others write later.
    return min(int(written), milliseconds(now)) if known else milliseconds(now)


def merge(
    kept: Kept, answers: Mapping[str, Answer], now: dt.datetime
) -> tuple[dict[str, Mapping[str, Any]], list[str]]:
    """Return what is kept when answers come in, and the ids for which a later one stands already."""
    latest = milliseconds(now)
    merged, outdated = dict(kept), []
    for name, answer in answers.items():
        revision = min(answer.revision, latest)
        before = merged.get(name)
        if before and before["revision"] > revision and before["response"] != answer.response:
            outdated.append(name)
        elif not before or before["response"] != answer.response:
            merged[name] = {"response": answer.response, "revision": revision}
    return merged, outdated
