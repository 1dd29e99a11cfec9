"""What is held of one person, given out and deleted: whole, of that person alone, of one institution."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner, Result

from lti_tool.cli import COMMANDS
from lti_tool.errors import RegistrationError
from lti_tool.models import AdminAction, Person
from lti_tool.services import admin_sessions, outbox, personal_data
from lti_tool.services.personal_data import Whose
from lti_tool.services.preparation import migrations
from lti_tool.services.references import references
from lti_tool.services.registrations import NewRegistration
from lti_tool.stand_in.demo import registration
from packager.cli import make_group
from tests.support.live import Live, live
from tests.support.person import SUB, TEXT, arrives, everything
from tests.support.wire import Wire

Run = Callable[..., Result]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


@pytest.fixture
def whose(place: Live) -> Whose:
    return Whose(issuer=place.platform.issuer, sub=SUB)


@pytest.fixture
def poiju(place: Live, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line on the same database."""
    settings = place.runtime.settings
    with place.runtime.database.engine.begin() as connection:
        command.stamp(migrations(connection), "head")  # the tables are there already
    for name, value in {
        "POIJU_URL": settings.url, "POIJU_SECRET_KEY": settings.secret_key.get_secret_value(),
        "POIJU_DATA_DIR": str(settings.data_dir), "POIJU_ALLOW_HTTP": "1",
        "DATABASE_URL": settings.database_url,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return lambda *words: CliRunner().invoke(make_group(COMMANDS), words)


def test_the_export_holds_a_row_of_every_table_that_refers_to_people(
    place: Live, poiju: Run, tmp_path: Path
) -> None:
    arrives(place)
    arrives(place, "person-2")
    out = tmp_path / "out.json"
    done = poiju("person", "export", place.platform.issuer, SUB, "--out", str(out))
    assert done.exit_code == 0, done.output
    content = json.loads(out.read_text(encoding="utf-8"))
    tables = {reference.model.__tablename__ for reference in references(Person)}
    assert set(content["held"]) == {*tables, "person", "course_member"}
    whole = out.read_text(encoding="utf-8")
    assert TEXT in whole
    assert f"Marja {SUB}" in whole
    assert "Sandbox course" in whole, "courses have their titles"
    assert "person-2" not in whole
    assert "_hash" not in whole.replace("content_hash", "")
    assert out.stat().st_mode & 0o077 == 0
    again = poiju("person", "export", place.platform.issuer, SUB, "--out", str(out))
    assert again.exit_code == 2
    assert "exists already" in again.output


def test_nothing_is_left_of_who_was_forgotten_and_all_of_everybody_else(place: Live, poiju: Run) -> None:
    arrives(place, "person-2")
    before = everything(place)
    arrives(place)
    done = poiju("person", "forget", place.platform.issuer, SUB, "--yes")
    assert done.exit_code == 0, done.output
    after = everything(place)
    assert SUB not in str(after)
    assert f"Marja {SUB}" not in str(after)
    assert str(after).count(TEXT) == str(before).count(TEXT)
    stays = {"admin_action", "launch_record"}  # neither says who it was: SUB is nowhere
    for table in before.keys() - {*stays, "roster"}:
        assert before[table] == after[table], table
    assert "person-2" in str(after["roster"])
    column = place.links["outcomes"].line_item
    assert column
    assert f"a grade stays in the platform's gradebook: {place.platform.issuer}" in done.output
    assert f"/lineitems/{column.id}" in done.output
    assert "survey" in done.output


def test_a_score_that_waits_is_not_sent_after_its_person_was_forgotten(place: Live, whose: Whose) -> None:
    arrives(place)
    place.platform.faults.set("scores", "503")
    place.open("glossary", SUB).send("/done")
    before = len(place.platform.received)
    visit = admin_sessions.of_command_line(place.runtime, None)
    personal_data.forget(place.runtime, visit, whose)
    place.platform.faults.clear()
    with place.runtime.database.read() as session:
        assert not outbox.any_due(session, place.runtime.now() + dt.timedelta(days=40))
    assert len(place.platform.received) == before


def test_an_open_page_of_who_was_forgotten_opens_no_more(place: Live, whose: Whose) -> None:
    arrives(place)
    page = place.open("quiz", SUB)
    personal_data.forget(place.runtime, admin_sessions.of_command_line(place.runtime, None), whose)
    assert page.get(page.page.url).status_code == 404
    assert place.open("quiz", SUB).page.status_code == 200, "they may begin anew"


def test_the_log_says_that_somebody_was_forgotten_but_not_who(
    place: Live, poiju: Run, caplog: pytest.LogCaptureFixture
) -> None:
    arrives(place)
    with caplog.at_level(logging.INFO, logger="poiju"):
        done = poiju("person", "forget", place.platform.issuer, SUB, "--yes")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("poiju")]
    assert SUB not in str(ours) + done.output
    with place.runtime.database.read() as session:
        [action] = session.query(AdminAction).filter_by(kind="person-forgotten")
    assert SUB not in f"{action.subject} {action.actor}"


def test_nobody_is_deleted_without_asking(place: Live, poiju: Run) -> None:
    arrives(place)
    assert poiju("person", "forget", place.platform.issuer, SUB).exit_code != 0
    assert SUB in str(everything(place))


def test_the_same_sub_of_another_institution_is_somebody_else(
    place: Live, poiju: Run, tmp_path: Path
) -> None:
    platform = place.platform
    fields = {**registration(platform), "client_id": "client-2", "tenant": "saimaa"}
    place.runtime.registry.add(NewRegistration(**fields))
    arrives(place)
    platform.client_id = "client-2"
    Wire(place).opens(fields=Wire(place).form(SUB))
    unclear = poiju("person", "forget", platform.issuer, SUB, "--yes")
    assert unclear.exit_code == 1
    assert "--tenant saimaa" in unclear.output
    assert "--tenant default" in unclear.output
    out = tmp_path / "theirs.json"
    poiju("person", "export", platform.issuer, SUB, "--tenant", "saimaa", "--out", str(out))
    theirs = json.loads(out.read_text(encoding="utf-8"))
    assert theirs["institution"] == "saimaa"
    assert "attempt" not in theirs["held"]
    assert poiju("person", "forget", platform.issuer, SUB, "--tenant", "saimaa", "--yes").exit_code == 0
    with place.runtime.database.read() as session:
        assert session.query(Person).filter_by(sub=SUB).count() == 1
    assert TEXT in str(everything(place)), "the other one's"


@pytest.mark.parametrize(
    "changes", [{"sub": "nobody"}, {"issuer": "https://nowhere.example"}, {"tenant": "x"}]
)
def test_who_is_not_known_is_told(place: Live, whose: Whose, changes: dict[str, str]) -> None:
    arrives(place)
    visit = admin_sessions.of_command_line(place.runtime, None)
    asked = dataclasses.replace(whose, **changes)
    for do in (personal_data.export, personal_data.forget):
        with pytest.raises(RegistrationError):
            do(place.runtime, visit, asked)
    assert SUB in str(everything(place))
