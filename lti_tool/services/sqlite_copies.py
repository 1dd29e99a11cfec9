"""A copy of a SQLite database, made while the tool runs, and put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from lti_tool.errors import CopyError
from lti_tool.runtime import Runtime
from lti_tool.services.preparation import knows

BEGINS = b"SQLite format 3\0"


def write_copy(runtime: Runtime, target: Path) -> None:
    """Write the database into a file as it is at one moment; whoever writes meanwhile is not held up."""
    with closing(sqlite3.connect(target)) as copy:
        with closing(_opened(_place(runtime))) as live:
            live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions


def check_copy(runtime: Runtime, source: Path) -> None:
    """See that a copy can be put back. Raises CopyError, or SettingsError for another secret key."""
    try:
        with closing(_opened(source)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise CopyError(f"{source} is damaged")
            [revision] = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            for (key,) in copy.execute("SELECT private_key FROM tool_key"):
                if key:
                    runtime.vault.decrypt(key)
    except (sqlite3.Error, TypeError) as error:
        raise CopyError(f"{source} is no whole copy of Poiju's database: {error}") from error
    if not knows(revision):
        raise CopyError(f"{source} was made by a newer version of Poiju (tables {revision})")


def put_back(runtime: Runtime, source: Path) -> None:
    """Let the database hold what a copy holds, all or nothing."""
    place = _place(runtime)
    with closing(_opened(source)) as copy, closing(sqlite3.connect(place)) as live:
        if source.resolve() == place.resolve():
            raise CopyError(f"{source} is the database itself")
        copy.backup(live)
        live.execute("PRAGMA journal_mode = WAL")


def _place(runtime: Runtime) -> Path:
    return Path(make_url(runtime.settings.database).database or "")


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file that exists; SQLite by itself would make an empty one."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)
