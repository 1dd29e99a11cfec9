"""`poiju outbox`: what waits and what was given up can be seen, sent again and exported."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from lti_tool.cli import COMMANDS
from lti_tool.models import AdminAction, OutboxScore, Person
from lti_tool.services import outbox
from packager.cli import make_group
from tests.support.gradebook import UNIT, Bench, bench
from tests.support.tool import SECRET

Run = Callable[..., Result]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


@pytest.fixture
def poiju(desk: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("POIJU_URL", "https://poiju.example.fi")
    monkeypatch.setenv("POIJU_SECRET_KEY", SECRET)
    monkeypatch.setenv("POIJU_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", desk.url)
    monkeypatch.setattr("lti_tool.services.preparation.upgrade", lambda _database: None)

    def run(*words: str) -> Result:
        return CliRunner().invoke(make_group(COMMANDS), ["outbox", *words])

    return run


def queue(desk: Bench, user: str, given: float) -> None:
    with desk.database.write() as session:
        outbox.queue(
            session,
            outbox.Grade(
                registration_id=desk.registration_id, line_item_id=desk.line_item_id,
                person_id=desk.persons[user], unit_key=UNIT, given=given, maximum=10,
            ),
            desk.clock(),
        )  # fmt: skip


@pytest.fixture
def mixed(desk: Bench) -> Bench:
    """One score that arrived, one that was refused (a teacher's), one that waits."""
    for user, given in (("201", 7), ("101", 3)):
        queue(desk, user, given)
    worker = desk.worker()
    while worker.once():
        pass
    queue(desk, "202", 5)
    return desk


def test_what_has_not_arrived_is_listed_with_its_reason_and_all_is_counted(mixed: Bench, poiju: Run) -> None:
    *lines, counted = poiju("list").output.splitlines()
    assert [line.split()[:3] for line in lines] == [["2", "refused", "3/10"], ["3", "pending", "5/10"]]
    assert "refused: the platform answers 400" in lines[0]
    assert f"{UNIT}  user 101  {mixed.platform.issuer}" in lines[0]
    assert counted == "1 pending, 0 sending, 1 delivered, 1 refused"


def test_the_list_is_narrowed_by_state_and_registration(mixed: Bench, poiju: Run) -> None:
    assert poiju("list", "--state", "delivered").output.startswith("1  delivered  7/10")
    site = ("--registration", mixed.platform.issuer, mixed.platform.client_id)
    assert len(poiju("list", *site).output.splitlines()) == 3
    unknown = poiju("list", "--registration", mixed.platform.issuer, "another")
    assert unknown.exit_code == 1
    assert "is not registered" in unknown.output


def test_a_refused_score_is_sent_again(mixed: Bench, poiju: Run) -> None:
    mixed.platform.users["101"] = mixed.platform.users["201"]
    with mixed.database.write() as session:  # the platform has made a learner of them
        session.execute(update(Person).where(Person.sub == "101").values(sub="203"))
    assert poiju("retry", "2").stdout == "1 score is sent again at once\n"
    while mixed.worker().once():
        pass
    assert (mixed.cell("203"), mixed.cell("202")) == (3, 5)


@pytest.mark.parametrize(
    ("words", "count"),
    [(("--all",), 2), (("--state", "refused"), 1), (("1", "2"), 1), (("--state", "delivered"), 0)],
)
def test_only_what_has_not_arrived_is_sent_again(
    mixed: Bench, poiju: Run, words: tuple[str, ...], count: int
) -> None:
    assert poiju("retry", *words).stdout.startswith(f"{count} score")


def test_retrying_is_written_down_for_admins(mixed: Bench, poiju: Run) -> None:
    poiju("retry", "2")
    poiju("retry", "--registration", mixed.platform.issuer, mixed.platform.client_id)
    poiju("retry", "999")
    with mixed.database.read() as session:
        rows = session.execute(select(AdminAction.kind, AdminAction.subject, AdminAction.tenant_id)).all()
    named = f"{mixed.platform.issuer}, {mixed.platform.client_id}: 2"
    assert [tuple(row) for row in rows] == [("scores-retried", "1", None), ("scores-retried", named, 1)]


def test_retrying_wants_to_know_what(mixed: Bench, poiju: Run) -> None:
    assert poiju("retry").exit_code == 2


def test_a_grade_kept_back_for_a_higher_one_goes_only_by_its_number(mixed: Bench, poiju: Run) -> None:
    with mixed.database.write() as session:
        refused = update(OutboxScore).where(OutboxScore.status == "refused")
        session.execute(refused.values(error_code="kept"))
    assert poiju("retry", "--state", "refused").stdout.startswith("0 scores")
    assert poiju("retry", "2").stdout.startswith("1 score")


@pytest.mark.parametrize("number", ["1", "99"], ids=["delivered", "not there"])
def test_a_number_that_does_not_wait_is_told(mixed: Bench, poiju: Run, number: str) -> None:
    done = poiju("retry", number)
    assert done.exit_code == 2
    assert done.stderr.startswith("poiju: outbox retry: no score of these numbers waits")


def test_a_file_that_cannot_be_written_is_one_line(mixed: Bench, poiju: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    done = poiju("export", "--out", str(tmp_path / "taken" / "scores.csv"))
    assert done.exit_code == 1
    assert done.stderr.endswith("check space and permissions, or name another place\n")
    assert len(done.stderr.splitlines()) == 1


def test_scores_are_exported(mixed: Bench, poiju: Run, tmp_path: Path) -> None:
    rows = json.loads(poiju("export").output)
    assert [(row["state"], row["user"], row["given"]) for row in rows] == [
        ("delivered", "201", 7), ("refused", "101", 3), ("pending", "202", 5),
    ]  # fmt: skip
    assert rows[1]["error_detail"] == "the platform answers 400"
    target = tmp_path / "scores.csv"
    assert poiju("export", "--format", "csv", "--state", "refused", "--out", str(target)).exit_code == 0
    with target.open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["number"], row["user"], row["column"]) == ("2", "101", rows[1]["column"])


def test_what_a_platform_says_is_no_formula_in_a_spreadsheet(mixed: Bench, poiju: Run) -> None:
    with mixed.database.write() as session:
        session.execute(update(OutboxScore).values(error_detail="=HYPERLINK(1)"))
    assert ",=HYPERLINK" not in poiju("export", "--format", "csv").output
