"""Who refers to whom, as the tables themselves tell: for all that must follow a row wherever it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, delete, select
from sqlalchemy.orm import Session

from lti_tool.models import Base

Model = type[Base]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of a table that holds ids of another one."""

    model: Model
    name: str

    @property
    def column(self) -> Any:
        """The model's attribute."""
        return getattr(self.model, self.name)


def erase(session: Session, model: Model, which: ColumnElement[bool]) -> None:
    """Delete rows and everything that refers to them."""
    for reference in references(model):
        erase(session, reference.model, reference.column.in_(select(id_of(model)).where(which)))
    session.execute(delete(model).where(which).execution_options(synchronize_session=False))


def references(model: Model) -> Iterator[Reference]:
    """Yield every column that holds ids of a table."""
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.class_.__name__):
        for column in mapper.columns:
            if any(key.column.table is model.__table__ for key in column.foreign_keys):
                yield Reference(mapper.class_, mapper.get_property_by_column(column).key)


def id_of(model: Model) -> Column[Any]:
    """Return the column of a table's ids."""
    table: Any = model.__table__
    [column] = table.primary_key.columns
    return column  # type: ignore[no-any-return]  # a table's columns are not typed
