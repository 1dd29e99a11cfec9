"""`/health` says that the process lives, `/ready` that it can work; neither tells more."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import text

from lti_tool.runtime import Runtime
from lti_tool.services import readiness
from lti_tool.services.preparation import migrations
from tests.support.platform import Platform
from tests.support.ports import free_port
from tests.support.tool import URL, tool_app, tool_settings


@pytest.fixture
def migrated(runtime: Runtime) -> Runtime:
    stamp(runtime, "head")  # the tests' tables are there without migrations
    return runtime


def stamp(runtime: Runtime, revision: str) -> None:
    with runtime.database.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        command.stamp(migrations(connection), revision)


def ready(app: Flask) -> tuple[int, object]:
    answer = app.test_client().get("/ready", base_url=URL)
    return answer.status_code, answer.json


def test_a_tool_that_can_work_is_ready(app: Flask, migrated: Runtime) -> None:
    assert ready(app) == (200, {"status": "ready"})


def test_tables_of_an_older_version_are_told(app: Flask, runtime: Runtime) -> None:
    expected = (503, {"status": "not ready", "lacks": ["migrations"]})
    with runtime.database.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    assert ready(app) == expected
    stamp(runtime, "0006")
    assert ready(app) == expected


def test_tables_of_a_newer_version_do_not_matter(app: Flask, migrated: Runtime) -> None:
    with migrated.database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert ready(app)[0] == 200


def test_a_database_that_is_away_is_told_and_health_goes_on(tmp_path: Path, platform: Platform) -> None:
    with tool_app(tmp_path, platform) as app:
        away = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
        lost = Runtime.of(tool_settings(tmp_path, DATABASE_URL=away))
        assert readiness.lacks(lost) == ["database"]
        app.extensions["poiju"] = lost
        assert ready(app) == (503, {"status": "not ready", "lacks": ["database"]})
        assert app.test_client().get("/health", base_url=URL).json == {"status": "ok"}


def test_a_worker_that_hangs_is_told(
    tmp_path: Path, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tool_app(tmp_path, platform, POIJU_WORKER="1") as app:
        runtime: Runtime = app.extensions["poiju"]
        stamp(runtime, "head")
        monkeypatch.setattr(runtime.worker, "run", lambda: None)  # it starts, and never comes round
        assert ready(app)[0] == 200
        assert runtime.worker.last_beat is not None
        runtime.worker.last_beat -= readiness.STALE + dt.timedelta(seconds=1)
        assert ready(app) == (503, {"status": "not ready", "lacks": ["worker"]})


def test_a_worker_tells_that_it_comes_round(tmp_path: Path, platform: Platform) -> None:
    with tool_app(tmp_path, platform) as app:
        worker = app.extensions["poiju"].worker
        assert worker.last_beat is None
        worker.start(1)
        worker.stop()
        assert worker.last_beat is not None
