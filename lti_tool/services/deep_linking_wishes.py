"""What a platform takes of a Deep Linking answer, and what a teacher wishes of each thing chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lti_tool.lti.deep_link import ALWAYS, Period

LINK = "ltiResourceLink"
PRODUCT = "product_family_code"
"""Under this name a session keeps, beside the settings, which product the platform says it is."""

IGNORES = frozenset({"moodle"})
"""Products that take neither dates nor a way of opening from an answer (Moodle 4.5, 5.1): not asked there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the platform takes (2.0, 4.4.1); what it says nothing of is taken as the standard says."""

    links: bool = True  # LTI links at all, which is all that we have
    several: bool = False
    columns: bool = True
    dates: bool = True
    ways: tuple[str, ...] = ()  # of opening that a teacher may choose from
    way: str = ""  # the only one that the platform takes, if it is not its own

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Wishes:
        """Read the settings; some platforms send truth as text, and lists as text with commas."""
        types = _texts(settings.get("accept_types"))
        targets = _texts(settings.get("accept_presentation_document_targets"))
        asks = settings.get(PRODUCT) not in IGNORES
        framed, window = bool({"iframe", "frame", "embed"} & targets), "window" in targets
        return cls(
            links=LINK in types,
            several=_truth(settings.get("accept_multiple"), absent=False),
            columns=_truth(settings.get("accept_lineitem"), absent=True),
            dates=asks,
            ways=("iframe", "window") if asks and window and "iframe" in targets else (),
            way="window" if window and not framed else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A unit or a whole module that a teacher chose; `key` is the unit's key or the module's id."""

    key: str
    graded: bool = False
    available: Period = ALWAYS
    submission: Period = ALWAYS


class DatesError(ValueError):
    """A moment that is none, or an end that is not after its beginning."""


def period(start: str, end: str) -> Period:
    """Read two moments of a form; an empty one is none, one without an offset is of Universal Time.

    Raises DatesError.
    """
    begins, ends = _moment(start), _moment(end)
    if begins and ends and ends <= begins:
        raise DatesError("the end is not after the beginning")
    return Period(begins, ends)


def _moment(text: str) -> dt.datetime | None:
    if not text.strip():
        return None
    try:
        said = dt.datetime.fromisoformat(text.strip()[:40])
        return (said if said.tzinfo else said.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise DatesError("no moment") from error


def _truth(value: object, *, absent: bool) -> bool:
    if value is None:
        return absent
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def _texts(value: object) -> frozenset[str]:
    listed = value.split(",") if isinstance(value, str) else value
    return (
        frozenset(one.strip() for one in listed if isinstance(one, str))
        if isinstance(listed, list)
        else frozenset()
    )
