"""A copy of a PostgreSQL database by its own `pg_dump`, and put back by `pg_restore`."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import column, inspect, make_url, select, table, text
from sqlalchemy.exc import ProgrammingError

from lti_tool.errors import CopyError
from lti_tool.models import ToolKey
from lti_tool.runtime import Runtime
from lti_tool.services.preparation import knows

BEGINS = b"PGDMP"
ASIDE = "poiju_before_restore"
"""Where the tables stand that a copy replaces, until it is in their place."""


def write_copy(runtime: Runtime, target: Path) -> None:
    """Write the database into a file as it is at one moment; nobody is held up."""
    _run(runtime, "pg_dump", "--format=custom", "--schema=public", "--no-owner", "--no-privileges",
         f"--file={target}")  # fmt: skip


def put_back(runtime: Runtime, source: Path) -> None:
    """Let the database hold what a copy holds; where that fails, it holds what it held before."""
    try:
        with runtime.database.begin() as connection:
            connection.execute(text(f"ALTER SCHEMA public RENAME TO {ASIDE}"))
            connection.execute(text("CREATE SCHEMA public"))
    except ProgrammingError as error:
        raise CopyError(f"DATABASE_URL must name the owner of the database: {error.orig}") from error
    try:
        _run(runtime, "pg_restore", "--schema=public", "--no-owner", "--no-privileges", "--exit-on-error",
             "--single-transaction", f"--dbname={_name(runtime)}", str(source))  # fmt: skip
        _check(runtime, source)
    except BaseException:
        _leave(runtime, "public", f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    _leave(runtime, ASIDE)


def _check(runtime: Runtime, source: Path) -> None:
    """See that what was put back can be used. Raises CopyError, or SettingsError for another secret key."""
    version = table("alembic_version", column("version_num"))
    with runtime.database.read() as session:
        if not inspect(session.connection()).has_table(version.name):
            raise CopyError(f"{source} is no whole copy of Poiju's database")
        revision = session.scalars(select(version.c.version_num)).one()
        if not knows(revision):
            raise CopyError(f"{source} was made by a newer version of Poiju (tables {revision})")
        for key in session.scalars(select(ToolKey.private_key)):
            if key:
                runtime.vault.decrypt(key)


def _leave(runtime: Runtime, schema: str, *then: str) -> None:
    with runtime.database.begin() as connection:
        for statement in (f"DROP SCHEMA {schema} CASCADE", *then):
            connection.execute(text(statement))


def _run(runtime: Runtime, program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs. The password travels in its environment, where no list shows it."""
    path = shutil.which(program)
    if path is None:
        raise CopyError(f"{program} is not installed here; it comes with PostgreSQL's client")
    url = make_url(runtime.settings.database)
    asked = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    environment = {name: str(value) for name, value in asked.items() if value}
    environment["PGDATABASE"] = _name(runtime)
    done = subprocess.run(  # noqa: S603  # the words are ours, the paths an operator's
        [path, *words], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = next(iter(done.stderr.strip().splitlines()), f"it ended with {done.returncode}")
        raise CopyError(f"{program}: {said}")


def _name(runtime: Runtime) -> str:
    return make_url(runtime.settings.database).database or ""
