"""Tables of a newer version: this one starts on them as long as they hold all that it says to them."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from lti_tool.db import Database
from lti_tool.services.preparation import upgrade
from packager.errors import SettingsError
from tests.support.tool import begin_anew

NEWER = "UPDATE alembic_version SET version_num = '9999'"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(os.environ.get("POIJU_TEST_DATABASE_URL") or f"sqlite:///{tmp_path / 'x.sqlite3'}")
    begin_anew(made)
    upgrade(made)
    yield made
    begin_anew(made)  # the same database serves other tests, which rely on their tables
    made.close()


def say(database: Database, *statements: str) -> None:
    with database.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_step_back_starts_on_tables_that_a_newer_version_has_added_to(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """What docs/operations.md promises: start the old environment again, leave the tables as they are."""
    say(
        database,
        "ALTER TABLE tenant ADD COLUMN motto VARCHAR(20)",
        "ALTER TABLE tenant ADD COLUMN rank INTEGER NOT NULL DEFAULT 1",
        "CREATE TABLE of_tomorrow (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL)",
        NEWER,
    )
    with caplog.at_level(logging.WARNING):
        upgrade(database)
    assert "the tables are of a newer version of Poiju (revision 9999)" in caplog.text
    with database.read() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    assert inspect(database.engine).has_table("of_tomorrow")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("DROP TABLE restoration", "restoration is gone"),
        ("ALTER TABLE tenant RENAME COLUMN name TO title", r"tenant\.name is gone"),
    ],
)
def test_tables_that_lack_something_are_refused_with_the_remedy(
    database: Database, change: str, why: str
) -> None:
    say(database, change, NEWER)
    with pytest.raises(SettingsError, match=f"newer version of Poiju .revision 9999.*{why}") as caught:
        upgrade(database)
    assert "install that version, or put back a backup with `poiju db restore FILE`" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_tables_that_want_what_this_version_does_not_know_are_refused(database: Database) -> None:
    say(
        database,
        "DROP TABLE restoration",
        "CREATE TABLE restoration (id INTEGER PRIMARY KEY, at TIMESTAMP NOT NULL, "
        "by_whom VARCHAR(20) NOT NULL)",
        NEWER,
    )
    with pytest.raises(SettingsError, match=r"restoration\.by_whom must be filled"):
        upgrade(database)
