"""`python -m benchmarks.launch`: what a launch costs the tool, beside a floor and a peer in the same run.

A launch is what a browser does: POST the login, POST the signed launch, one new connection each. All logins
of a round come first, then all tokens are signed off the clock, then all launches; a launch's time is the
sum of its two requests. Floor: two bare Flask requests and one RS256 verification in the same gunicorn. Peer:
pylti1p3 2.0.0 as its README shows. Rounds alternate between the three; CPU time is of the servers only.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from benchmarks import peer_pylti1p3
from benchmarks.browser import Answer, Browser
from benchmarks.platform import NEW_PEOPLE, Platform, running_platform
from benchmarks.processes import cpu_seconds, free_port, machine, need_proc, started
from benchmarks.tool import registration_of, running_tool

ROUNDS = 5
LAUNCHES = {1: 150, 8: 400, 32: 640}  # by how many at once
CPU_AT = 8  # how many at once where CPU is measured
BURSTS, TABS = 25, 8  # launches of one new learner at the same moment
UNIT = "fi.poiju.alignment/purpose"
OURS, FLOOR, PEER = "Poiju", "floor", "pylti1p3"


@dataclass(slots=True)
class Server:
    """A server under measurement and what was measured of it, by how many launches at once."""

    name: str
    port: int
    process: int
    expected: int  # the status that a launch answers with
    cpu: list[float] = field(default_factory=list)  # ms a launch, of each round at 8 at once
    rates: dict[int, list[float]] = field(default_factory=dict)
    times: dict[int, list[float]] = field(default_factory=dict)
    rounds: list[list[float]] = field(default_factory=list)  # times of each round at 32 at once
    fetches: int = 0
    launches: int = 0


def main() -> None:
    """Measure and print."""
    need_proc()
    print(machine())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        platform = stack.enter_context(running_platform())
        servers = _servers(stack, folder, platform)
        for server in servers:
            _round(server, platform, 8, warm_up=True)
        for _ in range(ROUNDS):
            for server in servers:
                for at_once in LAUNCHES:
                    _round(server, platform, at_once)
        failed = _burst(servers[1], platform)
    _report(*servers)
    print(f"{BURSTS} bursts of {TABS} launches of one new learner at once: {failed} launches failed (aim: 0)")


def _servers(stack: ExitStack, folder: Path, platform: Platform) -> list[Server]:
    ports = [free_port() for _ in range(3)]
    registered = (platform.url, platform.client_id, platform.deployment_id)
    floor = started("benchmarks.floor_flask", str(ports[0]), port=ports[0])
    tool = running_tool(folder / "tool", ports[1], registration_of(*registered))
    peer_pylti1p3.write_configuration(folder / "peer", *registered)
    peer = started("benchmarks.peer_pylti1p3", str(folder / "peer"), str(ports[2]), port=ports[2])
    return [
        Server(FLOOR, ports[0], stack.enter_context(floor), 200),
        Server(OURS, ports[1], stack.enter_context(tool)[0], 303),
        Server(PEER, ports[2], stack.enter_context(peer), 200),
    ]


def _round(server: Server, platform: Platform, at_once: int, *, warm_up: bool = False) -> None:
    """Launch as often as the round has it; take times, CPU and how often the key set was fetched."""
    count = LAUNCHES[at_once]
    target = f"http://localhost:{server.port}/lti/launch"
    browsers = [Browser(server.port) for _ in range(count)]
    fetched, cpu = platform.fetches(), cpu_seconds(server.process)

    def login(number: int) -> Answer:
        form = {
            "iss": platform.url, "client_id": platform.client_id, "login_hint": str(number),
            "lti_deployment_id": platform.deployment_id, "target_link_uri": target,
            "lti_message_hint": f'{{"cmid":{number},"launchid":"ltilaunch{number}_{number:032}"}}',
        }  # fmt: skip
        return browsers[number].post("/lti/login", form)

    logins, first, wall = _timed(login, count, at_once)
    tokens = [_token(platform, number, answer.location, target) for number, answer in enumerate(logins)]

    def launch(number: int) -> Answer:
        state, token = tokens[number]
        return browsers[number].post("/lti/launch", {"state": state, "id_token": token})

    launches, second, more = _timed(launch, count, at_once)
    wrong = [answer for answer in launches if answer.status != server.expected]
    if wrong:
        raise SystemExit(f"{server.name}: {len(wrong)} of {count} launches failed: {wrong[0]!r:.500}")
    if warm_up:
        return
    spent = (cpu_seconds(server.process) - cpu) * 1000 / count
    if at_once == CPU_AT:
        server.cpu.append(spent)
    server.fetches += platform.fetches() - fetched
    server.launches += count
    server.rates.setdefault(at_once, []).append(count / (wall + more))
    taken = [(one + other) * 1000 for one, other in zip(first, second, strict=True)]
    server.times.setdefault(at_once, []).extend(taken)
    if at_once == max(LAUNCHES):
        server.rounds.append(taken)


def _burst(server: Server, platform: Platform) -> int:
    """Let new learners launch in several tabs at the same moment; return how many launches failed."""
    target, failed = f"http://localhost:{server.port}/lti/launch", 0
    form = {
        "iss": platform.url, "client_id": platform.client_id, "login_hint": "1",
        "lti_deployment_id": platform.deployment_id, "target_link_uri": target,
    }  # fmt: skip

    def launch(tab: tuple[Browser, tuple[str, str]]) -> Answer:
        browser, (state, token) = tab
        return browser.post("/lti/launch", {"state": state, "id_token": token})

    for burst in range(BURSTS):
        browsers = [Browser(server.port) for _ in range(TABS)]
        logins = [browser.post("/lti/login", form).location for browser in browsers]
        tokens = [_token(platform, NEW_PEOPLE + burst, location, target) for location in logins]
        with ThreadPoolExecutor(TABS) as pool:
            answers = list(pool.map(launch, zip(browsers, tokens, strict=True)))
        failed += sum(answer.status != server.expected for answer in answers)
    return failed


def _timed(act: Callable[[int], Answer], count: int, at_once: int) -> tuple[list[Answer], list[float], float]:
    """Act so many times, some at once; return the answers, the seconds of each, and of all together."""

    def one(number: int) -> tuple[Answer, float]:
        began = time.perf_counter()
        answer = act(number)
        return answer, time.perf_counter() - began

    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        done = list(pool.map(one, range(count)))
    wall = time.perf_counter() - began
    return [answer for answer, _ in done], [seconds for _, seconds in done], wall


def _token(platform: Platform, number: int, location: str, target: str) -> tuple[str, str]:
    """Return state and id_token for a login's answer (of the floor: a token alone)."""
    query = parse_qs(urlsplit(location).query)
    state, nonce = query.get("state", [""])[0], query.get("nonce", [""])[0]
    return state, platform.token(number, nonce, target, UNIT)


