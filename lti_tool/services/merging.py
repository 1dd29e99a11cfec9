"""Makes one row of two that mean the same: whatever refers to the one refers to the other afterwards.

The tables tell who refers to whom, so a new table is merged, too; `merging_rules` says what becomes of two
rows that stood for the same thing, such as two states of one person's progress in a unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, PrimaryKeyConstraint, UniqueConstraint, and_, delete, select
from sqlalchemy.orm import Session

from lti_tool.models import Base
from lti_tool.services.merging_rules import settle
from lti_tool.services.references import Model, Reference, id_of, references


@dataclass(frozen=True, slots=True)
class Key:
    """Columns that no two rows share; `where` limits it to some rows."""

    names: tuple[str, ...]
    where: ColumnElement[bool] | None = None


def merge(session: Session, model: Model, gone: Any, stays: Any) -> None:
    """Let the row `stays` hold what is right of both, every row that refers to `gone` refer to it, and delete
    `gone`. Both are ids of one table."""
    settle(session.get_one(model, stays), session.get_one(model, gone), keys_of(model))
    session.flush()
    for reference in references(model):
        for row in session.scalars(select(reference.model).where(reference.column == gone)).all():
            _refer(session, row, reference, stays)
    session.execute(delete(model).where(id_of(model) == gone))
    session.expire_all()


def unique_keys(model: Model) -> Iterator[Key]:
    """Yield what no two rows of a table share."""
    table: Any = model.__table__
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint):
            yield Key(_names(constraint.columns))
    for index in table.indexes:
        if index.unique:
            yield Key(_names(index.columns), index.dialect_options["sqlite"].get("where"))


def _refer(session: Session, row: Base, reference: Reference, stays: Any) -> None:
    twin = _twin(session, row, reference.name, stays)
    if twin is None:
        setattr(row, reference.name, stays)
        session.flush()
    else:
        merge(session, type(row), _identity(row), _identity(twin))


def _twin(session: Session, row: Base, changed: str, value: Any) -> Base | None:
    """Return the row that stands already where this one would come to stand."""
    model = type(row)
    for key in unique_keys(model):
        if changed not in key.names:
            continue
        wanted = {name: value if name == changed else getattr(row, name) for name in key.names}
        if None in wanted.values():  # empty fields are never the same
            continue
        where = [] if key.where is None else [key.where]
        if where and session.scalars(select(model).where(_is(row), *where)).first() is None:
            continue
        same = and_(*(getattr(model, name) == one for name, one in wanted.items()))
        if found := session.scalars(select(model).where(same, *where)).first():
            return found
    return None


def keys_of(model: Model) -> frozenset[str]:
    """Return the columns that say which thing a row is about: its keys, and whom it refers to."""
    table: Any = model.__table__
    referring = {column.name for column in table.columns if column.foreign_keys}
    return frozenset(referring.union(*(key.names for key in unique_keys(model))))


def _names(columns: Any) -> tuple[str, ...]:
    return tuple(column.name for column in columns)


def _identity(row: Base) -> Any:
    return getattr(row, id_of(type(row)).name)


def _is(row: Base) -> ColumnElement[bool]:
    return and_(id_of(type(row)) == _identity(row))
