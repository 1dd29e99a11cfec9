"""`poiju db backup` and `restore`: one file while the tool runs, and back, whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, select

from lti_tool.errors import CopyError
from lti_tool.models import Base, LanguageChoice, Person, Platform, Restoration, Tenant, ToolKey
from lti_tool.runtime import Runtime
from lti_tool.services import database_copies, preparation
from lti_tool.services.admin_sessions import Visit, of_command_line
from lti_tool.services.postgresql_copies import ASIDE
from packager.errors import SettingsError
from tests.support.tool import SECRET, begin_anew, give_key, tool_settings

POSTGRESQL = os.environ.get("POIJU_TEST_DATABASE_URL", "").startswith("postgresql")
pytestmark = pytest.mark.skipif(
    POSTGRESQL and shutil.which("pg_dump") is None, reason="needs pg_dump (postgresql-client)"
)


@pytest.fixture
def tool(tmp_path: Path) -> Iterator[Runtime]:
    made = Runtime.of(tool_settings(tmp_path))
    begin_anew(made.database)
    preparation.upgrade(made.database)
    give_key(made)
    name(made, "before")
    yield made
    begin_anew(made.database)
    made.database.close()


def name(runtime: Runtime, slug: str) -> None:
    with runtime.database.write() as session:
        session.add(Tenant(slug=slug, name=slug))


def names(runtime: Runtime) -> list[str]:
    with runtime.database.read() as session:
        return list(session.scalars(select(Tenant.slug).order_by(Tenant.id)))


def visit(runtime: Runtime) -> Visit:
    return of_command_line(runtime, None)


def test_what_was_backed_up_comes_back_and_grades_are_compared(tool: Runtime, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    database_copies.back_up(tool, copy)
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600, "it holds what learners write for their own eyes"
    assert [one.name for one in tmp_path.iterdir() if "copy" in one.name] == ["copy"]
    name(tool, "after")
    database_copies.put_back(tool, visit(tool), copy)
    assert names(tool) == ["before"]
    with tool.database.read() as session:
        assert len(session.scalars(select(Restoration.at)).all()) == 1
    name(tool, "later")  # and it goes on
    assert names(tool) == ["before", "later"]
    assert ASIDE not in inspect(tool.database.engine).get_schema_names()


def test_an_older_backup_is_brought_up_to_date(tool: Runtime, tmp_path: Path) -> None:
    with tool.database.begin() as connection:
        command.downgrade(preparation.migrations(connection), "0006")
    database_copies.back_up(tool, tmp_path / "copy")
    preparation.upgrade(tool.database)
    database_copies.put_back(tool, visit(tool), tmp_path / "copy")
    assert set(Base.metadata.tables) <= set(inspect(tool.database.engine).get_table_names())
    assert names(tool) == ["before"]


def test_a_backup_is_whole_while_others_write(tool: Runtime, tmp_path: Path) -> None:
    """Two rows of each transaction are there both or not at all."""
    ended = threading.Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            with tool.database.write() as session:
                platform = Platform(tenant_id=1, issuer=f"https://{number}.example")
                session.add(platform)
                session.flush()
                person = Person(platform_id=platform.id, sub=str(number))
                session.add(person)
                session.flush()
                session.add(LanguageChoice(person_id=person.id, language="fi"))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(3):
            database_copies.back_up(tool, tmp_path / f"copy{number}")
    finally:
        ended.set()
        thread.join()
    database_copies.put_back(tool, visit(tool), tmp_path / "copy2")
    with tool.database.read() as session:
        people = session.scalars(select(Person.id)).all()
        assert session.scalars(select(LanguageChoice.person_id)).all() == people
        assert len(session.scalars(select(Platform.id)).all()) == len(people)


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4", b"SQLite format 3\0 and then nothing", b"PGDMP nor this"]
)
def test_another_file_changes_nothing(tool: Runtime, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(CopyError):
        database_copies.put_back(tool, visit(tool), tmp_path / "other")
    assert names(tool) == ["before"]


def test_a_backup_of_another_secret_key_changes_nothing(tool: Runtime, tmp_path: Path) -> None:
    database_copies.back_up(tool, tmp_path / "copy")
    name(tool, "after")
    stranger = Runtime.of(tool_settings(tmp_path, POIJU_SECRET_KEY=SECRET[::-1]))
    with pytest.raises(SettingsError, match="POIJU_SECRET_KEY does not open"):
        database_copies.put_back(stranger, visit(stranger), tmp_path / "copy")
    stranger.database.close()
    assert names(tool) == ["before", "after"]
    with tool.database.read() as session:
        assert session.scalars(select(ToolKey.status)).all() == ["active"]


@pytest.mark.skipif(POSTGRESQL, reason="of SQLite's files")
def test_a_backup_of_a_newer_version_changes_nothing(tool: Runtime, tmp_path: Path) -> None:
    database_copies.back_up(tool, tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy") as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
    copy.close()
    with pytest.raises(CopyError, match="newer version"):
        database_copies.put_back(tool, visit(tool), tmp_path / "copy")
    assert names(tool) == ["before"]


@pytest.mark.skipif(POSTGRESQL, reason="of SQLite's files")
def test_the_database_is_no_backup_of_itself(tool: Runtime, tmp_path: Path) -> None:
    with pytest.raises(CopyError, match="the database itself"):
        database_copies.put_back(tool, visit(tool), tmp_path / "poiju.sqlite3")


def test_a_folder_that_is_not_there_is_told(tool: Runtime, tmp_path: Path) -> None:
    with pytest.raises(CopyError, match="cannot be written"):
        database_copies.back_up(tool, tmp_path / "none" / "copy")