def _report(floor: Server, ours: Server, peer: Server) -> None:
    print(f"{'':10}{'CPU ms':>8} [min-max]   × floor  keys/1000   at once: per s, p50, p95, p99 ms")
    for server in (floor, ours, peer):
        cpu, ratio = statistics.median(server.cpu), _ratio(server.cpu, floor.cpu)
        parts = [f"{server.name:10}{cpu:8.2f} [{min(server.cpu):.1f}-{max(server.cpu):.1f}]  {ratio:8.2f}"]
        parts.append(f"{server.fetches * 1000 / server.launches:10.0f}")
        for at_once, times in server.times.items():
            cuts = statistics.quantiles(times, n=100)
            rate = statistics.median(server.rates[at_once])
            parts.append(f"{at_once}: {rate:.0f} {cuts[49]:.1f} {cuts[94]:.1f} {cuts[98]:.1f}")
        print("  ".join(parts))
    print(f"a launch costs {_ratio(ours.cpu, floor.cpu):.2f} times the floor's CPU (aim: at most 3)")
    print(f"the peer's costs {_ratio(peer.cpu, ours.cpu):.2f} times ours (aim: at least 2)")
    print(
        f"rate at 8 at once: {_ratio(ours.rates[8], peer.rates[8]):.2f} times the peer's (aim: at least 3.5)"
    )
    for server in (floor, ours, peer):
        cuts_of_rounds = [statistics.quantiles(one, n=100) for one in server.rounds]
        late = statistics.median(cuts[98] / cuts[49] for cuts in cuts_of_rounds)
        print(f"{server.name}: p99 at 32 at once is {late:.2f} times the median (aim: at most 2)")


def _ratio(one: list[float], other: list[float]) -> float:
    """Return the median of the ratios round by round: a slow minute of the machine hits both sides."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    main()
