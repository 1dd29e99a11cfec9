"""Scores reach the gradebook once, in order and whole, whatever the platform or the worker suffers."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_tool.models import LineItem, OutboxScore
from lti_tool.services import outbox
from tests.support.gradebook import UNIT, Bench, bench
from tests.support.ports import free_port
from tests.support.waiting import eventually


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def queue(desk: Bench, given: float, maximum: float = 10.0, user: str = "201") -> None:
    with desk.database.write() as session:
        outbox.queue(
            session,
            outbox.Grade(
                registration_id=desk.registration_id, line_item_id=desk.line_item_id,
                person_id=desk.persons[user], unit_key=UNIT, given=given, maximum=maximum,
            ),
            desk.clock(),
        )  # fmt: skip


def drain(desk: Bench) -> None:
    worker = desk.worker()
    while worker.once():
        pass


def test_a_score_arrives_as_a_final_one(desk: Bench) -> None:
    queue(desk, 7)
    drain(desk)
    assert desk.cell() == 7
    [sent] = desk.platform.received
    assert (sent["activityProgress"], sent["gradingProgress"]) == ("Completed", "FullyGraded")
    assert sent["timestamp"].endswith("Z")
    assert len(sent["timestamp"].partition(".")[2]) == 7  # microseconds and Z
    assert desk.outbox()[0].status == "delivered"


def test_a_newer_grade_replaces_an_unsent_older_one(desk: Bench) -> None:
    queue(desk, 3)
    queue(desk, 8)
    drain(desk)
    assert desk.taken() == [8]


def test_an_equal_grade_is_not_sent_again(desk: Bench) -> None:
    queue(desk, 8)
    drain(desk)
    queue(desk, 8)
    drain(desk)
    assert desk.taken() == [8]


def test_time_stamps_rise_by_a_second_at_least(desk: Bench) -> None:
    for given in (1, 2, 3):
        queue(desk, given)
        drain(desk)
    stamps = [dt.datetime.fromisoformat(one["timestamp"]) for one in desk.platform.received]
    assert all(later - earlier >= dt.timedelta(seconds=1) for earlier, later in itertools.pairwise(stamps))
    assert desk.cell() == 3
    assert desk.platform.gradebook.wiped == 0


def test_a_grade_written_while_an_older_one_is_in_flight_is_sent_afterwards(desk: Bench) -> None:
    queue(desk, 4)
    desk.platform.faults.set("scores", "hang")
    sending = threading.Thread(target=desk.worker().once)
    sending.start()
    assert desk.platform.faults.entered.wait(5)
    queue(desk, 9)
    assert desk.outbox()[0].status == "sending"  # the lease of the one in flight stays
    desk.platform.faults.clear()
    sending.join()
    assert desk.outbox()[0].status == "pending"
    drain(desk)
    assert desk.taken() == [4, 9]
    assert desk.cell() == 9


@pytest.mark.parametrize("place", ["scores", "token"])
@pytest.mark.parametrize("kind", ["500", "503", "429"])
def test_a_failing_platform_gets_the_score_later(desk: Bench, place: str, kind: str) -> None:
    queue(desk, 5)
    desk.platform.faults.set(place, kind)  # type: ignore[arg-type]  # a literal of the table above
    drain(desk)
    [row] = desk.outbox()
    assert (row.status, row.error_code) == ("pending", "retry-later")
    assert row.next_attempt_at > desk.clock()
    desk.platform.faults.clear()
    desk.clock.advance(minutes=10)
    drain(desk)
    assert desk.cell() == 5


def test_a_platform_that_is_down_gets_the_score_when_it_is_back(desk: Bench) -> None:
    right = f"{desk.platform.issuer}/services/lineitems/{desk.column.id}"
    move(desk, f"http://127.0.0.1:{free_port()}/1")
    queue(desk, 5)
    drain(desk)
    assert desk.outbox()[0].status == "pending"
    move(desk, right)
    desk.clock.advance(minutes=10)
    drain(desk)
    assert desk.cell() == 5


def move(desk: Bench, url: str) -> None:
    with desk.database.write() as session:
        session.get_one(LineItem, desk.line_item_id).url = url


@pytest.mark.slow
def test_a_platform_that_hangs_costs_one_score_a_limited_time(desk: Bench) -> None:
    queue(desk, 5)
    desk.platform.faults.set("scores", "hang")
    drain(desk)
    assert desk.outbox()[0].status == "pending"
    desk.platform.faults.clear()
    desk.clock.advance(minutes=10)
    drain(desk)
    assert desk.cell() == 5


def test_scores_of_others_are_not_tried_while_a_platform_is_down(desk: Bench) -> None:
    queue(desk, 5)
    queue(desk, 6, user="202")
    desk.platform.faults.set("scores", "500")
    worker = desk.worker()
    assert worker.once()
    assert not worker.once()
    desk.platform.faults.clear()
    desk.clock.advance(minutes=10)
    drain(desk)
    assert (desk.cell("201"), desk.cell("202")) == (5, 6)


def test_a_token_that_was_forgotten_is_asked_for_once_more(desk: Bench) -> None:
    queue(desk, 5)
    drain(desk)
    desk.platform.forget_tokens()
    queue(desk, 6)
    drain(desk)
    assert desk.cell() == 6
    assert desk.platform.tokens_given == 2


def test_many_scores_need_one_token(desk: Bench) -> None:
    for given in (1, 2, 3):
        queue(desk, given)
        drain(desk)
    assert desk.platform.tokens_given == 1


def test_a_conflict_with_the_same_grade_is_a_delivery(desk: Bench) -> None:
    queue(desk, 7)
    drain(desk)
    queue(desk, 5)
    desk.platform.gradebook.cells[desk.column.id, "201"].score = 5.0
    desk.platform.faults.set("scores", "409", times=1)
    drain(desk)
    assert desk.outbox()[0].status == "delivered"
    assert desk.taken() == [7]  # nothing was sent a second time


def test_a_conflict_over_a_grade_of_nothing_is_a_delivery(desk: Bench) -> None:
    queue(desk, 0)
    drain(desk)
    assert desk.cell() == 0
    desk.clock.advance(seconds=5)
    queue(desk, 3)
    queue(desk, 0)
    desk.platform.faults.set("scores", "409", times=1)
    drain(desk)  # Moodle leaves the 0 out of its results
    assert desk.outbox()[0].status == "delivered"
    assert desk.taken() == [0]


def test_a_conflict_with_another_grade_is_sent_again_a_second_later(desk: Bench) -> None:
    queue(desk, 7)
    drain(desk)
    queue(desk, 9)
    desk.platform.faults.set("scores", "409", times=1)
    drain(desk)
    assert desk.cell() == 9


def test_a_platform_whose_clock_is_ahead_takes_the_score_in_the_end(desk: Bench) -> None:
    queue(desk, 7)
    drain(desk)
    desk.platform.gradebook.cells[desk.column.id, "201"].modified += 40
    queue(desk, 9)
    drain(desk)
    assert desk.outbox()[0].status == "pending"
    desk.clock.advance(minutes=2)
    drain(desk)
    assert desk.cell() == 9


def test_a_refused_score_says_why_and_is_not_repeated(desk: Bench) -> None:
    queue(desk, 7, user="101")  # a teacher has no cell in the gradebook: Moodle answers 400
    drain(desk)
    [row] = desk.outbox()
    assert (row.status, row.error_code) == ("refused", "refused")
    assert "400" in (row.error_detail or "")
    desk.clock.advance(days=1)
    drain(desk)
    assert len(desk.platform.received) == 1


def test_a_refused_score_can_be_tried_again(desk: Bench) -> None:
    queue(desk, 7)
    desk.platform.faults.set("scores", "400", times=1)
    drain(desk)
    with desk.database.write() as session:
        assert outbox.send_again(session, OutboxScore.id == desk.outbox()[0].id, desk.clock()) == 1
    drain(desk)
    assert desk.cell() == 7


def test_a_column_that_was_made_anew_is_found(desk: Bench) -> None:
    queue(desk, 7)
    book = desk.platform.gradebook
    del book.items[desk.column.id]
    desk.column.id = "made-anew"
    book.items[desk.column.id] = desk.column
    drain(desk)
    assert desk.cell() == 7
    queue(desk, 9)
    drain(desk)
    assert desk.cell() == 9


def test_a_column_that_is_gone_is_said(desk: Bench) -> None:
    queue(desk, 7)
    desk.platform.gradebook.items.clear()
    drain(desk)
    [row] = desk.outbox()
    assert (row.status, row.error_code) == ("refused", "not-found")


def test_two_workers_never_send_the_same_state_twice(desk: Bench) -> None:
    for user in ("201", "202"):
        queue(desk, 5, user=user)
    workers = [threading.Thread(target=lambda: drain(desk)) for _ in range(4)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    assert desk.taken() == [5, 5]


def test_give_up_after_a_month_of_tries(desk: Bench) -> None:
    queue(desk, 5)
    desk.platform.faults.set("scores", "500")
    began = desk.clock()
    for _ in range(outbox.MOST_ATTEMPTS):
        assert desk.outbox()[0].status == "pending"
        drain(desk)
        desk.clock.advance(seconds=(desk.outbox()[0].next_attempt_at - desk.clock()).total_seconds() + 1)
    [row] = desk.outbox()
    assert (row.status, row.error_code) == ("refused", "retry-later")
    assert dt.timedelta(days=29) < row.next_attempt_at - began < dt.timedelta(days=32)


def test_an_outage_of_the_tool_itself_takes_no_try(desk: Bench) -> None:
    queue(desk, 5)
    desk.clock.advance(days=40)
    desk.platform.faults.set("scores", "500", times=1)
    drain(desk)
    assert desk.outbox()[0].status == "pending"


WORKER = """
import datetime as dt, sys
from lti_tool.worker import Worker
from tests.support.gradebook import Clock, parts
database, client, _, _ = parts(sys.argv[1])
Worker(database, client, Clock(), lease=dt.timedelta(seconds=float(sys.argv[2])), poll=0.1).run()
"""


def start_worker(desk: Bench, lease: float) -> subprocess.Popen[bytes]:
    root = Path(__file__).parents[2]
    return subprocess.Popen([sys.executable, "-c", WORKER, desk.url, str(lease)], cwd=root,
                            env={**os.environ, "PYTHONPATH": str(root)})  # fmt: skip


def test_a_worker_killed_while_it_sends_loses_nothing(desk: Bench) -> None:
    desk.platform.faults.set("scores", "hang")
    queue(desk, 6)
    first = start_worker(desk, lease=1.0)
    assert desk.platform.faults.entered.wait(60)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert desk.outbox()[0].status == "sending"
    desk.platform.faults.clear()  # what the killed worker had sent is taken now
    second = start_worker(desk, lease=30.0)
    try:
        eventually(lambda: desk.outbox()[0].status == "delivered")
    finally:
        second.send_signal(signal.SIGKILL)
        second.wait()
    assert desk.cell() == 6
    assert desk.platform.gradebook.wiped == 0
    assert set(desk.taken()) == {6}
