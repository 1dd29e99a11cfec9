"""A database put back from an older backup: nothing newer in a gradebook is overwritten, no door reopens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lti_tool.models import LaunchSession, Restoration
from lti_tool.runtime import Runtime
from lti_tool.services import outbox, outbox_list
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.restoration import restored
from lti_tool.stand_in.grades import Grade
from tests.support.admin import Admin
from tests.support.gradebook import UNIT, Bench, bench
from tests.support.tool import URL, Browser


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def queue(desk: Bench, given: float, user: str = "201") -> None:
    grade = outbox.Grade(
        registration_id=desk.registration_id, line_item_id=desk.line_item_id, person_id=desk.persons[user],
        unit_key=UNIT, given=given, maximum=10,
    )  # fmt: skip
    with desk.database.write() as session:
        outbox.queue(session, grade, desk.clock())


def drain(desk: Bench) -> None:
    worker = desk.worker()
    while worker.once():
        pass


def put_back(desk: Bench, holds: float | None, *, after: dt.timedelta = dt.timedelta(minutes=10)) -> None:
    """Let a grade reach the gradebook that the database then forgets, and say that it was put back."""
    desk.clock.advance(hours=2)
    if holds is not None:
        seen = int((desk.clock() - dt.timedelta(hours=1)).timestamp())
        desk.platform.gradebook.cells[desk.column.id, "201"] = Grade(holds, seen)
    with desk.database.write() as session:
        session.add(Restoration(at=desk.clock()))
    desk.clock.advance(seconds=after.total_seconds())


def again(desk: Bench, *, named: bool = False) -> int:
    """Send all again that waits or was refused, as an operator does; return how many that is."""
    numbers = [row.id for row in desk.outbox()] if named else []
    with desk.database.write() as session:
        return outbox_list.send_again(session, outbox_list.Which(numbers=numbers), desk.clock())


def state(desk: Bench) -> tuple[str, str | None]:
    [row] = desk.outbox()
    return row.status, row.error_code


@pytest.mark.parametrize("holds", [9, 5], ids=["higher", "lower"])
def test_a_newer_grade_in_the_gradebook_is_kept(desk: Bench, holds: float) -> None:
    queue(desk, 7)
    put_back(desk, holds)
    drain(desk)
    assert desk.cell() == holds
    assert state(desk) == ("refused", "kept")
    assert desk.taken() == []


@pytest.mark.parametrize("named", [False, True], ids=["all", "named"])
def test_what_was_kept_stays_in_the_gradebook_when_it_is_sent_again(desk: Bench, named: bool) -> None:
    queue(desk, 7)
    put_back(desk, 5)
    drain(desk)
    assert again(desk, named=named) == named
    drain(desk)
    assert (desk.cell(), state(desk)) == (5, ("refused", "kept"))


def test_a_grade_that_was_refused_before_is_no_newer_for_being_sent_again(desk: Bench) -> None:
    desk.platform.faults.set("scores", "400", times=1)
    queue(desk, 7)
    drain(desk)
    put_back(desk, 5)
    assert again(desk) == 1
    drain(desk)
    assert (desk.cell(), state(desk)) == (5, ("refused", "kept"))


def test_an_old_grade_of_the_backup_is_tried_as_long_as_a_new_one(desk: Bench) -> None:
    queue(desk, 7)
    put_back(desk, None, after=dt.timedelta(days=40))
    desk.platform.faults.set("results", "503", times=1)
    drain(desk)
    assert state(desk) == ("pending", "retry-later")
    desk.clock.advance(minutes=5)
    drain(desk)
    assert desk.cell() == 7


def test_the_same_grade_in_the_gradebook_is_delivered_without_sending(desk: Bench) -> None:
    queue(desk, 7)
    put_back(desk, 7)
    drain(desk)
    assert state(desk) == ("delivered", None)
    assert desk.platform.received == []


def test_a_grade_that_the_gradebook_never_had_arrives(desk: Bench) -> None:
    queue(desk, 7)
    put_back(desk, None)
    drain(desk)
    assert desk.cell() == 7
    assert state(desk) == ("delivered", None)


def test_an_older_grade_in_the_gradebook_gives_way(desk: Bench) -> None:
    queue(desk, 4)
    drain(desk)
    desk.clock.advance(minutes=5)
    queue(desk, 7)
    put_back(desk, None)
    drain(desk)
    assert desk.cell() == 7


def test_a_try_after_the_restoration_never_lowers_what_was_forgotten(desk: Bench) -> None:
    queue(desk, 4)
    drain(desk)
    put_back(desk, 9)
    for given, shown in ((5, 9), (6, 9), (10, 10)):
        queue(desk, given)
        drain(desk)
        assert desk.cell() == shown
    queue(desk, 8)  # the gradebook shows what we know again: from here on it is as ever
    drain(desk)
    assert desk.cell() == 8


def test_while_results_cannot_be_read_nothing_is_sent(desk: Bench) -> None:
    queue(desk, 7)
    put_back(desk, 9)
    desk.platform.faults.set("results", "503")
    drain(desk)
    assert state(desk) == ("pending", "retry-later")
    assert desk.platform.received == []
    desk.platform.faults.clear()
    desk.clock.advance(minutes=10)
    drain(desk)
    assert (desk.cell(), state(desk)) == (9, ("refused", "kept"))


def test_where_results_may_not_be_read_the_moment_of_the_grade_protects(desk: Bench) -> None:
    queue(desk, 7)
    put_back(desk, 5)
    desk.platform.faults.set("results", "401")
    drain(desk)
    assert desk.cell() == 5
    assert [one["status"] for one in desk.platform.received] == [409]


def test_a_database_that_was_never_put_back_reads_no_results(desk: Bench) -> None:
    desk.platform.faults.set("results", "503")
    queue(desk, 7)
    drain(desk)
    assert desk.cell() == 7


def test_visits_links_and_what_was_in_flight_end(app: Flask, runtime: Runtime, browser: Browser) -> None:
    admin, late = Admin(app), Admin(app)
    admin.enter()
    link = late.link()
    page = browser.launch().headers["Location"]
    assert "session-ended" not in browser.get(page).text
    told = restored(runtime, of_command_line(runtime, None))
    assert (told.cells, told.waiting) == (0, 0)
    assert "session-ended" in browser.get(page).text
    assert admin.get("/admin/").status_code == 403
    assert late.client.post(link, base_url=URL).status_code == 404
    with runtime.database.read() as session:
        [row] = session.scalars(select(LaunchSession))
    assert row.expires_at <= runtime.now(), "the row stays: a login that was used stays used"
