"""A copy of a SQLite database, made while the tool runs, and put back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from lti_tool.errors import CopyError
from lti_tool.runtime import Runtime
from lti_tool.services.preparation import knows

BEGINS = b"SQLite format 3\0"
NO_DATABASE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
PATIENCE = 5.0  # seconds for which another process may hold the database


def write_copy(runtime: Runtime, target: Path) -> None:
    """Write the database into a file as it is at one moment; whoever writes meanwhile is not held up."""
    place = _place(runtime)
    try:
        with closing(sqlite3.connect(target)) as copy:
            with closing(_opened(place)) as live:
                live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
    except sqlite3.Error as error:
        raise CopyError(f"{place} cannot be copied: {error}") from error


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
    """Let the database hold what a copy holds, all or nothing. A file that is none is kept beside."""
    place = _place(runtime)
    if source.resolve() == place.resolve():
        raise CopyError(f"{source} is the database itself")
    try:
        _fill(place, source)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in NO_DATABASE:
            raise CopyError(f"{place} cannot be written: {error}") from error
        _empty(place)
        _fill(place, source)


def _fill(place: Path, source: Path) -> None:
    with closing(_opened(source)) as copy, closing(sqlite3.connect(place, timeout=PATIENCE)) as live:
        live.execute("PRAGMA schema_version")  # it shows whether there is a database
        copy.backup(live, progress=_give_up_where_held)
        live.execute("PRAGMA journal_mode = WAL")


def _give_up_where_held(status: int, _remaining: int, _total: int) -> None:
    """Stop where the lock was not to be had: Python itself would try for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("database is locked; stop the tool and every worker")


def _empty(place: Path) -> None:
    """Keep what cannot be read as `….damaged`. The emptied file has its owner and rights still."""
    shutil.copy2(place, place.with_name(f"{place.name}.damaged"))
    for companion in ("-wal", "-shm", "-journal"):  # of what is gone: they would be played into the new one
        place.with_name(place.name + companion).unlink(missing_ok=True)
    os.truncate(place, 0)


def _place(runtime: Runtime) -> Path:
    return Path(make_url(runtime.settings.database).database or "")


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file that exists; SQLite by itself would make an empty one."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)
