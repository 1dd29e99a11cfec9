"""Two rows that mean the same become one: nothing that refers to them is lost, no table is forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.models import (
    Attempt,
    Base,
    CheckAnswer,
    Context,
    LanguageChoice,
    OutboxScore,
    Person,
    Platform,
    Registration,
    Roster,
    SurveyTally,
    UnitProgress,
    UnitResponses,
)
from lti_tool.services.merging import merge, unique_keys
from lti_tool.services.merging_rules import CHANGED, RULES
from lti_tool.services.references import erase, references
from tests.support.gradebook import UNIT, Bench, bench
from tests.support.rows import a_row, something

EARLY = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
LATE = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


@pytest.fixture
def session(desk: Bench) -> Iterator[Session]:
    with desk.database.write() as opened:
        yield opened


def done(person_id: int, **fields: object) -> UnitProgress:
    row = {"unit_key": UNIT, "updated_at": EARLY, "status": "begun", "seen_to_end": False, "place": ""}
    return UnitProgress(person_id=person_id, **{**row, **fields})


def test_every_column_that_refers_to_a_row_is_found() -> None:
    """What the tables know is compared with what the database is told: a foreign key each."""
    for model in (Person, Context):
        found = {(one.model.__tablename__, one.name) for one in references(model)}
        told = {
            (table.name, key.parent.name)
            for table in Base.metadata.tables.values()
            for key in table.foreign_keys
            if key.column.table is model.__table__
        }
        assert found == told


def test_done_stays_done_and_the_later_place_counts(desk: Bench, session: Session) -> None:
    one, other = desk.persons["201"], desk.persons["202"]
    session.add(done(one, status="done", completed_at=LATE, place="one"))
    session.add(
        done(other, status="done", completed_at=EARLY, updated_at=LATE, seen_to_end=True, place="two")
    )
    session.flush()
    merge(session, Person, one, other)
    [row] = session.scalars(select(UnitProgress))
    assert (row.person_id, row.status, row.completed_at) == (other, "done", EARLY)
    assert (row.place, row.seen_to_end) == ("two", True)
    assert session.get(Person, one) is None


def test_what_only_one_has_goes_along(desk: Bench, session: Session) -> None:
    one, other = desk.persons["201"], desk.persons["202"]
    session.add(LanguageChoice(person_id=one, language="sv"))
    session.add(UnitResponses(person_id=one, unit_key="a", responses={"x": {}}, updated_at=EARLY))
    session.add(
        Attempt(public_id="p", person_id=one, context_id=desk.context_id, unit_key=UNIT, content_hash="h",
                module_version="1", language="fi", by_teacher=False, opened_at=EARLY)
    )  # fmt: skip
    session.flush()
    merge(session, Person, one, other)
    for model in (LanguageChoice, UnitResponses, Attempt):
        assert session.scalars(select(model.person_id)).all() == [other], model


def test_own_responses_are_laid_together_item_by_item(desk: Bench, session: Session) -> None:
    one, other = desk.persons["201"], desk.persons["202"]
    rows = ((one, LATE, {"a": "new", "b": "1"}), (other, EARLY, {"a": "old", "c": "2"}))
    for person, at, responses in rows:
        session.add(UnitResponses(person_id=person, unit_key="u", responses=responses, updated_at=at))
    session.flush()
    merge(session, Person, one, other)
    [row] = session.scalars(select(UnitResponses))
    assert row.responses == {"a": "new", "b": "1", "c": "2"}


def test_of_two_answers_the_later_one_counts(desk: Bench, session: Session) -> None:
    one, other = desk.persons["201"], desk.persons["202"]
    for person, at, response in ((one, LATE, "new"), (other, EARLY, "old")):
        session.add(
            CheckAnswer(person_id=person, unit_key=UNIT, question_id="q", response=response, answered_at=at)
        )
    session.flush()
    merge(session, Person, one, other)
    [row] = session.scalars(select(CheckAnswer))
    assert (row.person_id, row.response) == (other, "new")


@pytest.mark.parametrize("later_stays", [True, False])
def test_of_two_lists_of_an_activity_the_one_of_the_later_try_counts(
    desk: Bench, session: Session, later_stays: bool
) -> None:
    here = session.get_one(Context, desk.context_id)
    there = Context(deployment_id=here.deployment_id, context_id="another")
    session.add(there)
    session.flush()
    for course, at, sub in ((there, EARLY, "old"), (here, LATE, "new")):
        session.add(Roster(context_id=course.id, link="5", tried_at=at, subs=[sub]))
    session.flush()
    gone, stays = (there, here) if later_stays else (here, there)
    merge(session, Context, gone.id, stays.id)
    [row] = session.scalars(select(Roster))
    assert (row.context_id, row.subs, row.tried_at) == (stays.id, ["new"], LATE)


def test_no_column_tells_the_later_of_two_rows_but_those_of_tables_without_a_rule() -> None:
    """A name that stands for no such table would decide on one that is added some day, unseen."""
    plain = {model for model in joined(Platform) | joined(Registration) if model not in RULES}
    deciding = {(model, name) for model in plain for name in CHANGED if hasattr(model, name)}
    assert deciding == {(CheckAnswer, "answered_at"), (Roster, "tried_at")}
    assert {name for _, name in deciding} == set(CHANGED)


def joined(model: type[Base]) -> set[type[Base]]:
    """Return the tables of which two rows become one when two of a table do."""
    keyed = {
        one.model for one in references(model) for key in unique_keys(one.model) if one.name in key.names
    }
    return {model}.union(*(joined(one) for one in keyed))


def score(
    desk: Bench, person: int, given: float, at: dt.datetime, status: str, sent: dt.datetime
) -> OutboxScore:
    return OutboxScore(
        registration_id=desk.registration_id, line_item_id=desk.line_item_id, person_id=person, unit_key=UNIT,
        score_given=given, score_maximum=10, activity_progress="Completed", grading_progress="FullyGraded",
        occurred_at=at, status=status, next_attempt_at=at, last_timestamp_sent=sent,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stays", "becomes"), [("delivered", "pending"), ("sending", "sending"), ("pending", "pending")]
)
def test_a_cell_shows_the_newer_grade_and_time_stamps_rise(
    desk: Bench, session: Session, stays: str, becomes: str
) -> None:
    one, other = desk.persons["201"], desk.persons["202"]
    session.add(score(desk, one, 9, LATE, "pending", EARLY))
    session.add(score(desk, other, 4, EARLY, stays, LATE))
    session.flush()
    merge(session, Person, one, other)
    [row] = session.scalars(select(OutboxScore))
    assert (row.score_given, row.status, row.version) == (9, becomes, 2)
    assert row.last_timestamp_sent == LATE


def test_sums_of_two_courses_are_added_up(desk: Bench, session: Session) -> None:
    here = session.get_one(Context, desk.context_id)
    there = Context(deployment_id=here.deployment_id, context_id="another")
    session.add(there)
    session.flush()
    for course, texts in ((here, ["b"]), (there, ["a"])):
        sums = {"answers": 5, "counts": {"q": {"1": 5}}, "texts": {"t": texts}}
        nothing = {"answers": 0, "counts": {}, "texts": {}}
        session.add(SurveyTally(context_id=course.id, unit_key=UNIT, shown=sums, waiting=nothing))
    session.flush()
    merge(session, Context, there.id, here.id)
    [row] = session.scalars(select(SurveyTally))
    assert row.shown == {"answers": 10, "counts": {"q": {"1": 10}}, "texts": {"t": ["a", "b"]}}


def test_every_table_says_what_no_two_rows_share() -> None:
    assert {key.names for key in unique_keys(UnitResponses)} == {
        ("id",),
        ("context_id", "unit_key", "person_id"),
        ("person_id", "unit_key"),
    }


def test_erasing_takes_all_that_refers_along_and_nothing_else(desk: Bench, session: Session) -> None:
    one, other = desk.persons["201"], desk.persons["202"]
    for person in (one, other):
        session.add_all([done(person), score(desk, person, 1, EARLY, "pending", EARLY)])
    session.flush()
    erase(session, Person, Person.id == one)
    assert session.scalars(select(UnitProgress.person_id)).all() == [other]
    assert session.scalars(select(OutboxScore.person_id)).all() == [other]
    assert session.get(Context, desk.context_id) is not None


SUMS = {"answers": 0, "counts": {}, "texts": {}}


@pytest.mark.parametrize("model", [Person, Context])
def test_rows_of_every_table_are_merged(desk: Bench, session: Session, model: type[Base]) -> None:
    """Whoever adds a table that refers to people or courses has it joined, whether or not both have a row."""
    connection = session.connection()
    table: Any = model.__table__
    gone, stays, alone = (a_row(connection, table)["id"] for _ in range(3))
    for reference in references(model):
        of: Any = reference.model.__table__
        sums = dict.fromkeys({"shown", "waiting"} & set(of.columns.keys()), SUMS)
        same = {
            name: a_row(connection, next(iter(of.c[name].foreign_keys)).column.table)["id"]
            if of.c[name].foreign_keys
            else something(of.c[name])
            for key in unique_keys(reference.model)
            if reference.name in key.names
            for name in key.names
            if name not in (reference.name, "id")
        }
        for one in (gone, stays):
            a_row(connection, of, **{**same, **sums, reference.name: one})
    for one in (gone, alone):
        merge(session, model, one, stays)
    for reference in references(model):
        left = session.scalars(select(reference.column).where(reference.column.in_((gone, alone)))).all()
        assert left == [], reference
    assert session.get(model, gone) is None
