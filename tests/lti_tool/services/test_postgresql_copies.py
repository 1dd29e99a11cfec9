"""PostgreSQL's own programs are told what the driver is told: options, sockets, ports, and no password."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, make_url

from lti_tool.runtime import Runtime
from lti_tool.services import postgresql_copies, preparation
from tests.support.tool import begin_anew, tool_settings

psycopg = pytest.importorskip("psycopg")
SERVER = os.environ.get("POIJU_TEST_DATABASE_URL", "")

Started = tuple[list[str], dict[str, str]]
Start = Callable[[str], Started]


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Return what a backup of a database starts, and in which environment, without starting it."""
    seen: list[Started] = []

    def note(words: list[str], env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        seen.append((words, env))
        return subprocess.CompletedProcess(words, 0, "", "")

    def start(url: str) -> Started:
        runtime = Runtime.of(tool_settings(tmp_path, DATABASE_URL=url))
        postgresql_copies.write_copy(runtime, tmp_path / "copy")
        return seen[-1]

    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("subprocess.run", note)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    return start


def address(started: Started) -> str:
    [found] = [word for word in started[0] if word.startswith("--dbname=")]
    return found.removeprefix("--dbname=")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "postgresql://poiju:secret@db.example.fi:5433/poiju?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            {"user": "poiju", "host": "db.example.fi", "port": "5433", "dbname": "poiju",
             "sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"},
        ),
        (
            "postgresql:///poiju?host=/run/postgresql&port=5433",
            {"dbname": "poiju", "host": "/run/postgresql", "port": "5433"},
        ),
        (
            "postgres://poiju@/poiju?host=a.example.fi:5432&host=b.example.fi:5433",
            {"user": "poiju", "dbname": "poiju", "host": "a.example.fi,b.example.fi", "port": "5432,5433"},
        ),
        (
            "postgresql+psycopg://a%40b:secret@[::1]/po%20iju?options=-c%20lock_timeout%3D5s",
            {"user": "a@b", "host": "::1", "dbname": "po iju", "options": "-c lock_timeout=5s"},
        ),
        ("postgresql+psycopg://poiju@db/poiju?prepare_threshold=5",
         {"user": "poiju", "host": "db", "dbname": "poiju"}),
    ],
)  # fmt: skip
def test_all_that_the_address_says_reaches_the_program(
    url: str, told: dict[str, str], started: Start
) -> None:
    given = address(started(url))
    assert given.startswith("postgresql://")
    assert psycopg.conninfo.conninfo_to_dict(given) == told


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://poiju:pass%2Fword@db.example.fi/poiju",
        "postgresql://poiju@db.example.fi/poiju?password=pass%2Fword&sslmode=require",
        "postgresql://poiju:pass%2Fword@db.example.fi/poiju?sslkey=/etc/key.pem&sslpassword=passphrase",
    ],
)
def test_the_password_stands_in_the_environment_alone(url: str, started: Start, tmp_path: Path) -> None:
    words, environment = started(url)
    assert not [word for word in words if "pass" in word.replace(str(tmp_path), "")]
    assert environment["PGPASSWORD"] == "pass/word"


def test_without_a_password_that_of_the_operator_s_environment_counts(
    started: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "PGPASSWORD" not in started("postgresql://poiju@db/poiju")[1]
    monkeypatch.setenv("PGPASSWORD", "of the operator")
    assert started("postgresql://poiju@db/poiju")[1]["PGPASSWORD"] == "of the operator"


@pytest.mark.skipif(
    not SERVER.startswith("postgresql") or shutil.which("pg_dump") is None,
    reason="needs PostgreSQL (POIJU_TEST_DATABASE_URL) and pg_dump (postgresql-client)",
)
def test_a_database_whose_server_stands_in_the_query_is_copied(tmp_path: Path) -> None:
    url = make_url(SERVER)
    query = {"host": url.host or "", "port": str(url.port or 5432), "application_name": "poiju copies"}
    moved = URL.create(url.drivername, url.username, url.password, None, None, url.database, query)
    address = moved.render_as_string(hide_password=False)
    runtime = Runtime.of(tool_settings(tmp_path, DATABASE_URL=address))
    begin_anew(runtime.database)
    try:
        preparation.upgrade(runtime.database)
        postgresql_copies.write_copy(runtime, tmp_path / "copy")
        postgresql_copies.put_back(runtime, tmp_path / "copy")
    finally:
        begin_anew(runtime.database)
        runtime.database.close()
    assert (tmp_path / "copy").read_bytes().startswith(postgresql_copies.BEGINS)
