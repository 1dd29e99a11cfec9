"""`python -m benchmarks.faults`: launches, pages and scores while a platform's key, token or score address
answers 503, hangs or hangs up.

The tool runs as `poiju serve`, the stand-in platform in this process. Each case is a fresh tool and a fresh
platform; the platform that works is the floor. Measured is what a learner waits for: the tool's part of a
launch, and a submission with the page behind it. The platform's keys are known and so old that the tool
wants to fetch them again. Afterwards the platform is mended, and every accepted grade must stand in its
gradebook: what is missing is counted.
"""

from __future__ import annotations

import datetime as dt
import logging
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from benchmarks.big20 import write_modules
from benchmarks.browser import Answer, Browser
from benchmarks.learner import at_the_tool, begin, follow, signed, submit
from benchmarks.processes import free_port, machine, need_proc
from benchmarks.tool import registration_of, running_tool
from lti_tool.db import upsert
from lti_tool.models import PlatformKeys
from lti_tool.runtime import Runtime
from lti_tool.stand_in.app import running
from lti_tool.stand_in.course import Platform, ResourceLink, User
from lti_tool.stand_in.faults import Kind

LEARNERS = 12
LAUNCHES = 40
OUTAGE = 12.0  # seconds that a fault outlives the last submission: longer than the tool waits for an answer
RECOVERY = 300.0  # seconds in which all must have arrived; the first wait after a failure is 30
UNIT = "org.example.big-01/quiz-1"
PLACES = {"jwks": "keys", "token": "tokens", "scores": "scores"}
KINDS: dict[Kind, str] = {"503": "503", "hang": "hang", "drop": "hang up"}


@dataclass(slots=True)
class Case:
    """What was measured of one behaviour of the platform."""

    name: str
    launches: list[float] = field(default_factory=list)  # ms
    pages: list[float] = field(default_factory=list)  # ms
    failed: int = 0  # launches
    accepted: dict[str, float] = field(default_factory=dict)  # by learner: the share that the tool said
    lost: int = 0
    recovery: float = 0.0


def main() -> None:
    """Measure and print."""
    need_proc()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # the stand-in's lines, one per request
    print(machine())
    cases = [_measured(Case("works"), "", None)]
    for place, called in PLACES.items():
        for kind, does in KINDS.items():
            cases.append(_measured(Case(f"{called} {does}"), place, kind))
    floor = cases[0]
    print(
        f"{'platform':15}launches failed  ms p50   p95 × works    pages ms p50   p95 × works    lost  after s"
    )
    for case in cases:
        launches, pages = _row(case.launches, floor.launches), _row(case.pages, floor.pages)
        print(
            f"{case.name:15}{len(case.launches):8}{case.failed:7}{launches}{len(case.accepted):8} {pages}"
            f"{case.lost:8}{case.recovery:9.1f}"
        )


def _row(times: list[float], floor: list[float]) -> str:
    middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return f"{middle:8.1f}{late:6.0f}{middle / statistics.median(floor):8.2f}"


def _measured(case: Case, place: str, kind: Kind | None) -> Case:
    with _site() as (platform, link, port):
        learners = [f"learner-{number}" for number in range(LEARNERS)]
        tries = {learner: begin(platform, link, learner, port) for learner in learners}
        if kind:
            platform.faults.set(place, kind)
        for number in range(LAUNCHES):
            _launch(case, platform, link, learners[number % LEARNERS], port)
        for number, (learner, (browser, page)) in enumerate(tries.items()):
            right = number % 11  # so that not all grades are one another's
            began = time.perf_counter()
            after = submit(browser, page, right)
            case.pages.append((time.perf_counter() - began) * 1000)
            if after.status == 200:
                case.accepted[learner] = right / 10 * 100
        if kind:
            time.sleep(OUTAGE)
        platform.faults.clear()
        case.recovery, case.lost = _wait_for_all(platform, link, case.accepted)
    print(f"  {case.name}: done", flush=True)
    return case


def _launch(case: Case, platform: Platform, link: ResourceLink, learner: str, port: int) -> None:
    """Launch, and time what the tool does of it: login, launch and the page that it leads to."""
    browser = Browser(port)
    fields = at_the_tool(platform, link, learner)
    login, first = _timed(lambda: browser.post("/lti/login", fields))
    message = signed(platform, login)
    opened, second = _timed(lambda: follow(browser, browser.post("/lti/launch", message)))
    case.launches.append((first + second) * 1000)
    case.failed += opened.status != 200


def _timed(act) -> tuple[Answer, float]:  # type: ignore[no-untyped-def]  # anything that answers
    began = time.perf_counter()
    answer = act()
    return answer, time.perf_counter() - began


@contextmanager
def _site() -> Iterator[tuple[Platform, ResourceLink, int]]:
    """Run a fresh tool with a quiz beside a fresh platform with learners."""
    port = free_port()
    with tempfile.TemporaryDirectory() as name, running(f"http://localhost:{port}") as platform:
        folder = Path(name)
        for number in range(LEARNERS):
            user = User(f"learner-{number}", f"Learner {number}", "Learner", "en")
            platform.users[user.id] = user
        link = platform.add_link("Quiz", {"unit": UNIT}, maximum=100.0)
        module = write_modules(folder / "modules", 1)[0]
        registration = registration_of(platform.issuer, platform.client_id, platform.deployment_id)
        with running_tool(folder / "tool", port, registration, module) as (_, runtime):
            _know_old_keys(runtime, platform)
            yield platform, link, port


def _know_old_keys(runtime: Runtime, platform: Platform) -> None:
    """Let the tool hold keys of two hours ago, before its processes look for them."""
    url = f"{platform.issuer}/jwks"
    values = {
        "document": requests.get(url, timeout=10).json(),
        "fetched_at": runtime.now() - dt.timedelta(hours=2),
    }
    with runtime.database.write() as session:
        upsert(session, PlatformKeys, {"jwks_url": url}, values)


def _wait_for_all(platform: Platform, link: ResourceLink, accepted: dict[str, float]) -> tuple[float, int]:
    """Return after how many seconds every grade stood in its cell, and how many never did."""
    began, item = time.monotonic(), link.line_item
    assert item is not None
    while True:
        with platform.gradebook.lock:
            cells = {user: grade.score for (_, user), grade in platform.gradebook.cells.items()}
        missing = [user for user, score in accepted.items() if cells.get(user) != score]
        passed = time.monotonic() - began
        if not missing or passed > RECOVERY:
            return passed, len(missing)
        time.sleep(0.1)


if __name__ == "__main__":
    main()
