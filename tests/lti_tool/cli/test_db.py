"""`poiju db` and a database that is newer than the code, damaged or absent: one line, and a way out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from tests.lti_tool.cli.conftest import Run

GARBAGE = b"this is no database, but it is long enough to be one " * 100
OPENING = [
    ("db", "upgrade"), ("db", "restored"), ("serve",), ("worker", "--once"), ("registration", "list"),
    ("admin", "link"), ("keys", "list"), ("module", "list"), ("outbox", "list"),
]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "data" / "poiju.sqlite3"


@pytest.fixture
def copy(poiju: Run, tmp_path: Path) -> Path:
    """Return a backup of a database with one platform, which then gets another one."""
    file = tmp_path / "copy"
    add(poiju, "https://before.example.fi")
    assert poiju("db", "backup", str(file)).exit_code == 0
    add(poiju, "https://after.example.fi")
    return file


def add(poiju: Run, site: str) -> None:
    assert poiju("registration", "add", "--moodle", site, "--client-id", "abc").exit_code == 0


def say(place: Path, *statements: str) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def make_newer(place: Path) -> None:
    say(place, "UPDATE alembic_version SET version_num = '9999'")


def make_strange(place: Path) -> None:
    make_newer(place)
    say(place, "ALTER TABLE tenant RENAME COLUMN name TO title")


def make_garbage(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(GARBAGE)


def make_damaged(place: Path) -> None:
    """Leave the head of a database, and nothing that it can be read by."""
    say(place, "PRAGMA journal_mode = DELETE")
    place.write_bytes(place.read_bytes()[:1024] + GARBAGE)


def make_absent(place: Path) -> None:
    place.unlink()


def one_line(result: Result, says: str) -> None:
    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit), result.exception
    [line] = result.stderr.splitlines()
    assert line.startswith("poiju: ")
    assert says in line


@pytest.mark.parametrize("words", OPENING, ids=" ".join)
def test_every_command_tells_of_a_file_that_is_no_database(poiju: Run, place: Path, words: list[str]) -> None:
    make_garbage(place)
    result = poiju(*words)
    one_line(result, "file is not a database")
    assert result.exit_code == 4
    assert "`poiju db restore FILE`" in result.stderr
    assert place.read_bytes() == GARBAGE


@pytest.mark.parametrize("words", OPENING, ids=" ".join)
def test_every_command_tells_of_tables_that_it_cannot_work_with(
    poiju: Run, place: Path, words: list[str]
) -> None:
    poiju("db", "upgrade")
    make_strange(place)
    result = poiju(*words)
    one_line(result, "newer version of Poiju (revision 9999)")
    assert result.exit_code == 4


def test_commands_go_on_with_tables_that_were_only_added_to(poiju: Run, place: Path) -> None:
    add(poiju, "https://before.example.fi")
    make_newer(place)
    result = poiju("registration", "list")
    assert result.exit_code == 0
    assert "https://before.example.fi" in result.stdout
    assert "newer version of Poiju (revision 9999)" in result.stderr


@pytest.mark.parametrize(
    "change",
    [make_newer, make_strange, make_garbage, make_damaged, make_absent],
    ids=lambda one: one.__name__,
)
def test_a_backup_is_put_back_whatever_stands_there_now(
    poiju: Run, place: Path, copy: Path, change: Callable[[Path], None]
) -> None:
    change(place)
    result = poiju("db", "restore", str(copy))
    assert result.exit_code == 0, (result.output, result.exception)
    listed = poiju("registration", "list")
    assert listed.exit_code == 0
    assert listed.stderr == ""
    assert "https://before.example.fi" in listed.stdout
    assert "https://after.example.fi" not in listed.stdout


def test_what_was_no_database_is_kept_beside(poiju: Run, place: Path, copy: Path) -> None:
    make_garbage(place)
    place.chmod(0o600)
    assert poiju("db", "restore", str(copy)).exit_code == 0
    kept = place.with_name("poiju.sqlite3.damaged")
    assert kept.read_bytes() == GARBAGE
    assert place.stat().st_mode == kept.stat().st_mode


def test_a_backup_that_is_refused_leaves_what_stands_there(poiju: Run, place: Path, copy: Path) -> None:
    make_garbage(place)
    copy.write_bytes(b"SQLite format 3\0 and then nothing")
    one_line(poiju("db", "restore", str(copy)), "no whole copy")
    assert place.read_bytes() == GARBAGE


def test_a_database_that_somebody_holds_is_not_written_over(
    poiju: Run, place: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lti_tool.services.sqlite_copies.PATIENCE", 0.1)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        one_line(poiju("db", "restore", str(copy)), "database is locked")
    assert "https://after.example.fi" in poiju("registration", "list").stdout


def test_tables_are_backed_up_as_they_are(poiju: Run, place: Path, tmp_path: Path) -> None:
    poiju("db", "upgrade")
    make_strange(place)
    assert poiju("db", "backup", str(tmp_path / "strange")).exit_code == 0
    with closing(sqlite3.connect(tmp_path / "strange")) as copied:
        assert copied.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


@pytest.mark.parametrize("change", [make_garbage, None])
def test_what_cannot_be_backed_up_is_told_and_leaves_no_file(
    poiju: Run, place: Path, tmp_path: Path, change: Callable[[Path], None] | None
) -> None:
    if change:
        change(place)
    one_line(poiju("db", "backup", str(tmp_path / "copy")), str(place))
    assert [one.name for one in tmp_path.iterdir()] == ["data"]
    assert place.exists() is bool(change)
