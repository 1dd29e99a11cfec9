"""What is kept too long is deleted by and by, nothing else, and a bounded part at a time."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from lti_tool.config import settings_from
from lti_tool.models import (
    AdminAction,
    CourseMember,
    LaunchRecord,
    OutboxScore,
    Person,
    Roster,
    UnitProgress,
    UnitResponses,
)
from lti_tool.services import retention
from lti_tool.services.housekeeping import EVERY, Housekeeping
from lti_tool.services.references import references
from lti_tool.services.retention import TRACES, Periods, Retention
from tests.support.live import Live, live
from tests.support.person import SUB, arrives, everything
from tests.support.tool import SECRET

DAY = dt.timedelta(days=1)
MOMENTS = dict(TRACES)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def age(place: Live, days: int, **which: Any) -> None:
    """Let every trace of a person, or of all, be so many days old; their session is over."""
    with place.runtime.database.write() as session:
        person = select(Person.id).filter_by(**which)
        for model, moment in TRACES:
            mine = getattr(model, "person_id").in_(person)  # noqa: B009 - the model is typed by its base
            session.execute(update(model).where(mine).values({moment.key: place.runtime.now() - days * DAY}))


def keep(place: Live, **periods: int) -> None:
    Retention(place.runtime.database, Periods(**periods)).run(place.runtime.now())


def people(place: Live) -> set[str]:
    with place.runtime.database.read() as session:
        return set(session.scalars(select(Person.sub)))


def test_every_table_that_refers_to_people_counts_as_a_trace() -> None:
    untimed = {"language_choice"}  # a choice has no moment of its own
    assert {one.model.__tablename__ for one in references(Person)} - untimed == {
        model.__tablename__ for model, _ in TRACES
    }


def test_who_left_no_trace_for_long_is_deleted_with_all_they_did(place: Live) -> None:
    arrives(place)
    arrives(place, "person-2")
    age(place, 400, sub=SUB)
    keep(place, people=399)
    assert people(place) == {"person-2"}
    assert SUB not in str(everything(place))


@pytest.mark.parametrize("model", MOMENTS, ids=lambda model: model.__tablename__)
def test_one_trace_that_is_fresh_is_enough_to_stay(place: Live, model: Any) -> None:
    arrives(place)
    age(place, 400)
    with place.runtime.database.write() as session:
        session.execute(update(model).values({MOMENTS[model].key: place.runtime.now()}))
    keep(place, people=399)
    assert people(place) == {SUB}


@pytest.mark.parametrize(("status", "kept"), [("active", True), ("gone", False)])
def test_who_was_only_listed_goes_after_they_left(place: Live, status: str, kept: bool) -> None:
    arrives(place)
    with place.runtime.database.write() as session:
        long_ago = place.runtime.now() - 400 * DAY
        course = session.scalars(select(CourseMember.context_id)).first()
        only_listed = {"context_id": course, "sub": "never-came", "number": 900, "status": status}
        session.add(CourseMember(**only_listed, teaches=False, changed_at=long_ago))
        session.execute(update(CourseMember).where(CourseMember.sub == SUB).values(changed_at=long_ago))
    keep(place, people=399)
    with place.runtime.database.read() as session:
        left = set(session.scalars(select(CourseMember.sub)))
        assert session.query(Roster).count() == 1, "a list of today"
    assert ("never-came" in left) is kept
    assert SUB in left
    with place.runtime.database.write() as session:
        session.execute(update(Roster).values(tried_at=long_ago))
    keep(place, people=399)
    with place.runtime.database.read() as session:
        assert session.query(Roster).count() == 0


def test_nobody_is_deleted_while_a_score_of_theirs_waits(place: Live) -> None:
    arrives(place)
    age(place, 400)
    with place.runtime.database.write() as session:
        later = place.runtime.now() + DAY
        session.execute(update(OutboxScore).values(status="pending", next_attempt_at=later))
    keep(place, people=399)
    assert people(place) == {SUB}


def test_nothing_is_deleted_without_a_period(place: Live) -> None:
    arrives(place)
    age(place, 4000)
    before = everything(place)
    keep(place)
    assert everything(place) == before


def test_a_part_at_a_time_gets_through_everybody(place: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "LOOKED_AT", 2)
    arrives(place)
    with place.runtime.database.write() as session:
        platform = session.scalars(select(Person.platform_id)).first()
        session.add_all(Person(platform_id=platform, sub=f"old-{number}") for number in range(7))
    keeping = Retention(place.runtime.database, Periods(people=30))
    left = []
    for _ in range(5):
        keeping.run(place.runtime.now())
        left.append(len(people(place)))
    assert left == [7, 5, 3, 1, 1], "one of the first two has just been here"
    with place.runtime.database.write() as session:
        session.add(Person(platform_id=platform, sub="old again"))
    for _ in range(2):
        keeping.run(place.runtime.now())
    assert people(place) == {SUB}


def test_own_texts_go_and_what_counts_in_a_course_stays(place: Live) -> None:
    arrives(place)
    with place.runtime.database.write() as session:
        own = session.scalars(select(UnitResponses)).one()
        counted = {"person_id": own.person_id, "unit_key": "a/poll", "context_id": 1}
        session.add(UnitResponses(**counted, responses={}, updated_at=own.updated_at))
        session.execute(update(UnitResponses).values(updated_at=place.runtime.now() - 31 * DAY))
    keep(place, texts=32)
    with place.runtime.database.read() as session:
        assert session.query(UnitResponses).count() == 2
    keep(place, texts=30)
    with place.runtime.database.read() as session:
        assert [row.context_id for row in session.scalars(select(UnitResponses))] == [1]
        assert session.query(UnitProgress).count() > 0


@pytest.mark.parametrize(("status", "kept"), [("active", True), ("gone", False), ("deleted", False)])
def test_names_of_those_who_left_go_and_their_number_stays(place: Live, status: str, kept: bool) -> None:
    arrives(place)
    with place.runtime.database.write() as session:
        long_ago = place.runtime.now() - 31 * DAY
        session.execute(update(CourseMember).values(status=status, changed_at=long_ago))
    keep(place, names=30)
    with place.runtime.database.read() as session:
        row = session.scalars(select(CourseMember).where(CourseMember.sub == SUB)).one()
    assert (row.name is not None) is kept
    assert row.number >= 700


def test_old_lines_of_the_admins_log_go_some_at_a_time(place: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "DELETED", 3)
    with place.runtime.database.write() as session:
        for days in (1, 40, 41, 42, 43):
            at = place.runtime.now() - days * DAY
            session.add(AdminAction(at=at, actor="Aino", kind="entered", subject=""))
    for left in (2, 1, 1):
        keep(place, admin_log=30)
        with place.runtime.database.read() as session:
            assert session.scalars(select(func.count()).select_from(AdminAction)).one() == left


def test_a_login_goes_on_where_nothing_can_be_deleted(
    place: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise OperationalError("DELETE", {"sub": SUB}, Exception("locked"))

    keeping = Retention(place.runtime.database, Periods())
    monkeypatch.setattr(keeping, "run", fails)
    with caplog.at_level(logging.WARNING):
        assert Housekeeping(place.runtime.database, place.runtime.now, keeping).run_if_due()
    assert "OperationalError" in caplog.text
    assert SUB not in caplog.text


def test_old_records_of_launches_go(place: Live) -> None:
    with place.runtime.database.write() as session:
        for days in (1, 40):
            at = place.runtime.now() - days * DAY
            session.add(LaunchRecord(at=at, code="token-outdated", detail="", mode="window"))
    for days, left in ((0, 2), (30, 1)):
        keep(place, launches=days)
        with place.runtime.database.read() as session:
            assert session.scalars(select(func.count()).select_from(LaunchRecord)).one() == left


def test_housekeeping_deletes_by_the_settings(place: Live) -> None:
    arrives(place)
    age(place, 400)
    runtime = place.runtime
    settings = settings_from(
        {"POIJU_URL": "https://x.example", "POIJU_SECRET_KEY": SECRET, "POIJU_RETENTION_PEOPLE_DAYS": "300"}
    )
    clock = [runtime.now()]
    deleting = Retention(runtime.database, Periods.of(settings))
    keeping = Housekeeping(runtime.database, lambda: clock[0], deleting)
    keeping.run_if_due()
    assert people(place) == set()
    arrives(place)
    age(place, 400)
    keeping.run_if_due()
    assert people(place) == {SUB}, "not before its time"
    clock[0] += EVERY
    keeping.run_if_due()
    assert people(place) == set()
