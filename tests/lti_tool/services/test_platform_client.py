"""Calls to a platform's gradebook: tokens kept, outcomes told apart, bearer tokens kept at home."""

from __future__ import annotations

import datetime as dt
import json
import threading
from urllib.parse import parse_qs

import jwt
import pytest
from sqlalchemy import select

from lti_tool.models import AccessToken, LineItem
from lti_tool.runtime import Runtime
from lti_tool.services.gradebook_results import Result, of_person
from lti_tool.services.platform_client import Delivery, Outcome
from tests.support.platform import GRADEBOOK, SCORE_SCOPE, Platform
from tests.support.tool import Browser

PATH = "/items/5/lineitem"


@pytest.fixture
def item(browser: Browser, platform: Platform, runtime: Runtime) -> str:
    """Return a line item that a launch has named."""
    url = f"{platform.url}{PATH}?type_id=1"
    claim = {"lineitem": url, "lineitems": f"{platform.url}/items?type_id=1", "scope": [SCORE_SCOPE]}
    assert browser.launch(**{GRADEBOOK: claim}).status_code == 303
    return url


def send(runtime: Runtime, item: str) -> Delivery:
    registration = runtime.registry.find(runtime.registry.listing()[0][0].issuer, None)
    assert registration is not None
    return runtime.client.post_score(registration.id, item, {"userId": "learner-1", "scoreGiven": 0})


def test_a_score_goes_below_the_item_with_its_query_kept(
    runtime: Runtime, platform: Platform, item: str
) -> None:
    assert send(runtime, item).outcome is Outcome.DELIVERED
    method, path, headers, body = platform.requests(f"{PATH}/scores")[0]
    assert (method, path) == ("POST", f"{PATH}/scores?type_id=1")
    assert headers["content-type"] == "application/vnd.ims.lis.v1.score+json"
    assert headers["authorization"] == "Bearer token-1"
    assert json.loads(body) == {"userId": "learner-1", "scoreGiven": 0}


def test_the_assertion_is_signed_and_dated_back(runtime: Runtime, platform: Platform, item: str) -> None:
    send(runtime, item)
    form = parse_qs(platform.requests("/token")[0][3].decode())
    assert form["grant_type"] == ["client_credentials"]
    assert form["scope"] == [SCORE_SCOPE]
    key = runtime.tool_keys.active().private.public_key()
    claims = jwt.decode(
        form["client_assertion"][0], key, algorithms=["RS256"], audience=f"{platform.url}/token"
    )
    assert claims["iss"] == claims["sub"] == platform.client_id
    assert claims["iat"] <= dt.datetime.now(dt.UTC).timestamp() - 9
    assert claims["jti"]


def test_one_token_serves_many_scores_and_threads(runtime: Runtime, platform: Platform, item: str) -> None:
    threads = [threading.Thread(target=send, args=(runtime, item)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(platform.requests("/token")) == 1
    assert len(platform.requests(f"{PATH}/scores")) == 8
    with runtime.database.read() as session:
        row = session.scalars(select(AccessToken)).one()
    assert b"token-1" not in row.token


def test_a_token_that_is_not_taken_is_replaced_once(runtime: Runtime, platform: Platform, item: str) -> None:
    platform.answers[f"{PATH}/scores"] = [(401, {}, b""), (200, {}, b"{}")]
    assert send(runtime, item).outcome is Outcome.DELIVERED
    platform.answers[f"{PATH}/scores"] = [(401, {}, b"")]
    assert send(runtime, item).outcome is Outcome.UNAUTHORISED
    assert len(platform.requests(f"{PATH}/scores")) == 4


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.DELIVERED),
        (204, Outcome.DELIVERED),
        (400, Outcome.REFUSED),
        (403, Outcome.UNAUTHORISED),
        (404, Outcome.NOT_FOUND),
        (409, Outcome.SUPERSEDED),
        (410, Outcome.NOT_FOUND),
        (422, Outcome.REFUSED),
        (429, Outcome.RETRY_LATER),
        (500, Outcome.RETRY_LATER),
        (503, Outcome.RETRY_LATER),
    ],
)
def test_outcomes_by_status(
    status: int, outcome: Outcome, runtime: Runtime, platform: Platform, item: str
) -> None:
    platform.answers[f"{PATH}/scores"] = [(status, {}, b"")]
    delivery = send(runtime, item)
    assert (delivery.outcome, delivery.status) == (outcome, status)


