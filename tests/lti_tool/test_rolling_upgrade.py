"""A migration leaves the code of the version before at work: for each, what that code says to the database is
said to the newest tables. So instances can be replaced one after the other, and a step back is possible.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, UniqueConstraint, delete, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from lti_tool.db import Database
from lti_tool.services.preparation import MIGRATIONS, upgrade
from tests.support.rows import a_row
from tests.support.tool import begin_anew

POSTGRESQL = os.environ.get("POIJU_TEST_DATABASE_URL", "").startswith("postgresql")
EARLIER = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions() if one.nextrev]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(os.environ.get("POIJU_TEST_DATABASE_URL") or f"sqlite:///{tmp_path / 'x.sqlite3'}")
    begin_anew(made)
    yield made
    begin_anew(made)  # the same database serves other tests, which rely on their tables
    made.close()


def as_the_code_before_knows_them(database: Database, revision: str) -> list[Table]:
    """Return the tables of a revision, and bring the database to the newest one."""
    upgrade(database, revision)
    known = MetaData()
    known.reflect(database.engine)
    upgrade(database)
    return [one for one in known.sorted_tables if one.name != "alembic_version"]


@pytest.mark.parametrize("revision", EARLIER)
def test_the_code_before_writes_reads_changes_and_deletes(database: Database, revision: str) -> None:
    tables = as_the_code_before_knows_them(database, revision)
    assert len(tables) > 15
    for table in tables:
        with database.begin() as connection:
            say_all(connection, table)


def say_all(connection: Connection, table: Table) -> None:
    row = a_row(connection, table)
    [primary] = table.primary_key.columns
    mine = primary == row[primary.name]
    found = connection.execute(select(table).where(mine)).one()._mapping
    for name, value in row.items():
        assert told(found[name]) == told(value), f"{table.name}.{name}"
    for keys in unique_keys(table):
        if set(keys) <= set(row):  # empty fields are never the same
            upsert(connection, table, keys, {name: row[name] for name in row if name != "id"})
    connection.execute(update(table).where(mine).values(row))
    connection.execute(delete(table).where(mine))
    assert connection.execute(select(table).where(mine)).first() is None


def told(value: Any) -> Any:
    """Leave out the offset, which SQLite's plain columns do not keep."""
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def unique_keys(table: Table) -> list[tuple[str, ...]]:
    """Return the keys by which that code inserts "unless one is there"."""
    constraints = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    return [tuple(column.name for column in one.columns) for one in constraints]


def upsert(connection: Connection, table: Table, keys: tuple[str, ...], row: Any) -> None:
    """Do what `lti_tool.db.upsert` does; a database without just that key refuses it."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = build(table).values(row)
    changed = {keys[0]: statement.excluded[keys[0]]}
    connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=changed))


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE tenant DROP COLUMN name",
        "ALTER TABLE tenant RENAME COLUMN slug TO short",
        "ALTER TABLE tenant RENAME TO institution",
    ],
)
def test_a_migration_that_takes_something_away_would_be_found(database: Database, change: str) -> None:
    tables = as_the_code_before_knows_them(database, EARLIER[0])
    [tenant] = [one for one in tables if one.name == "tenant"]
    with database.begin() as connection:
        say_all(connection, tenant)
        connection.execute(text(change))
    with pytest.raises(DBAPIError), database.begin() as connection:
        say_all(connection, tenant)
