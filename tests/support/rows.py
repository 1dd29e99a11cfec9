"""Rows of any table, made of what the table says of its columns: for tests that hold for every table."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Table,
    insert,
)

from lti_tool.models import UtcDateTime

MOMENT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
_numbers = itertools.count(1)


def a_row(connection: Connection, table: Table, **given: Any) -> Mapping[str, Any]:
    """Insert a row with something in each column that the table itself does not fill; rows that it refers to
    are made, too, unless they are given. Return what was inserted, with the id."""
    values = dict(given)
    for column in table.columns:
        if column.name in values or _fills_itself(column):
            continue
        [key] = column.foreign_keys or [None]
        values[column.name] = (
            something(column) if key is None else a_row(connection, key.column.table)[key.column.name]
        )
    done = connection.execute(insert(table).values(values))
    [primary] = table.primary_key.columns
    return {**values, primary.name: values.get(primary.name, (done.inserted_primary_key or [None])[0])}


def something(column: Column[Any]) -> Any:
    """Return a value that a column takes and no other row has."""
    number = next(_numbers)
    match column.type:
        case Boolean():
            return False
        case Integer():
            return number
        case Float():
            return 0.5
        case DateTime() | UtcDateTime():
            return MOMENT
        case LargeBinary():
            return b"x"
        case JSON():
            return {}
        case _:
            return f"x{number}"[: getattr(column.type, "length", None) or 20]


def _fills_itself(column: Column[Any]) -> bool:
    own_number = column.primary_key and isinstance(column.type, Integer) and not column.foreign_keys
    return own_number or column.server_default is not None or bool(column.nullable)
