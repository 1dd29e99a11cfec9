"""The database: reading and writing sessions that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lti_tool.models.base import Base

BUSY_MILLISECONDS = 10_000


class Database:
    """One engine per process. Open it after a fork, never before."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(_with_driver(url), pool_pre_ping=not url.startswith("sqlite"))
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._writing = self.engine.execution_options(writes=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only reads; what it changes is dropped."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session whose changes are committed when the block ends well, and dropped otherwise.

        On SQLite the transaction takes the write lock at once, so it never fails half-way for a lock.
        """
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def upsert(
    session: Session, table: type[Base], keys: Mapping[str, Any], values: Mapping[str, Any] | None = None
) -> int:
    """Insert a row or change the one with the same unique keys, in one statement; return its id."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    changed = values or {next(iter(keys)): next(iter(keys.values()))}  # DO NOTHING would return no id
    statement = (
        insert(table)
        .values(**keys, **(values or {}))
        .on_conflict_do_update(index_elements=list(keys), set_=dict(changed))
        .returning(table.__table__.c.id)
    )
    return int(session.execute(statement).scalar_one())


def insert_if_absent(
    session: Session, table: type[Base], keys: Sequence[str], values: Mapping[str, Any]
) -> bool:
    """Insert a row unless one with the same unique keys exists; tell whether it was inserted."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing(index_elements=list(keys))
    return bool(session.connection().execute(statement).rowcount)


def _with_driver(url: str) -> str:
    """Name the driver that we ship with, also for the address forms that hosting services hand out."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python's sqlite3 would begin transactions by itself, always deferred; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
