"""Answers to a poll: one of each person, counted in a course, told only when nobody can be made out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lti_tool.services import progress, unit_responses
from lti_tool.services.learner import Learner
from lti_tool.services.revisions import Answer, milliseconds
from packager.document.polls import Poll

ENOUGH = 5
"""How many must have answered in a course before anybody sees results."""

_ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Results:
    """How many of a course have answered; how often each option was chosen, once they are enough."""

    answers: int
    counts: Mapping[str, int]

    @property
    def told(self) -> bool:
        """Whether they may be shown."""
        return self.answers >= ENOUGH


def _counted_in(learner: Learner) -> int | None:
    """Return the course in which a person's answer counts: a teacher only tries the poll out."""
    return None if learner.teaches else learner.context_id


def chosen(session: Session, learner: Learner, unit: Poll) -> tuple[str, ...]:
    """Return what the person has chosen, without options that are gone."""
    kept = unit_responses.kept(session, learner.person_id, unit.key, _counted_in(learner)).get(_ANSWER)
    return tuple(option.id for option in unit.options if kept and option.id in kept["response"])


def answer(
    session: Session, learner: Learner, unit: Poll, options: Collection[str], now: dt.datetime
) -> bool:
    """Keep a person's answer, which takes the place of an earlier one, and set the unit to done.

    Returns False for what is no answer: nothing, or more than one option where one is asked for.
    """
    known = [option.id for option in unit.options if option.id in options]
    if not known or (len(known) > 1 and not unit.several):
        return False
    row = progress.touch(session, learner.person_id, unit.key, now)
    given = {_ANSWER: Answer(known, milliseconds(now))}
    unit_responses.save(session, learner.person_id, unit.key, given, now, _counted_in(learner))
    progress.complete(session, learner, unit, row, now)
    return True


def results(session: Session, learner: Learner, unit: Poll) -> Results:
    """Return what the learner's course has answered; without enough answers nothing of the options."""
    if learner.context_id is None:
        return Results(0, {})
    known = {option.id for option in unit.options}
    answers = [
        known.intersection(responses.get(_ANSWER, ()))
        for responses in unit_responses.of_course(session, learner.context_id, unit.key)
    ]
    answers = [one for one in answers if one]
    if len(answers) < ENOUGH:
        return Results(len(answers), {})
    counts = Counter(option for one in answers for option in one)
    return Results(len(answers), {option.id: counts[option.id] for option in unit.options})
