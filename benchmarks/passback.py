"""`python -m benchmarks.passback`: what a score costs: requests, tokens and CPU.

Scores of many learners are queued, then `poiju worker --once` sends them to the stand-in platform, which runs
in this process. The worker's CPU time less that of a worker without work is the scores'. Floor: the same
requests by http.client on a new connection each, as the tool makes them, with nothing behind.
"""

from __future__ import annotations

import http.client
import json
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import select

from benchmarks.processes import ROOT, free_port, machine, need_proc
from benchmarks.tool import environment_of, registration_of, running_tool
from lti_tool.models import Context, Deployment, LineItem, Person, Platform, Registration, ResourceLink
from lti_tool.runtime import Runtime
from lti_tool.services import outbox
from lti_tool.stand_in.app import running
from lti_tool.stand_in.course import Platform as StandIn
from lti_tool.stand_in.course import User

SCORES = 300
ROUNDS = 3
UNIT = "fi.poiju.alignment/quiz"


def main() -> None:
    """Measure and print."""
    need_proc()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # the stand-in's lines, one per request
    print(machine())
    port = free_port()
    with tempfile.TemporaryDirectory() as name, running(f"http://localhost:{port}") as platform:
        for number in range(SCORES):
            platform.users[f"l{number}"] = User(f"l{number}", f"Learner {number}", "Learner", "en")
        folder = Path(name) / "tool"
        registration = registration_of(platform.issuer, platform.client_id, platform.deployment_id)
        with running_tool(folder, port, registration, POIJU_WORKER="0") as (_, runtime):
            people, item = _course(runtime, platform)
            costs, walls, floors = [], [], []
            for number in range(ROUNDS):
                _queue(runtime, people, item, given=number + 1)
                cpu, wall = _worker(folder, port)
                idle = _worker(folder, port)[0]  # nothing is left to send
                costs.append((cpu - idle) * 1000 / SCORES)
                walls.append(wall * 1000 / SCORES)
                floors.append(_floor(platform))
            sent = len([one for one in platform.received if one["status"] == 200])
    print(f"{sent} scores in {len(platform.received)} requests with {platform.tokens_given} tokens")
    cost, floor = statistics.median(costs), statistics.median(floors)
    print(f"CPU a score: {cost:.2f} ms ({min(costs):.2f} to {max(costs):.2f})")
    print(f"wall: {statistics.median(walls):.1f} ms, the stand-in's work included")
    print(f"floor, the request alone: {floor:.2f} ms; times the floor: {cost / floor:.1f}")


def _course(runtime: Runtime, platform: StandIn) -> tuple[list[int], int]:
    """Enter a course with all learners and a column; return the people's ids and the column's."""
    link = platform.add_link("Quiz", {"unit": UNIT}, maximum=100.0)
    assert link.line_item is not None
    with runtime.database.write() as session:
        registration = session.scalars(select(Registration)).one()
        place = session.scalars(select(Deployment)).one()
        course = Context(deployment_id=place.id, context_id=platform.context_id)
        session.add(course)
        session.flush()
        activity = ResourceLink(
            deployment_id=place.id, resource_link_id=link.id, context_id=course.id, unit_key=UNIT
        )
        people = [
            Person(platform_id=session.scalars(select(Platform.id)).one(), sub=f"l{number}")
            for number in range(SCORES)
        ]
        session.add_all([activity, *people])
        session.flush()
        url = f"{platform.issuer}/services/lineitems/{link.line_item.id}"
        item = LineItem(registration_id=registration.id, url=url, resource_link_id=activity.id, scopes=[])
        session.add(item)
        session.flush()
        return [one.id for one in people], item.id


def _queue(runtime: Runtime, people: list[int], item: int, given: float) -> None:
    with runtime.database.write() as session:
        for person in people:
            grade = outbox.Grade(
                registration_id=1, line_item_id=item, person_id=person, unit_key=UNIT, given=given, maximum=10
            )
            outbox.queue(session, grade, runtime.now())


def _worker(folder: Path, port: int) -> tuple[float, float]:
    """Run the worker; return its CPU and wall seconds."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "lti_tool", "worker", "--once"]
    quiet = subprocess.DEVNULL
    environment = {**os.environ, **environment_of(folder, port)}
    subprocess.run(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - began


def _floor(platform: StandIn) -> float:
    """Return the CPU ms of this thread for one such request, without anything behind it."""
    url = urlsplit(platform.issuer)
    body = json.dumps(
        {"userId": "l1", "scoreGiven": 1, "scoreMaximum": 10, "timestamp": "2026-11-28T12:00:00Z"}
    )
    began = time.thread_time()
    for _ in range(SCORES):
        connection = http.client.HTTPConnection(url.hostname or "", url.port)
        connection.request("POST", "/nowhere", body, {"Connection": "close"})
        connection.getresponse().read()
        connection.close()
    return (time.thread_time() - began) * 1000 / SCORES


if __name__ == "__main__":
    main()
