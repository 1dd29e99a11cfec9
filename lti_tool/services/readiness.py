"""Whether this process can do its work now: for load balancers, which send nobody here while it cannot."""

from __future__ import annotations

import datetime as dt
from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import column, select, table
from sqlalchemy.exc import SQLAlchemyError

from lti_tool.runtime import Runtime
from lti_tool.services.preparation import MIGRATIONS

STALE = dt.timedelta(minutes=3)
"""A worker that has not come round for so long hangs: a score takes a minute at most."""


def lacks(runtime: Runtime) -> list[str]:
    """Return what is missing: `database`, `migrations` or `worker`; nothing when all is well."""
    missing = []
    try:
        if _is_behind(runtime):
            missing.append("migrations")
    except SQLAlchemyError:
        missing.append("database")
    if runtime.settings.worker and not _works(runtime):
        missing.append("worker")
    return missing


def _is_behind(runtime: Runtime) -> bool:
    """Tell whether tables are missing. Ones of a newer version are fine: migrations only add."""
    version = table("alembic_version", column("version_num"))
    with runtime.database.connect() as connection:
        if not connection.dialect.has_table(connection, version.name):
            return True
        found = connection.execute(select(version.c.version_num)).scalar_one_or_none()
    return found is None or found in _earlier()


@cache
def _earlier() -> frozenset[str]:
    """Return every revision that this version knows, but for the newest."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    newest = scripts.get_current_head()
    return frozenset(one.revision for one in scripts.walk_revisions() if one.revision != newest)


def _works(runtime: Runtime) -> bool:
    beat = runtime.worker.last_beat
    return beat is not None and runtime.now() - beat < STALE
