"""One id_token posted at once to two processes: it is used up in the database, not in memory."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.support.live import Live, live
from tests.support.served import Served, served
from tests.support.wire import Wire

pytestmark = pytest.mark.slow
ROUNDS, MANY = 12, 6


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path, POIJU_WORKER="0", DATABASE_URL="") as running:
        yield running


def test_posts_of_one_id_token_to_two_processes_at_once_open_exactly_one_session(wire: Wire) -> None:
    with served(wire.place, workers=2, POIJU_LOG_FORMAT="json") as processes:
        for _ in range(ROUNDS):
            carried = wire.carried()
            data = {"state": carried.state, "id_token": wire.sign(carried.claims)}
            before = wire.sessions()
            assert sorted(at_once(wire, processes, data)) == [303, *[400] * (MANY - 1)]
            assert wire.sessions() == before + 1
        refusals = [json.loads(line) for line in processes.lines if "login-used" in line]
        assert len({one["process"] for one in refusals}) == 2, "both have refused some"


def at_once(wire: Wire, processes: Served, data: dict[str, str]) -> list[int]:
    gate, answers = threading.Barrier(MANY), []

    def post() -> None:
        gate.wait()
        sent = requests.post(
            f"{processes.url}/lti/launch",
            data=data,
            cookies=wire.http.cookies,
            allow_redirects=False,
            timeout=20,
        )
        answers.append(sent.status_code)

    threads = [threading.Thread(target=post) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
