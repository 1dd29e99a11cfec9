"""A copy of a PostgreSQL database by its own `pg_dump`, and put back by `pg_restore`."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote, urlencode

from sqlalchemy import column, inspect, select, table, text
from sqlalchemy.exc import ProgrammingError

from lti_tool.errors import CopyError
from lti_tool.models import ToolKey
from lti_tool.runtime import Runtime
from lti_tool.services.preparation import knows

BEGINS = b"PGDMP"
ASIDE = "poiju_before_restore"
"""Where the tables stand that a copy replaces, until it is in their place."""
UNTOLD = frozenset({"autocommit", "context", "prepare_threshold", "sslpassword"})
"""What psycopg takes beside PostgreSQL's own parameters, and a secret that no variable carries."""


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
             "--single-transaction", str(source))  # fmt: skip
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
    told = _told_to_the_driver(runtime)
    password = told.pop("password", None)
    environment = {**os.environ, **({} if password is None else {"PGPASSWORD": password})}
    done = subprocess.run(  # noqa: S603  # the words are ours, the paths an operator's
        [path, f"--dbname={_address(told)}", *words],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        said = next(iter(done.stderr.strip().splitlines()), f"it ended with {done.returncode}")
        raise CopyError(f"{program}: {said}")


def _told_to_the_driver(runtime: Runtime) -> dict[str, str]:
    """Return what the database's address says in PostgreSQL's own words: several hosts are a list there."""
    engine = runtime.database.engine
    told = engine.dialect.create_connect_args(engine.url)[1]
    return {name: str(value) for name, value in told.items() if name not in UNTOLD}


def _address(told: dict[str, str]) -> str:
    """Return an address for PostgreSQL's programs. They take `%20` for a space, but no `+`."""
    options = {name: value for name, value in told.items() if name != "dbname"}
    database = quote(told.get("dbname", ""), safe="")
    return f"postgresql:///{database}?{urlencode(options, quote_via=quote)}"
