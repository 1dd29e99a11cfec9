"""A worker that is killed at any instant loses no score and sends none twice as two; many share one queue.

Every worker here is a process of its own, killed by signal 9 where its script says so. With
POIJU_TEST_DATABASE_URL the queue is PostgreSQL's, else one SQLite file.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_tool.models import Person
from lti_tool.services import outbox
from lti_tool.stand_in.course import User
from tests.lti_tool.test_worker import queue
from tests.support.gradebook import UNIT, Bench, bench
from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]

DYING = """
import datetime as dt, os, signal, sys
from lti_tool import worker
from lti_tool.services import delivery, outbox, platform_client
from tests.support.gradebook import Clock, parts

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def before(owner, name):
    setattr(owner, name, die)

def after(owner, name):
    whole = getattr(owner, name)
    def then_die(*given, **named):
        whole(*given, **named)
        die()
    setattr(owner, name, then_die)

instant = sys.argv[2]
{
    "claiming": lambda: after(outbox, "claim"),
    "claimed": lambda: before(worker, "deliver"),
    "with a token": lambda: after(platform_client.Tokens, "get"),
    "sent": lambda: after(delivery, "_send"),
    "delivered": lambda: after(worker, "deliver"),
    "settling": lambda: after(outbox, "settle"),
    "settled": lambda: before(worker.Worker, "_note"),
}[instant]()
database, client, _, _ = parts(sys.argv[1])
worker.Worker(database, client, Clock(), lease=dt.timedelta(seconds=1), poll=0.1).run()
"""

QUEUEING = """
import os, signal, sys
from lti_tool.services import outbox
from tests.support.gradebook import Clock, parts
database, _, _, _ = parts(sys.argv[1])
number = [int(one) for one in sys.argv[3:]]
grade = outbox.Grade(registration_id=number[0], line_item_id=number[1], person_id=number[2],
                     unit_key="fi.example.sample/quiz", given=9, maximum=10)
with database.write() as session:
    outbox.queue(session, grade, Clock()())
    if sys.argv[2] == "queueing":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""

ONCE = """
import sys
from lti_tool.worker import Worker
from tests.support.gradebook import Clock, parts
database, client, _, _ = parts(sys.argv[1])
worker = Worker(database, client, Clock())
while worker.once():
    pass
"""

INSTANTS = ("claiming", "claimed", "with a token", "sent", "delivered", "settling", "settled")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def start(script: str, *words: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def killed(script: str, *words: object) -> None:
    """Run a script to the instant at which it is killed."""
    assert start(script, *words).wait(120) == -signal.SIGKILL


def drained(desk: Bench) -> None:
    """Have a worker send what is due, once the lease of the killed one is over."""

    def nothing_left() -> bool:
        worker = desk.worker()
        while worker.once():
            pass
        return all(one.status == "delivered" for one in desk.outbox())

    eventually(nothing_left)


def rises(desk: Bench) -> bool:
    """Whether the time stamps of what the gradebook took rise by a second at least."""
    stamps = [
        dt.datetime.fromisoformat(one["timestamp"]) for one in desk.platform.received if one["status"] == 200
    ]
    return all(later - earlier >= dt.timedelta(seconds=1) for earlier, later in itertools.pairwise(stamps))


@pytest.mark.slow
@pytest.mark.parametrize("instant", INSTANTS)
def test_a_worker_killed_at_any_instant_loses_nothing_and_makes_no_second_column(
    desk: Bench, instant: str
) -> None:
    columns = set(desk.platform.gradebook.items)
    queue(desk, 6)
    killed(DYING, desk.url, instant)
    drained(desk)
    assert desk.cell() == 6
    assert set(desk.taken()) == {6}, "the same grade at most again, never another"
    assert len(desk.outbox()) == 1
    assert set(desk.platform.gradebook.items) == columns
    assert desk.platform.gradebook.wiped == 0
    assert rises(desk)
    sent = {(one["activityProgress"], one["gradingProgress"]) for one in desk.platform.received}
    assert sent == {("Completed", "FullyGraded")}, "no message of progress, which would wipe a grade"


@pytest.mark.slow
@pytest.mark.parametrize("instant", INSTANTS)
def test_no_older_grade_comes_after_a_newer_one_though_a_worker_dies_between(
    desk: Bench, instant: str
) -> None:
    queue(desk, 4)
    killed(DYING, desk.url, instant)
    queue(desk, 9)  # while the killed worker's lease still holds
    drained(desk)
    assert desk.cell() == 9
    assert desk.taken() in ([9], [4, 9]), "in this order, each once"
    assert rises(desk)


@pytest.mark.parametrize(("instant", "arrives"), [("queueing", False), ("queued", True)])
def test_a_grade_is_queued_whole_or_not_at_all(desk: Bench, instant: str, arrives: bool) -> None:
    """The answers, the unit's grade and the row are one transaction: with it they stand or fall."""
    ids = (desk.registration_id, desk.line_item_id, desk.persons["201"])
    killed(QUEUEING, desk.url, instant, *ids)
    drained(desk)
    assert desk.cell() == (9 if arrives else None)
    assert len(desk.outbox()) == int(arrives)


@pytest.mark.slow
def test_many_worker_processes_share_one_queue(desk: Bench) -> None:
    """Twenty-four learners' grades, four workers, each with its own connections: every grade once."""
    users = [str(number) for number in range(300, 324)]
    with desk.database.write() as session:
        rows = {user: Person(platform_id=1, sub=user) for user in users}
        session.add_all(rows.values())
        session.flush()
        desk.persons.update({user: row.id for user, row in rows.items()})
    for user in users:
        desk.platform.users[user] = User(user, "A Learner", "Learner", "en")
        queue(desk, int(user) - 299, 100, user)
    crew = [start(ONCE, desk.url) for _ in range(4)]
    assert [one.wait(120) for one in crew] == [0] * 4
    assert sorted(desk.taken()) == list(range(1, 25))
    assert all(one.status == "delivered" for one in desk.outbox())
    assert all(one.attempts == 0 for one in desk.outbox())


def test_processes_of_one_machine_queue_and_send_at_once(desk: Bench) -> None:
    """A web process goes on queueing while workers send: nobody waits for a lock in vain."""
    crew = [start(DYING.replace(".run()", ".once()"), desk.url, "settled") for _ in range(2)]
    for given in range(1, 9):
        queue(desk, given)
    for one in crew:
        one.wait(120)
    drained(desk)
    assert desk.cell() == 8
    assert desk.taken() == sorted(desk.taken())
    assert desk.outbox()[0].unit_key == UNIT


def test_the_scripts_name_every_instant() -> None:
    """A renamed function of the worker would let a script run on instead of dying."""
    assert all(f'"{instant}":' in DYING for instant in INSTANTS)
    assert dt.timedelta(seconds=10) < outbox.LEASE, "longer than one request may take"
