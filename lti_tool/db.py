"""The database: reading and writing sessions that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, create_engine, event, literal_column, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.dml import ReturningInsert

from lti_tool.models.base import Base

BUSY_MILLISECONDS = 10_000

Writer = Session | Connection
AnyInsert = postgresql.Insert | sqlite.Insert


class Database:
    """One engine per process. Open it after a fork, never before."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(
            _with_driver(url),
            pool_pre_ping=not url.startswith("sqlite"),
            hide_parameters=True,  # an error of the database is logged: its values are people's
        )
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._writing = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        self._peeking = self.engine.execution_options(begin="")

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

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a transaction like `write`, without the object mapper: for what every launch does."""
        with self._writing.begin() as connection:
            yield connection

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Open a connection for single reads: no object mapper and, on SQLite, no transaction."""
        with self._peeking.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections; one that a thread still uses, as soon as it is given back."""
        event.listen(self.engine, "checkin", _close_returned)
        self.engine.dispose()


def upsert(
    writer: Writer, table: type[Base], keys: Mapping[str, Any], values: Mapping[str, Any] | None = None
) -> int:
    """Insert a row or change the one with the same unique keys, in one statement; return its id."""
    connection = _connection(writer)
    given = values or {}
    statement = _upsert(connection.dialect.name, table, tuple(keys), tuple(given))
    found: int = connection.execute(statement, {**keys, **given}).scalar_one()
    return found


def insert_if_absent(
    writer: Writer, table: type[Base], keys: Sequence[str], values: Mapping[str, Any]
) -> bool:
    """Insert a row unless one with the same unique keys exists; tell whether it was inserted."""
    connection = _connection(writer)
    statement = _insert_if_absent(connection.dialect.name, table, tuple(keys), tuple(values))
    return connection.execute(statement, dict(values)).first() is not None


def alone(session: Session, table: type[Base]) -> None:
    """Let only this transaction write to a table until it ends; others read on.

    On SQLite every writing transaction is alone already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"LOCK TABLE {table.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))


# Building a statement costs ten times as much as running it, so each is built once.
@cache
def _upsert(
    dialect: str, table: type[Base], keys: tuple[str, ...], values: tuple[str, ...]
) -> ReturningInsert[int]:
    insert = _insert(dialect, table).values({name: bindparam(name) for name in (*keys, *values)})
    # DO NOTHING would return no id, so a row without other values gets its own key again.
    changed = {name: insert.excluded[name] for name in (values or keys[:1])}
    return insert.on_conflict_do_update(index_elements=list(keys), set_=changed).returning(
        table.__table__.c.id
    )


@cache
def _insert_if_absent(
    dialect: str, table: type[Base], keys: tuple[str, ...], values: tuple[str, ...]
) -> ReturningInsert[int]:
    insert = _insert(dialect, table).values({name: bindparam(name) for name in values})
    # The count of rows says nothing on PostgreSQL: SQLAlchemy asks for the new key there and gets -1.
    return insert.on_conflict_do_nothing(index_elements=list(keys)).returning(literal_column("1", Integer))


def _insert(dialect: str, table: type[Base]) -> AnyInsert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table.__table__)  # type: ignore[arg-type]  # a Table, typed as FromClause


def _connection(writer: Writer) -> Connection:
    return writer.connection() if isinstance(writer, Session) else writer


def _close_returned(_connection: object, record: ConnectionPoolEntry) -> None:
    # A pool that was disposed of keeps what is given back later, open, until it is collected.
    record.close()


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
    if statement := connection.get_execution_options().get("begin", "BEGIN"):
        # Past SQLAlchemy, which would prepare and log it like any statement: every launch begins two.
        connection.connection.cursor().execute(statement).close()