def test_a_redirect_is_not_followed_with_the_token(runtime: Runtime, platform: Platform, item: str) -> None:
    platform.answers[f"{PATH}/scores"] = [(302, {"Location": f"{platform.url}/elsewhere"}, b"")]
    assert send(runtime, item).outcome is Outcome.RETRY_LATER
    assert platform.requests("/elsewhere") == []


@pytest.mark.parametrize(
    ("text", "seconds"), [("120", 120), ("999999999999", 86_400), ("soon", None), ("", None)]
)
def test_retry_after(
    text: str, seconds: float | None, runtime: Runtime, platform: Platform, item: str
) -> None:
    platform.answers[f"{PATH}/scores"] = [(503, {"Retry-After": text}, b"")]
    wait = send(runtime, item).retry_after
    assert (wait.total_seconds() if wait else None) == seconds


def test_retry_after_as_a_date(runtime: Runtime, platform: Platform, item: str) -> None:
    platform.answers[f"{PATH}/scores"] = [(429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, b"")]
    assert send(runtime, item).retry_after == dt.timedelta(0)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((503, {}, b""), Outcome.RETRY_LATER),
        ((429, {}, b""), Outcome.RETRY_LATER),
        ((400, {}, b'{"error":"invalid_client"}'), Outcome.UNAUTHORISED),
        ((200, {}, b"<html>"), Outcome.RETRY_LATER),
        ((200, {}, b'{"access_token": "a\\nb"}'), Outcome.RETRY_LATER),
        ((200, {}, b'{"access_token": 7}'), Outcome.RETRY_LATER),
    ],
)
def test_what_the_token_address_may_answer(
    answer: tuple[int, dict[str, str], bytes],
    outcome: Outcome,
    runtime: Runtime,
    platform: Platform,
    item: str,
) -> None:
    platform.answers["/token"] = [answer]
    assert send(runtime, item).outcome is outcome
    assert platform.requests(f"{PATH}/scores") == []


def test_an_answer_that_is_cut_off_is_tried_later(runtime: Runtime, platform: Platform, item: str) -> None:
    send(runtime, item)
    platform.answers[f"{PATH}/scores"] = [(200, {"Content-Length": "50"}, b"cut off")]
    assert send(runtime, item).outcome is Outcome.RETRY_LATER


def test_an_address_that_no_launch_named_gets_no_token(
    runtime: Runtime, platform: Platform, item: str
) -> None:
    assert send(runtime, f"{platform.url}/other").outcome is Outcome.NOT_FOUND
    assert platform.requests("/token") == []
    assert platform.requests("/other/scores") == []


def test_a_result_is_read_for_one_person(runtime: Runtime, platform: Platform, item: str) -> None:
    rows = [
        {"userId": "other", "resultScore": 1},
        {"userId": "learner-1", "resultScore": 8, "resultMaximum": 10},
    ]
    platform.answers[f"{PATH}/results"] = [(200, {}, json.dumps(rows).encode())]
    entry = runtime.registry.find(platform.issuer, None)
    assert entry is not None
    found = of_person(runtime.client, entry.id, item, "learner-1")
    assert found == Result(user_id="learner-1", score=8.0, maximum=10.0)
    _, path, headers, _ = platform.requests(f"{PATH}/results")[0]
    assert path.endswith("?type_id=1&user_id=learner-1")
    assert headers["accept"] == "application/vnd.ims.lis.v2.resultcontainer+json"


def test_a_result_is_found_on_a_later_page_of_everybodys(
    runtime: Runtime, platform: Platform, item: str
) -> None:
    """Else a grade would seem to be missing, and the one of a backup be sent over it."""
    rows = [[{"userId": "other", "resultScore": 1}], [{"userId": "learner-1", "resultScore": 8}]]
    link = {"Link": f'<{item}&from=1>; rel="next"'.replace("?", "/results?")}
    first, second = (json.dumps(one).encode() for one in rows)
    platform.answers[f"{PATH}/results"] = [(200, link, first), (200, {}, second)]
    entry = runtime.registry.find(platform.issuer, None)
    assert entry is not None
    found = of_person(runtime.client, entry.id, item, "learner-1")
    assert found == Result(user_id="learner-1", score=8.0, maximum=None)


def test_a_launch_binds_its_line_item(runtime: Runtime, item: str) -> None:
    with runtime.database.read() as session:
        row = session.scalars(select(LineItem)).one()
    assert row.url == item
    assert row.scopes == [SCORE_SCOPE]
    assert row.resource_link_id is not None
