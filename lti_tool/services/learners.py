"""How the learners of a course stand in units of a module: begun, done, stuck, their results and grades.

All of it is of one course: what a person has opened elsewhere is not told, and a teacher's own tries are no
learner's. Every query names the course, and so platform and tenant.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from lti_tool.db import upsert
from lti_tool.models import Attempt, CourseMember, OutboxScore, Person, UnitProgress, UnitVisit
from lti_tool.models.roster import LEFT
from lti_tool.runtime import Runtime
from lti_tool.services import roster, scores
from lti_tool.services.learner import Learner
from lti_tool.services.quiz_results import Counted, counting
from lti_tool.services.roster import People
from packager.document.units import Quiz, Unit

State = Literal["new", "begun", "stuck", "done"]
Why = Literal["tries", "long"]
LONG = dt.timedelta(days=14)
"""After this time without progress a learner counts as stuck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one learner stands in one unit. `moved_at` is when they got on last."""

    state: State
    why: Why | None = None
    moved_at: dt.datetime | None = None
    tries: Sequence[Attempt] = ()
    counted: Counted | None = None
    grades: Sequence[OutboxScore] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A learner of the course with their standing in each unit, by its key."""

    member: CourseMember
    person_id: int | None
    units: Mapping[str, Standing]

    @property
    def left(self) -> bool:
        """Whether the person is in the course no more."""
        return self.member.status in LEFT

    @property
    def moved_at(self) -> dt.datetime | None:
        """When the person got on last in any unit."""
        return max((one.moved_at for one in self.units.values() if one.moved_at), default=None)

    def count(self, state: State) -> int:
        """How many units stand so."""
        return sum(one.state == state for one in self.units.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The learners of a course, those who left apart. `shut_out` counts those who have done nothing and
    cannot open the activity now, as the platform says: another group's, or not there yet."""

    people: People
    here: Sequence[Row]
    gone: Sequence[Row]
    shut_out: int


def visit(session: Session, learner: Learner, unit: Unit, now: dt.datetime) -> None:
    """Write down that a person opens a unit in a course."""
    if learner.context_id is None:
        return
    keys = {"context_id": learner.context_id, "unit_key": unit.key, "person_id": learner.person_id}
    found = session.scalars(select(UnitVisit).filter_by(**keys)).first()
    if found is None:
        upsert(session, UnitVisit, keys, {"by_teacher": learner.teaches, "first_at": now, "last_at": now})
    else:
        found.by_teacher, found.last_at = learner.teaches, now


def number_all(runtime: Runtime, context_id: int) -> None:
    """Give everybody a number who has done something in the course and is on no list of the platform."""
    unknown = (
        select(Person.sub)
        .where(Person.id.in_(_active(context_id)))
        .where(Person.sub.not_in(select(CourseMember.sub).where(CourseMember.context_id == context_id)))
        .order_by(Person.id)
    )
    with runtime.database.read() as session:
        subs = session.scalars(unknown).all()
    if subs:
        with runtime.database.write() as session:
            roster.number(session, context_id, subs, runtime.now())


def _active(context_id: int):  # type: ignore[no-untyped-def]  # a union of selects
    return union(
        select(UnitVisit.person_id).where(UnitVisit.context_id == context_id),
        select(Attempt.person_id).where(Attempt.context_id == context_id),
    )


def course(
    session: Session, teacher: Learner, platform_id: int, units: Sequence[Unit], now: dt.datetime,
    *, link: str = "", everybody: bool = False,
) -> Course:  # fmt: skip
    """Return how the learners of a teacher's course stand. With `link`, of those who can open that activity
    as far as the platform says, and of all who did something; with `everybody` of all who are known."""
    assert teacher.context_id is not None  # only a course has teachers
    people = roster.people(session, teacher.context_id, link)
    done = _Done.of(session, teacher, units)
    known = (
        select(CourseMember.sub, Person.id)
        .join(Person, Person.sub == CourseMember.sub)
        .where(CourseMember.context_id == teacher.context_id, Person.platform_id == platform_id)
    )
    persons = {row.sub: row.id for row in session.execute(known)}
    rows: list[Row] = []
    shut_out = 0
    for member in people.members:
        person_id = persons.get(member.sub)
        if member.teaches or (member.status == "unlisted" and person_id in done.teachers):
            continue
        standings = {unit.key: done.standing(person_id, unit, now) for unit in units}
        idle = all(one.state == "new" for one in standings.values())
        if idle and not everybody and (member.status in LEFT or not _expected(member, people)):
            shut_out += member.status == "active"
            continue
        rows.append(Row(member=member, person_id=person_id, units=standings))
    return Course(
        people=people,
        here=[row for row in rows if not row.left],
        gone=[row for row in rows if row.left],
        shut_out=shut_out,
    )


def _expected(member: CourseMember, people: People) -> bool:
    return member.status == "active" and (people.listed is None or member.sub in people.listed)


@dataclass(slots=True)
class _Done:
    """What learners have done in units of a course, read at once."""

    visits: dict[tuple[int, str], UnitVisit] = field(default_factory=dict)
    tries: defaultdict[tuple[int, str], list[Attempt]] = field(default_factory=lambda: defaultdict(list))
    progress: dict[tuple[int, str], UnitProgress] = field(default_factory=dict)
    grades: defaultdict[tuple[int, str], list[OutboxScore]] = field(default_factory=lambda: defaultdict(list))
    teachers: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, session: Session, teacher: Learner, units: Iterable[Unit]) -> _Done:
        """Read it."""
        made, keys, at = cls(), [unit.key for unit in units], teacher.context_id
        assert at is not None
        for visit in session.scalars(select(UnitVisit).where(UnitVisit.context_id == at)):
            if visit.by_teacher:
                made.teachers.add(visit.person_id)
            elif visit.unit_key in keys:
                made.visits[visit.person_id, visit.unit_key] = visit
        taken = select(Attempt).where(Attempt.context_id == at, Attempt.unit_key.in_(keys))
        for one in session.scalars(taken.where(Attempt.by_teacher.is_(False)).order_by(Attempt.id)):
            made.tries[one.person_id, one.unit_key].append(one)
        progress = select(UnitProgress).where(UnitProgress.unit_key.in_(keys))
        for row in session.scalars(progress.where(UnitProgress.person_id.in_(_active(at)))):
            made.progress[row.person_id, row.unit_key] = row
        for key in keys:
            items = [item.id for item in scores.line_items(session, teacher, key)]
            for grade in session.scalars(select(OutboxScore).where(OutboxScore.line_item_id.in_(items))):
                made.grades[grade.person_id, key].append(grade)
        return made

    def standing(self, person_id: int | None, unit: Unit, now: dt.datetime) -> Standing:
        """Return how a person stands in a unit."""
        if person_id is None:
            return Standing(state="new")
        at = (person_id, unit.key)
        visit, tries, progress = self.visits.get(at), self.tries.get(at, []), self.progress.get(at)
        if visit is None and not tries:
            return Standing(state="new")
        moments = [one.submitted_at or one.opened_at for one in tries]
        moments += [visit.first_at] if visit else []
        moments += [progress.updated_at] if progress else []
        moved_at = max(moments)
        submitted = [one for one in tries if one.status == "submitted"]
        why = _why(unit, submitted, moved_at, now)
        done = _is_done(unit, progress, submitted)
        return Standing(
            state="done" if done else "stuck" if why else "begun",
            why=None if done else why,
            moved_at=moved_at,
            tries=tries,
            counted=counting(tries, unit.counts) if isinstance(unit, Quiz) else None,
            grades=self.grades.get(at, ()),
        )


def _is_done(unit: Unit, progress: UnitProgress | None, submitted: Sequence[Attempt]) -> bool:
    """Progress is the person's own, also from other courses; a quiz is done here by a try here."""
    if progress is None or progress.status != "done":
        return False
    asked = unit.settings.done
    by_tries = isinstance(unit, Quiz) and not (asked and (asked.by_hand or asked.view))
    return bool(submitted) or not by_tries


def _why(unit: Unit, submitted: Sequence[Attempt], moved_at: dt.datetime, now: dt.datetime) -> Why | None:
    if isinstance(unit, Quiz) and unit.tries and len(submitted) >= unit.tries:
        return "tries"
    return "long" if now - moved_at > LONG else None
