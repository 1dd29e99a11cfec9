"""Statements that go to the database's driver as they are: for the one that every launch runs.

SQLAlchemy compiles them, once a process, for whichever database it is. What it does around each statement
(a transaction of its own, events, a result) costs several times what the statement itself does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Engine
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert

Build = Callable[[str], ReturningInsert[*tuple[Any, ...]]]
"""Given a dialect's name, gives the statement."""

Processor = Callable[[Any], Any]


class DriverStatement:
    """One statement with named values, and a transaction of its own."""

    def __init__(self, engine: Engine, build: Build) -> None:
        self._engine = engine
        self._build = build
        self._compiled: _Compiled | None = None

    def rows(self, values: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        """Run it and return what it returns, committed; after an error nothing of it stands."""
        connection = self._engine.raw_connection()
        try:
            # Only now: the dialect learns from its first connection what the database can do.
            compiled = self._compiled or self._compile()
            cursor = connection.cursor()
            cursor.execute(compiled.sql, compiled.arguments(values))
            # All of them, as SQLite commits a single statement once it has been read to its end.
            found = cursor.fetchall()
            cursor.close()
            connection.commit()
        finally:
            connection.close()  # back to the pool, which rolls back what was not committed
        return found

    def _compile(self) -> _Compiled:
        dialect = self._engine.dialect
        self._compiled = _Compiled(self._build(dialect.name), dialect)
        return self._compiled


class _Compiled:
    def __init__(self, statement: ReturningInsert[*tuple[Any, ...]], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self.sql = compiled.string
        self._places = compiled.positiontup  # SQLite's values stand in order, PostgreSQL's have names
        self._own = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        impls = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        processors = {name: impl.bind_processor(dialect) for name, impl in impls.items()}
        self._processors: dict[str, Processor] = {
            name: processor for name, processor in processors.items() if processor is not None
        }

    def arguments(self, values: Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
        """Return the values as the driver takes them."""
        given = {**self._own, **values}
        for name, processor in self._processors.items():
            given[name] = processor(given[name])
        return given if self._places is None else [given[name] for name in self._places]
