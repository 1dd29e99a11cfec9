"""Answers to a survey: kept as sums of the course, apart from who has answered.

Nothing of what is kept belongs to one person: there is no row of answers, no time and no order, and what one
person said to one question cannot be put together with what they said to another. Answers are shown five
people at a time: whoever looks at the sums before and after somebody answers finds nobody's answer in the
difference.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.db import insert_if_absent
from lti_tool.models import SurveyTally
from lti_tool.services import progress, unit_responses
from lti_tool.services.learner import Learner
from lti_tool.services.revisions import Answer
from packager.document.surveys import Survey

ENOUGH = 5
"""How many people's answers are shown at a time."""

_ANSWERED = "answered"
_NOTHING: Mapping[str, Any] = {"answers": 0, "counts": {}, "texts": {}}


@dataclass(frozen=True, slots=True)
class Given:
    """What one person answers: numbers of options or steps (from 1) by question or statement, and texts."""

    choices: Mapping[str, Sequence[int]]
    texts: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """Whether nothing is answered at all."""
        return not any(self.choices.values()) and not any(self.texts.values())


@dataclass(frozen=True, slots=True)
class Results:
    """What is shown of a course's answers, and how many people have answered in all."""

    answers: int = 0
    shown: int = 0
    counts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)


def has_answered(session: Session, learner: Learner, unit: Survey) -> bool:
    """Tell whether a person has answered in this course."""
    kept = unit_responses.kept(session, learner.person_id, unit.key, learner.context_id)
    return _ANSWERED in kept


def answer(session: Session, learner: Learner, unit: Survey, given: Given, now: dt.datetime) -> bool:
    """Add answers to the course's sums, once for each person, and set the unit to done.

    Returns False where a person has answered already, teaches, or is in no course.
    """
    row = progress.touch(session, learner.person_id, unit.key, now)  # two clicks at once are one answer
    if learner.teaches or learner.context_id is None or has_answered(session, learner, unit):
        return False
    tally = _tally(session, learner.context_id, unit)
    waiting = added(tally.waiting, {"answers": 1, **_summed(unit, given)})
    if waiting["answers"] < ENOUGH:
        tally.waiting = waiting
    else:
        tally.shown, tally.waiting = added(tally.shown, waiting), dict(_NOTHING)
    done = {_ANSWERED: Answer(True, 0)}
    unit_responses.save(session, learner.person_id, unit.key, done, now, learner.context_id)
    progress.complete(session, learner, unit, row, now)
    return True


def results(session: Session, learner: Learner, unit: Survey) -> Results:
    """Return what is shown of the answers in the learner's course."""
    tally = session.scalars(
        select(SurveyTally).where(
            SurveyTally.context_id == learner.context_id, SurveyTally.unit_key == unit.key
        )
    ).first()
    if tally is None:
        return Results()
    counts = {
        name: {
            number: tally.shown["counts"].get(name, {}).get(str(number), 0) for number in range(1, most + 1)
        }
        for name, most in unit.counted
    }
    return Results(
        answers=tally.shown["answers"] + tally.waiting["answers"],
        shown=tally.shown["answers"],
        counts=counts,
        texts={question.id: tally.shown["texts"].get(question.id, ()) for question in unit.told},
    )


def _tally(session: Session, context_id: int, unit: Survey) -> SurveyTally:
    """Return the sums of a course, locked until the transaction ends."""
    keys = {"context_id": context_id, "unit_key": unit.key}
    empty = {"shown": dict(_NOTHING), "waiting": dict(_NOTHING)}
    insert_if_absent(session, SurveyTally, list(keys), keys | empty)
    return session.scalars(select(SurveyTally).filter_by(**keys).with_for_update()).one()


def _summed(unit: Survey, given: Given) -> dict[str, Any]:
    """Return the answers of one person as sums; what the survey does not ask is left out."""
    known = dict(unit.counted)
    counts = {
        name: {str(number): 1 for number in set(numbers) if 1 <= number <= known[name]}
        for name, numbers in given.choices.items()
        if name in known
    }
    asked = {question.id for question in unit.told}
    return {
        "counts": {name: one for name, one in counts.items() if one},
        "texts": {name: [text] for name, text in given.texts.items() if name in asked and text},
    }


def added(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return two sums as one; texts stand by the alphabet, so that their order tells nothing."""
    counts = {name: dict(numbers) for name, numbers in one["counts"].items()}
    for name, numbers in other["counts"].items():
        own = counts.setdefault(name, {})
        for number, count in numbers.items():
            own[number] = own.get(number, 0) + count
    names = one["texts"].keys() | other["texts"].keys()
    texts = {
        name: sorted([*one["texts"].get(name, ()), *other["texts"].get(name, ())]) for name in sorted(names)
    }
    return {"answers": one["answers"] + other["answers"], "counts": counts, "texts": texts}
