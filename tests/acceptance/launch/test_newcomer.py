"""A client id that nobody registered, of a Moodle that is known, and the self-test, in a real Moodle."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from sqlalchemy import update

from lti_tool.config import settings_from
from lti_tool.models import Registration
from lti_tool.runtime import Runtime
from lti_tool.services import self_test
from lti_tool.services.admin_sessions import Visit
from tests.support.browser import picture
from tests.support.moodle_trial import Trial, enter, poiju, see, tool_environment, wait_for

pytestmark = [pytest.mark.moodle, pytest.mark.browser, pytest.mark.slow]
EVERYBODY = Visit(id="", tenant_id=None, actor="acceptance")


@pytest.fixture
def runtime(trial: Trial) -> Iterator[Runtime]:
    """The tool, as a command on the server has it."""
    made = Runtime.of(settings_from(tool_environment(trial.tool, trial.data)))
    yield made
    made.close()


def test_moodle_is_reached_and_gives_tokens(learner: Chrome, trial: Trial, runtime: Runtime) -> None:
    enter(learner, trial, "outcomes")
    reached = self_test.reach(runtime, EVERYBODY, 1)
    assert (reached.problem, reached.status, reached.keys) == ("", 200, 1)
    assert reached.behind is not None
    assert self_test.agree(reached.behind)
    tried = self_test.try_token(runtime, EVERYBODY, 1)
    assert (tried.problem, tried.status, tried.missing) == ("", 200, [])
    assert tried.seconds == 3600
    launches = wait_for(lambda: self_test.seen(runtime, EVERYBODY, 1).launches, "the launch is not noted")
    assert (launches[0].row.code, launches[0].row.mode) == ("", "partitioned")
    assert -1 < launches[0].row.behind < 30


def test_a_client_that_nobody_registered_waits_until_an_admin_lets_it_in(
    learner: Chrome, trial: Trial, runtime: Runtime
) -> None:
    """As after a restore of a course with a tool of its own: same Moodle, new client id."""
    with runtime.database.write() as session:
        session.execute(update(Registration).values(client_id="of-the-course-before"))

    def waits() -> str | None:
        enter(learner, trial, "outcomes")
        found = re.search(r"(\S{8}) \(client-pending\)", see(learner, "main").text)
        return found and found[1]

    reference = wait_for(waits, "the launch went in")  # the workers read registrations every 15 s
    picture(learner, "moodle-client-pending")
    issuer, client_id = trial.course["issuer"], trial.course["client_id"]
    assert f"client id {client_id}  pending" in poiju(trial.tool, trial.data, "registration", "list")
    told = wait_for(lambda: tells(trial, reference), "the reference is not known")
    assert "client-pending" in told

    poiju(trial.tool, trial.data, "registration", "enable", issuer, client_id)

    def opens() -> bool:
        enter(learner, trial, "outcomes")
        see(learner, "main")
        return bool(learner.find_elements(By.CSS_SELECTOR, "#progress"))

    wait_for(opens, "the client that was let in does not open")
    assert "deployment-pending" not in see(learner, "main").text, "it came with its deployment"
    see(learner, "#progress")


def tells(trial: Trial, reference: str) -> str:
    """Return what the command line tells of a launch; nothing as long as it is not noted."""
    try:
        return poiju(trial.tool, trial.data, "admin", "launch", reference)
    except subprocess.CalledProcessError:
        return ""
