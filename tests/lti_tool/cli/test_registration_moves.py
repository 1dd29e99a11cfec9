"""`poiju registration move|same-people|purge` and `poiju db restored`."""

from __future__ import annotations

from tests.lti_tool.cli.conftest import Run
from tests.lti_tool.cli.test_commands import MOODLE

OLD, NEW = "https://moodle.example.fi", "https://uusi.example.fi/moodle"


def test_a_moved_moodle_is_one_command(poiju: Run) -> None:
    poiju(*MOODLE, "--deployment", "1")
    done = poiju("registration", "move", OLD, NEW)
    assert done.exit_code == 0, done.output
    assert f"{OLD} is {NEW} now: 1 registrations (0 of them joined" in done.output
    assert f"access token address: {NEW}/mod/lti/token.php" in done.output
    assert f"{NEW}  client id abc  active" in poiju("registration", "list").output


def test_slips_of_a_move_are_told_in_one_line(poiju: Run) -> None:
    poiju(*MOODLE)
    for words, said, code in (
        ((OLD, "http://plain.example"), "must be an https address", 2),
        ((OLD, NEW, "--replace", "x"), "write OLD=NEW", 2),
        ((OLD, NEW, "--replace", f"{OLD}=http://plain.example"), "must be an https address", 2),
        ((NEW, OLD), "is not registered", 1),
        ((OLD, OLD), "are the same", 1),
    ):
        answer = poiju("registration", "move", *words)
        assert (answer.exit_code, answer.output.count("\n")) == (code, 1), answer.output
        assert said in answer.output


def test_people_of_a_second_client_id_are_warned_of_and_joined(poiju: Run) -> None:
    poiju(*MOODLE)
    second = poiju("registration", "add", "--moodle", OLD, "--client-id", "def")
    assert "its people count as others than those of client id abc" in second.output
    assert f"poiju registration same-people {OLD} abc" in poiju("registration", "list").output
    assert poiju("registration", "same-people", OLD, "def").exit_code == 0
    assert "count as others" not in poiju("registration", "list").output
    third = poiju("registration", "add", "--moodle", OLD, "--client-id", "ghi", "--same-people")
    assert "count as others" not in third.output


def test_a_platform_that_uninstalled_is_disabled_then_purged(poiju: Run) -> None:
    poiju(*MOODLE)
    assert poiju("registration", "purge", OLD, "abc").exit_code == 1
    assert "0 scores wait until it is enabled" in poiju("registration", "disable", OLD, "abc").output
    assert poiju("registration", "purge", "--disabled-for", "30").output == ""
    assert f"purged {OLD} with client id abc" in poiju("registration", "purge", OLD, "abc").output
    assert poiju("registration", "list").output == ""
    assert poiju("registration", "purge").exit_code == 2


def test_a_database_that_was_put_back_is_told_of(poiju: Run) -> None:
    poiju(*MOODLE)
    done = poiju("db", "restored")
    assert done.exit_code == 0, done.output
    assert "0 grades are compared with their gradebook before anything is sent" in done.output
