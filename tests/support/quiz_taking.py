"""A learner of the stand-in at the quiz of the sample module."""

from __future__ import annotations

import re

from packager.document.model_answer import model_answer
from tests.support.live import Live, Visit
from tests.support.sample import questions

ATTEMPT = re.compile(r"/attempts/([^/]+)/")
"""An address of a try, with its public id."""


def right_answers() -> dict[str, list[str] | str]:
    """Return the fields of a faultless try at the sample's quiz."""
    fields = {name: given for one in questions() for name, given in model_answer(one, "en").items()}
    return {**fields, "q-own": "My outcome."}


def begun(place: Live, user: str = "203") -> Visit:
    """Open the quiz and begin a try, or go on with it."""
    visit = place.open("quiz", user=user)
    visit.send("/attempts/")
    return visit


def place_of_unit(visit: Visit) -> str:
    """Return the address of the quiz, of which a page of a try is open."""
    return visit.page.url.partition("attempts/")[0]


def cell(place: Live, unit: str, user: str = "203") -> float | None:
    """Return the grade that the gradebook shows of a unit."""
    return place.platform.gradebook.grade(place.links[unit].line_item, user)
