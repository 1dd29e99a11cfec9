"""What must be there before the first request: folders, tables, a signing key, the shipped modules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, select, table, text
from sqlalchemy.exc import DatabaseError, OperationalError

from lti_tool.config import Settings
from lti_tool.db import Database
from lti_tool.errors import InstallError
from lti_tool.models import ModuleRelease
from lti_tool.runtime import Runtime
from lti_tool.services.installation import install
from lti_tool.services.newer_tables import see_that_they_serve
from packager.definition.problems import DefinitionError
from packager.errors import SettingsError

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
_LOCK = 7026_2026  # any number, the same for every process: only one upgrades a PostgreSQL at a time


def prepare(runtime: Runtime) -> list[str]:
    """Make everything ready; say what was done. Doing it again changes nothing."""
    make_folders(runtime.settings)
    upgrade(runtime.database)
    runtime.tool_keys.ensure()
    return _install_shipped(runtime)


def make_folders(settings: Settings) -> None:
    """Make the data folder. Raises SettingsError where it cannot be written."""
    try:
        settings.bundles.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"POIJU_DATA_DIR: {settings.data_dir} cannot be written ({error.strerror}); "
            "name a folder that this user owns"
        ) from error


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables to a revision; those of a newer version stay as they are, where they serve this one.

    Raises SettingsError when they do not, or the database cannot be opened.
    """
    with told(), database.begin() as connection:
        _lock(connection)
        present = _revision_of(connection)
        if present is None or knows(present):
            command.upgrade(migrations(connection), revision)
        else:
            see_that_they_serve(connection, present)


@contextmanager
def told() -> Iterator[None]:
    """Say in one line that a database cannot be opened, by raising SettingsError."""
    try:
        yield
    except OperationalError as error:
        why = " ".join(str(error.orig).split())  # PostgreSQL's driver writes several lines
        raise SettingsError(f"DATABASE_URL: the database cannot be opened: {why}") from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # a statement of ours was refused: a bug
            raise
        raise SettingsError(  # SQLite says so of files
            f"DATABASE_URL: the database cannot be read: {error.orig}; name another file, or put back a "
            "backup with `poiju db restore FILE`"
        ) from error


def migrations(connection: Connection) -> Config:
    """Return what Alembic needs to work on a connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def knows(revision: str) -> bool:
    """Tell whether tables of a revision can be brought up to date; those of a newer version cannot."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    return revision in {one.revision for one in scripts.walk_revisions()}


def shipped_modules() -> list[Path]:
    """Return the folders of the modules that come with Poiju: a checkout's or an installed wheel's."""
    root = Path(__file__).resolve().parents[2]
    packed = root / "packager" / "_modules"
    base = packed if packed.is_dir() else root / "modules"
    return sorted(path.parent for path in base.glob("*/module.yaml"))


def _install_shipped(runtime: Runtime) -> list[str]:
    with runtime.database.read() as session:
        if session.scalars(select(ModuleRelease.id)).first() is not None:
            return []
    return [_install_one(runtime, folder) for folder in shipped_modules()]


def _install_one(runtime: Runtime, folder: Path) -> str:
    """Install a shipped module; one that is being edited must not keep the tool from starting."""
    try:
        return f"installed {install(runtime, folder)}"
    except (DefinitionError, InstallError) as error:
        first = str(error).partition("\n")[0]
        return f"not installed: {folder.name}: {first}; see `poiju check {folder}`"


def _revision_of(connection: Connection) -> str | None:
    version = table("alembic_version", column("version_num"))
    if not connection.dialect.has_table(connection, version.name):
        return None
    return connection.execute(select(version.c.version_num)).scalar_one_or_none()


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
