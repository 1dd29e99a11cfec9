"""The tool's words on the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from lti_tool.db import Database
from lti_tool.models import AdminAction
from lti_tool.services import admin_sessions
from tests.lti_tool.cli.conftest import Run
from tests.support.platform import Platform
from tests.support.ports import free_port
from tests.support.tool import Browser, tool_app

MOODLE = ("registration", "add", "--moodle", "https://moodle.example.fi/", "--client-id", "abc")


def test_a_moodle_is_registered_by_its_address(poiju: Run) -> None:
    added = poiju(*MOODLE, "--deployment", "1")
    assert added.exit_code == 0, added.output
    assert "initiate login address: https://poiju.example.fi/lti/login" in added.output
    listed = poiju("registration", "list").output
    assert "https://moodle.example.fi  client id abc  active" in listed
    assert "deployment 1  active" in listed


def test_a_registration_is_never_overwritten(poiju: Run) -> None:
    poiju(*MOODLE)
    again = poiju(*MOODLE)
    assert again.exit_code == 1
    assert "registered already" in again.output


def test_a_platform_is_switched_off_and_on_again(poiju: Run) -> None:
    poiju(*MOODLE)
    site = ("https://moodle.example.fi", "abc")
    assert poiju("registration", "disable", *site).exit_code == 0
    assert "client id abc  disabled" in poiju("registration", "list").output
    assert poiju("registration", "enable", *site).exit_code == 0
    assert "client id abc  active" in poiju("registration", "list").output
    unknown = poiju("registration", "disable", "https://moodle.example.fi", "abd")
    assert unknown.exit_code == 1
    assert "is not registered" in unknown.output


def test_what_is_done_on_the_server_is_in_the_log_of_admins(poiju: Run, tmp_path: Path) -> None:
    site = ("https://moodle.example.fi", "abc")
    poiju(*MOODLE)
    poiju("registration", "approve", *site, "7")
    poiju("registration", "disable", *site)
    poiju("registration", "disable", *site)  # nothing changes, so nothing is written down
    poiju("registration", "enable", *site)
    poiju("keys", "rotate")
    database = Database(f"sqlite:///{tmp_path / 'data' / 'poiju.sqlite3'}")
    with database.read() as session:
        rows = session.scalars(select(AdminAction).order_by(AdminAction.id)).all()
    database.close()
    kinds = ["added", "deployment-approved", "switched-off", "switched-on", "key-published"]
    assert [row.kind for row in rows] == kinds
    assert {row.actor for row in rows} == {f"poiju ({admin_sessions.login()})"}
    assert rows[1].subject == "https://moodle.example.fi, abc, 7"
    assert [row.tenant_id for row in rows] == [1, 1, 1, 1, None]
    unknown = poiju("registration", "approve", "https://moodle.example.fi", "abd", "7")
    assert (unknown.exit_code, "is not registered" in unknown.output) == (1, True)


def test_an_address_that_is_not_https_is_refused(poiju: Run) -> None:
    answer = poiju("registration", "add", "--moodle", "http://moodle.example.fi", "--client-id", "abc")
    assert answer.exit_code == 2
    assert "--auth-login-url: must be an https address" in answer.output


def test_what_is_missing_is_named(poiju: Run) -> None:
    answer = poiju("registration", "add", "--client-id", "abc", "--issuer", "https://x.example")
    assert answer.exit_code == 2
    assert "--auth-login-url, --token-url, --jwks-url missing" in answer.output


def test_keys_rotate_with_an_overlap(poiju: Run) -> None:
    poiju("db", "upgrade")
    first = poiju("keys", "list").output.split()[0]
    assert "is published; rotate again after 2 days" in poiju("keys", "rotate").output
    assert "it can sign from" in poiju("keys", "rotate").output
    assert ", can sign from 2" in poiju("keys", "list").output
    assert "signs from now on" in poiju("keys", "rotate", "--now").output
    assert ", published until 2" in poiju("keys", "list").output
    states = {line.split()[0]: line.split()[1] for line in poiju("keys", "list").output.splitlines()}
    assert sorted(states.values()) == ["active", "retired"]
    assert states[first] == "retired"
    published = json.loads(poiju("keys", "show").output)["keys"]
    assert len(published) == 2
    assert first in {one["kid"] for one in published}


def test_a_leaked_key_is_withdrawn(poiju: Run) -> None:
    poiju("db", "upgrade")
    leaked = poiju("keys", "list").output.split()[0]
    assert poiju("keys", "rotate", "--leaked", "--now").exit_code == 2
    assert "every earlier key is withdrawn" in poiju("keys", "rotate", "--leaked").output
    assert leaked not in poiju("keys", "show").output
    assert f"{leaked}  withdrawn" in poiju("keys", "list").output


def test_missing_settings_are_told_all_at_once(poiju: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POIJU_URL")
    monkeypatch.setenv("POIJU_SECRET_KEY", "short")
    monkeypatch.setenv("POIJU_SESSION_HOURS", "many")
    answer = poiju("keys", "list")
    assert answer.exit_code == 4
    for name in ("POIJU_URL is not set", "POIJU_SECRET_KEY: must have at least 32", "POIJU_SESSION_HOURS:"):
        assert name in answer.output
    assert "short" not in answer.output


def test_a_database_that_is_away_is_told_in_one_line(poiju: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/nothing")
    answer = poiju("db", "upgrade")
    assert answer.exit_code == 4
    [line] = answer.output.splitlines()
    assert line.startswith("poiju: DATABASE_URL: the database cannot be opened: ")


def test_the_packager_starts_without_the_web(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from lti_tool.cli import COMMANDS\n"
        "from packager.cli import make_group\n"
        "make_group(COMMANDS)(['check', '--help'], standalone_mode=False)\n"
        "loaded = {'flask', 'sqlalchemy', 'pylti1p3', 'alembic', 'jwt'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_link_to_the_admin_pages_is_printed(poiju: Run) -> None:
    linked = poiju("admin", "link", "--for", "Aino")
    assert linked.stdout.startswith("https://poiju.example.fi/admin/enter/")
    assert len(linked.stdout.strip().rpartition("/")[2]) >= 22
    unknown = poiju("admin", "link", "--tenant", "saimaa")
    assert unknown.exit_code == 1
    assert "`poiju admin tenant saimaa` makes it" in unknown.output
    assert poiju("admin", "tenant", "saimaa", "--name", "Saimaan ammattiopisto").exit_code == 0
    assert "/admin/enter/" in poiju("admin", "link", "--tenant", "saimaa").output
    assert poiju("admin", "tenant", "Not a name").exit_code == 2


def test_a_registration_address_is_printed(poiju: Run) -> None:
    made = poiju("registration", "invite")
    assert made.stdout.startswith("https://poiju.example.fi/lti/register/")
    assert poiju("registration", "invite", "--tenant", "saimaa").exit_code == 1


def test_a_launch_that_failed_is_told_by_its_reference(
    poiju: Run, tmp_path: Path, platform: Platform
) -> None:
    poiju("db", "upgrade")
    with tool_app(tmp_path / "data", platform, DATABASE_URL="") as app:
        page = Browser(app, platform).launch(aud="other").text
    found = re.search(r"Reference: (\S{8}) ", page)
    assert found
    told = poiju("admin", "launch", found[1])
    assert told.exit_code == 0, told.output
    assert "token-untrusted: aud does not name us" in told.output
    assert "    issuer: passed\n    audience: failed\n    key: not reached" in told.output
    assert "    sub = …" in told.output
    assert poiju("admin", "launch", "nothing").exit_code == 2
