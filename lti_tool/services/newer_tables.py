"""Tables of a newer version of Poiju, on which this one starts all the same after a step back.

Migrations only add, so whatever this version says to the tables goes on working. That is looked at rather
than believed: a version that takes something away some day is refused with what to do.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from sqlalchemy import Connection, Table, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn

from lti_tool.models import Base
from packager.errors import SettingsError

log = logging.getLogger(__name__)


def see_that_they_serve(connection: Connection, revision: str) -> None:
    """See that tables of a revision that is not known here hold all that this version needs.

    Raises SettingsError where they do not.
    """
    lacking = next(_lacking(connection), None)
    if lacking is not None:
        raise SettingsError(
            f"DATABASE_URL: the tables are of a newer version of Poiju (revision {revision}), with which "
            f"this one cannot work ({lacking}): install that version, or put back a backup with "
            "`poiju db restore FILE`"
        )
    log.warning(
        "the tables are of a newer version of Poiju (revision %s); this one works with them as they are",
        revision,
    )


def _lacking(connection: Connection) -> Iterator[str]:
    inspector = inspect(connection)
    there = set(inspector.get_table_names())
    for table in Base.metadata.sorted_tables:
        if table.name in there:
            yield from _lacking_in(table, inspector.get_columns(table.name))
        else:
            yield f"{table.name} is gone"


def _lacking_in(table: Table, there: list[ReflectedColumn]) -> Iterator[str]:
    found = {column["name"] for column in there}
    for column in table.columns:
        if column.name not in found:
            yield f"{table.name}.{column.name} is gone"
    for one in there:
        if one["name"] not in table.columns and not one["nullable"] and one["default"] is None:
            yield f"{table.name}.{one['name']} must be filled"
