"""A backup of the database in one file, and the way back."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from lti_tool.errors import CopyError
from lti_tool.runtime import Runtime
from lti_tool.services import postgresql_copies, preparation, restoration, sqlite_copies
from lti_tool.services.admin_sessions import Visit
from lti_tool.services.restoration import Restored


def back_up(runtime: Runtime, target: Path) -> None:
    """Write the database into a file that only its owner reads. It appears whole or not at all."""
    write = sqlite_copies.write_copy if _is_sqlite(runtime) else postgresql_copies.write_copy
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise CopyError(f"{target} cannot be written: {error.strerror}") from error
    os.close(handle)
    partial = Path(name)
    try:
        write(runtime, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def put_back(runtime: Runtime, visit: Visit, source: Path) -> Restored:
    """Let the database hold what a backup holds, bring it up to date, and have grades compared.

    Raises CopyError or SettingsError; then the database is as it was. Stop the tool before.
    """
    with source.open("rb") as file:
        begins = file.read(len(sqlite_copies.BEGINS))
    wanted = sqlite_copies.BEGINS if _is_sqlite(runtime) else postgresql_copies.BEGINS
    if not begins.startswith(wanted):
        kind = "SQLite" if _is_sqlite(runtime) else "PostgreSQL"
        raise CopyError(f"{source} is no backup of a {kind} database, which DATABASE_URL names")
    if _is_sqlite(runtime):
        sqlite_copies.check_copy(runtime, source)
        runtime.database.close()
        sqlite_copies.put_back(runtime, source)
    else:
        with preparation.told():
            postgresql_copies.put_back(runtime, source)
    preparation.upgrade(runtime.database)
    return restoration.restored(runtime, visit)


def _is_sqlite(runtime: Runtime) -> bool:
    return runtime.database.engine.dialect.name == "sqlite"
