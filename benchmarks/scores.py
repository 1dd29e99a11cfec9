"""`python -m benchmarks.scores`: learners submit a quiz while the platform works, hangs or answers 503.

The tool runs as `poiju serve`, the stand-in platform in this process. Measured is what the learner waits for:
the submission and the page behind it, each fault beside the platform that works (the floor). Afterwards the
platform is mended and every accepted grade must stand in its gradebook: what is missing is counted.
"""

from __future__ import annotations

import logging
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.big20 import write_modules
from benchmarks.browser import Answer, Browser
from benchmarks.processes import free_port, machine, need_proc
from benchmarks.tool import registration_of, running_tool
from lti_tool.stand_in.app import running
from lti_tool.stand_in.course import Platform, ResourceLink, User
from lti_tool.stand_in.faults import Kind

LEARNERS = 40
OUTAGE = 15.0  # seconds that a fault outlives the last submission: longer than the tool waits for an answer
RECOVERY = 300.0  # seconds in which all must have arrived; the first wait after a failure is 30
RIGHT, WRONG = "1", "0"  # of the four answers of every question, by their place in the definition
UNIT = "org.example.big-01/quiz-1"
CASES: tuple[tuple[str, Kind | None], ...] = (("works", None), ("answers 503", "503"), ("hangs", "hang"))

_FORM = re.compile(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
_CHOICE = re.compile(r'<input type="radio" id="[^"]*" name="([^"]*)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')


@dataclass(slots=True)
class Case:
    """What was measured of one behaviour of the platform."""

    name: str
    times: list[float]  # ms
    accepted: dict[str, float]  # by learner: the share that the tool said
    lost: int = 0
    recovery: float = 0.0


def main() -> None:
    """Measure and print."""
    need_proc()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # the stand-in's lines, one per request
    print(machine())
    cases = []
    for name, fault in CASES:
        with _site() as (platform, link, port):
            cases.append(_measure(name, fault, platform, link, port))
    floor = statistics.median(cases[0].times)
    print(f"{'platform':12} accepted   page ms p50   p95   × working   lost   all there after s")
    for case in cases:
        middle, late = statistics.median(case.times), statistics.quantiles(case.times, n=20)[-1]
        print(
            f"{case.name:12}{len(case.accepted):9}{middle:14.0f}{late:6.0f}{middle / floor:12.2f}"
            f"{case.lost:7}{case.recovery:12.1f}"
        )


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
        with running_tool(folder / "tool", port, registration, module):
            yield platform, link, port


def _measure(name: str, fault: Kind | None, platform: Platform, link: ResourceLink, port: int) -> Case:
    learners = [f"learner-{number}" for number in range(LEARNERS)]
    tries = {learner: _begin(platform, link, learner, port) for learner in learners}
    if fault:
        platform.faults.set("token", fault)
        platform.faults.set("scores", fault)
    case = Case(name, [], {})
    for number, (learner, (browser, page)) in enumerate(tries.items()):
        right = number % 11  # so that not all grades are one another's
        began = time.perf_counter()
        after = _submit(browser, page, right)
        case.times.append((time.perf_counter() - began) * 1000)
        if after.status == 200:
            case.accepted[learner] = right / 10 * 100
    if fault:
        time.sleep(OUTAGE)
    platform.faults.clear()
    case.recovery, case.lost = _wait_for_all(platform, link, case.accepted)
    return case


def _begin(platform: Platform, link: ResourceLink, learner: str, port: int) -> tuple[Browser, str]:
    """Launch and begin a try; return the browser and the page of questions."""
    at_platform = Browser(urlsplit(platform.issuer).port or 0)
    browser = Browser(port)
    first = at_platform.get(f"/as/{learner}/launch/{link.id}?window=1")
    sent = browser.post("/lti/login", _form(first, "/lti/login")[1])
    answered = at_platform.get(_path(sent.location))
    opened = _follow(browser, browser.post("/lti/launch", _form(answered, "/lti/launch")[1]))
    address, fields = _form(opened, "/attempts/")
    return browser, _follow(browser, browser.post(address, fields)).body.decode()


def _submit(browser: Browser, page: str, right: int) -> Answer:
    """Answer so many of the ten questions right, submit, and see the page behind it."""
    address, fields = _form_of(page, "/attempts/")
    names = dict.fromkeys(_CHOICE.findall(page))
    fields |= {name: RIGHT if place < right else WRONG for place, name in enumerate(names)}
    return _follow(browser, browser.post(address, fields))


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


def _follow(browser: Browser, answer: Answer) -> Answer:
    while answer.status in (302, 303):
        answer = browser.get(_path(answer.location))
    return answer


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _form(answer: Answer, part: str) -> tuple[str, dict[str, str]]:
    return _form_of(answer.body.decode(), part)


def _form_of(page: str, part: str) -> tuple[str, dict[str, str]]:
    """Return address and hidden fields of the first form whose address holds a part."""
    for address, inner in _FORM.findall(page):
        if part in address:
            fields = {unescape(name): unescape(value) for name, value in _HIDDEN.findall(inner)}
            return _path(unescape(address)), fields
    raise SystemExit(f"no form to {part} in: {page[:2000]}")


if __name__ == "__main__":
    main()
