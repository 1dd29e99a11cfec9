"""`/metrics`: what Prometheus is told, that nobody else is, and that no label names a person."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lti_tool.errors import Fault
from lti_tool.metrics import Metrics
from lti_tool.services import outbox
from tests.support.gradebook import UNIT, Bench, bench
from tests.support.platform import Platform
from tests.support.ports import free_port
from tests.support.tool import SECRET, URL, Browser, tool_app
from tests.support.waiting import eventually

pytest.importorskip("prometheus_client", reason="needs prometheus_client; `python3 dev.py test` installs it")

TOKEN = "a token for Prometheus"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def measured(tmp_path: Path, platform: Platform) -> Iterator[Flask]:
    """The tool with numbers switched on."""
    with tool_app(tmp_path, platform, POIJU_METRICS_TOKEN=TOKEN) as app:
        yield app


def parsed(text: str) -> dict[str, float]:
    lines = (line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def numbers(app: Flask) -> dict[str, float]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = app.test_client().get("/metrics", base_url=URL, headers=headers)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=")
    return parsed(answer.text)


def test_without_a_setting_there_is_no_such_page(app: Flask) -> None:
    assert app.test_client().get("/metrics", base_url=URL).status_code == 404


@pytest.mark.parametrize(
    "shown", ["", "Bearer", f"Basic {TOKEN}", "Bearer another token for it", f"Bearer {TOKEN}x"]
)
def test_without_the_token_nothing_is_told(measured: Flask, shown: str) -> None:
    answer = measured.test_client().get("/metrics", base_url=URL, headers={"Authorization": shown})
    assert answer.status_code == 401
    assert "poiju_" not in answer.text


def test_launches_are_counted_by_what_became_of_them(measured: Flask, platform: Platform) -> None:
    browser = Browser(measured, platform)
    browser.launch()
    browser.launch()
    browser.launch(exp=1)
    browser.login(iss="https://nobody.example")
    seen = numbers(measured)
    assert seen['poiju_launches_total{outcome="ok",step="launch"}'] == 2
    assert seen[f'poiju_launches_total{{outcome="{Fault.TOKEN_OUTDATED}",step="launch"}}'] == 1
    assert seen['poiju_launches_total{outcome="ok",step="login"}'] == 3
    assert seen[f'poiju_launches_total{{outcome="{Fault.PLATFORM_UNKNOWN}",step="login"}}'] == 1


def test_requests_are_counted_by_route_and_no_label_holds_an_id(measured: Flask, platform: Platform) -> None:
    browser = Browser(measured, platform)
    page = browser.launch().headers["Location"]
    browser.get(page)
    browser.get("/nowhere/learner-1")
    browser.get("/admin/")  # a door that is shut before anything else runs
    browser.client.open("/health", method="INVENTED", base_url=URL)
    seen = numbers(measured)
    counted = [name for name in seen if name.startswith("poiju_request_seconds_count")]
    for labels in (
        'method="POST",route="/lti/launch",status="303"',
        'method="GET",route="none",status="404"',
        'method="GET",route="/admin/",status="403"',
    ):
        assert f"poiju_request_seconds_count{{{labels}}}" in counted
    assert any('method="other"' in name for name in counted)
    secret = re.search(r"/s/([^/]+)/", page)
    assert secret is not None
    for word in (secret[1], "learner-1", platform.issuer, platform.client_id, "course-1"):
        assert not any(word in name for name in seen), word
    buckets = [name for name in seen if 'route="/lti/launch"' in name and "_bucket" in name]
    assert len(buckets) > 5


def test_the_queue_is_told_with_the_age_of_its_oldest_grade(tmp_path: Path) -> None:
    with bench(tmp_path) as desk:
        metrics = Metrics(desk.database, desk.clock)
        queue(desk, "201")
        queue(desk, "202")
        desk.clock.advance(hours=1)
        seen = parsed(metrics.text()[0].decode())
        assert seen['poiju_scores_held{state="pending"}'] == 2
        assert 3600 <= seen["poiju_scores_oldest_seconds"] < 3700
        desk.clock.advance(hours=-1)
        worker = desk.worker(count=metrics.score)
        desk.platform.faults.set("scores", "400", times=1)
        while worker.once():
            pass
        seen = parsed(metrics.text()[0].decode())
        assert seen['poiju_scores_total{code="refused",outcome="refused"}'] == 1
        assert seen['poiju_scores_total{code="delivered",outcome="delivered"}'] == 1
        assert seen['poiju_scores_held{state="delivered"}'] == 1
        assert seen["poiju_scores_oldest_seconds"] == 0


def queue(desk: Bench, user: str) -> None:
    grade = outbox.Grade(
        registration_id=desk.registration_id, line_item_id=desk.line_item_id, person_id=desk.persons[user],
        unit_key=UNIT, given=7, maximum=10,
    )  # fmt: skip
    with desk.database.write() as session:
        outbox.queue(session, grade, desk.clock())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not exist there")
def test_numbers_of_all_processes_are_added_up(tmp_path: Path) -> None:
    port, own = free_port(), free_port()
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "POIJU_URL": "https://poiju.example.fi",
        "POIJU_SECRET_KEY": SECRET, "POIJU_DATA_DIR": str(tmp_path), "DATABASE_URL": "",
        "TMPDIR": str(tmp_path), "POIJU_METRICS_TOKEN": TOKEN, "POIJU_METRICS_BIND": f"127.0.0.1:{own}",
    }  # fmt: skip
    words = [sys.executable, "-m", "lti_tool", "serve", "--port", str(port), "--workers", "3"]
    with (
        (tmp_path / "out").open("w+") as out,
        subprocess.Popen(words, env=environment, stdout=out, stderr=out) as server,
    ):
        try:
            eventually(lambda: got(f"http://127.0.0.1:{port}/ready"), 60)
            before = count(own)
            for _ in range(30):
                assert got(f"http://127.0.0.1:{port}/health")
            assert count(own) == before + 30
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics")
            assert refused.value.code == 401
            refused.value.close()
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
    assert "Traceback" not in (tmp_path / "out").read_text()
    assert not list(tmp_path.glob("poiju-metrics-*")), "the folder of the numbers goes with the tool"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not exist there")
@pytest.mark.parametrize("command", ["serve", "worker"])
def test_an_address_that_another_process_has_is_told_in_one_line(tmp_path: Path, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        bind = f"127.0.0.1:{other.getsockname()[1]}"
        environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "POIJU_URL": "https://poiju.example.fi",
            "POIJU_SECRET_KEY": SECRET, "POIJU_DATA_DIR": str(tmp_path), "DATABASE_URL": "",
            "POIJU_METRICS_BIND": bind,
        }  # fmt: skip
        words = ["serve", "--port", str(free_port()), "--workers", "1"] if command == "serve" else ["worker"]
        ended = subprocess.run(
            [sys.executable, "-m", "lti_tool", *words],
            env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert ended.returncode == 4
    [line] = [one for one in ended.stderr.splitlines() if "INFO" not in one]
    assert line.startswith(f"poiju: POIJU_METRICS_BIND: {bind} cannot be opened: ")


def count(port: int) -> float:
    seen = parsed(got(f"http://127.0.0.1:{port}/metrics"))
    return seen.get('poiju_request_seconds_count{method="GET",route="/health",status="200"}', 0)


def got(url: str) -> str:
    try:
        with urllib.request.urlopen(url) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""
