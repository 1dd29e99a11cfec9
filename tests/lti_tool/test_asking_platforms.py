"""Each kind of request to a platform under each attack on it (SSRF): the names say what is sent.

`test_outbound.py` holds the guard alone, `test_dynamic_registration.py` the configuration that is read before
a platform is known.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

import lti_tool
from lti_tool.errors import LaunchError
from lti_tool.models import LineItem, PlatformKeys
from lti_tool.runtime import Runtime
from lti_tool.services.gradebook_results import of_person
from lti_tool.services.line_items import take_place
from lti_tool.services.platform_client import Delivery, Outcome
from tests.support.platform import GRADEBOOK, SCORE_SCOPE, Platform, running_platform
from tests.support.tool import Browser, register

ITEM, CONTAINER = "/items/5/lineitem", "/items"
SCOPES = [SCORE_SCOPE.replace("score", one) for one in ("score", "result.readonly", "lineitem.readonly")]
NETWORK = {"http.client", "requests", "socket", "ssl", "urllib.request", "urllib3"}
Ask = Callable[[Runtime, Platform], bool]
"""Asks, and tells whether the platform's answer was taken."""


def keys(runtime: Runtime, platform: Platform) -> bool:
    try:
        runtime.platform_keys.find(f"{platform.url}/jwks", "k1")
    except LaunchError:
        return False
    return True


def score(runtime: Runtime, platform: Platform) -> bool:
    sent = runtime.client.post_score(1, platform.url + ITEM, {"userId": "learner-1", "scoreGiven": 0})
    return sent.outcome is Outcome.DELIVERED


def result(runtime: Runtime, platform: Platform) -> bool:
    return not isinstance(of_person(runtime.client, 1, platform.url + ITEM, "learner-1"), Delivery)


def line_items(runtime: Runtime, _platform: Platform) -> bool:
    with runtime.database.read() as session:
        held = session.get_one(LineItem, 1)
    return not isinstance(runtime.columns.of_activity(held, "link-1"), Delivery)


# What is asked for: how, and the path whose answer is the matter.
ASKED: dict[str, tuple[Ask, str]] = {
    "keys": (keys, "/jwks"),
    "a token": (score, "/token"),
    "a score": (score, f"{ITEM}/scores"),
    "a result": (result, f"{ITEM}/results"),
    "line items": (line_items, CONTAINER),
}
BAD: dict[str, tuple[int, dict[str, str], bytes]] = {
    "a redirect to a private address": (302, {"Location": "http://127.0.0.1:1/"}, b""),
    "a redirect that keeps method and body": (307, {"Location": "/elsewhere"}, b""),
    "more than a megabyte": (200, {}, b"[" + b" " * (1 << 20) + b"]"),
    "less than was announced": (200, {"Content-Length": "100000"}, b"[]"),
}


@pytest.fixture
def ready(browser: Browser, platform: Platform) -> Platform:
    """A platform whose launch has named a line item; what it is asked from here on is counted."""
    platform.answers[f"{ITEM}/results"] = [(200, {}, b"[]")]
    platform.answers[CONTAINER] = [(200, {}, b'[{"id": "x"}]')]
    claim = {"lineitem": platform.url + ITEM, "lineitems": platform.url + CONTAINER, "scope": SCOPES}
    assert browser.launch(**{GRADEBOOK: claim}).status_code == 303
    platform.seen.clear()
    return platform


@pytest.fixture
def other(runtime: Runtime, ready: Platform) -> Iterator[Runtime]:
    """The tool of another process, which has seen no key yet."""
    with runtime.database.write() as session:
        session.execute(delete(PlatformKeys))
    made = Runtime.of(runtime.settings)
    yield made
    made.close()


@pytest.mark.parametrize("what", ASKED)
def test_a_platform_that_behaves_is_heard(what: str, other: Runtime, ready: Platform) -> None:
    ask, path = ASKED[what]
    assert ask(other, ready)
    assert len(ready.requests(path)) == 1


@pytest.mark.parametrize("what", ASKED)
@pytest.mark.parametrize("answer", BAD)
def test_a_bad_answer_is_not_taken_and_leads_nowhere(
    answer: str, what: str, other: Runtime, ready: Platform
) -> None:
    ask, path = ASKED[what]
    ready.answers[path] = [BAD[answer]]
    assert not ask(other, ready)
    assert len(ready.requests(path)) == 1
    assert ready.requests("/elsewhere") == []


@pytest.mark.parametrize("what", ASKED)
def test_a_private_address_is_not_asked_unless_it_is_allowed(
    what: str, runtime: Runtime, ready: Platform
) -> None:
    with runtime.database.write() as session:
        session.execute(delete(PlatformKeys))
    closed = runtime.settings.model_copy(update={"allow_private_platforms": ()})
    ask, _path = ASKED[what]
    guarded = Runtime.of(closed)
    assert not ask(guarded, ready)
    guarded.close()
    assert ready.seen == []


def test_a_column_on_another_host_that_an_answer_names_gets_no_token(
    runtime: Runtime, ready: Platform
) -> None:
    with running_platform() as elsewhere:
        ready.answers[CONTAINER] = [
            (200, {}, f'[{{"id": "{elsewhere.url}/items/1", "resourceLinkId": "link-1"}}]'.encode())
        ]
        assert take_place(runtime.database, runtime.columns, 1) is None
        assert elsewhere.seen == []


def test_a_column_of_another_activity_takes_no_place_where_a_platform_lists_all(
    runtime: Runtime, ready: Platform
) -> None:
    rows = [{"id": f"{ready.url}/items/{number}", "resourceLinkId": f"link-{number}"} for number in (1, 2)]
    ready.answers[CONTAINER] = [(200, {}, json.dumps(rows[1:]).encode())]
    assert take_place(runtime.database, runtime.columns, 1) is None
    ready.answers[CONTAINER] = [(200, {}, json.dumps(rows).encode())]
    found = take_place(runtime.database, runtime.columns, 1)
    assert found
    assert found.url == rows[0]["id"]


def test_a_column_that_another_registration_named_gets_no_token_of_ours(
    runtime: Runtime, ready: Platform
) -> None:
    theirs = register(runtime, ready, client_id="client-2")
    sent = runtime.client.post_score(theirs, ready.url + ITEM, {"userId": "learner-1"})
    assert sent.outcome is Outcome.NOT_FOUND
    assert ready.seen == []


def test_nothing_but_the_guard_opens_connections() -> None:
    """So what holds for `outbound.py` (rebinding, time, size, redirects) holds for every request."""
    root = Path(lti_tool.__file__).parent
    # The worker asks for the machine's name; demo and stand-in talk to their own servers on loopback.
    allowed = {"outbound.py", "worker.py", "cli/demo.py"}
    opening = {path.relative_to(root).as_posix() for path in root.rglob("*.py") if imported(path) & NETWORK}
    assert {one for one in opening if not one.startswith("stand_in/")} <= allowed


def imported(path: Path) -> set[str]:
    """Return what a file imports, with its dots."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found
