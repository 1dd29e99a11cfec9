"""Too many logins, launches or registrations of one address: 429 for it alone, and not in a lecture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from lti_tool.errors import Fault, TooManyError
from lti_tool.services import rate_limits
from lti_tool.services.rate_limits import RateLimit
from tests.support.platform import Platform
from tests.support.tool import URL, Browser, tool_app

LEARNERS = 300


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def taken(limit: RateLimit, *key: str) -> int:
    """Count how many go through until one is held back."""
    for number in range(10_000):
        try:
            limit.take(*key)
        except TooManyError:
            return number
    return 10_000


def test_a_bucket_holds_a_minute_s_worth_and_fills_up_evenly() -> None:
    clock = Clock()
    limit = RateLimit(60, clock)
    assert taken(limit, "192.0.2.1") == 60
    with pytest.raises(TooManyError) as caught:
        limit.take("192.0.2.1")
    assert (caught.value.retry_after, caught.value.status) == (1, 429)
    clock.at += 10
    assert taken(limit, "192.0.2.1") == 10
    clock.at += 3600
    assert taken(limit, "192.0.2.1") == 60, "and no more than that"


def test_a_slow_limit_says_how_long_to_wait() -> None:
    limit = RateLimit(2, Clock())
    taken(limit, "192.0.2.1")
    with pytest.raises(TooManyError) as caught:
        limit.take("192.0.2.1")
    assert caught.value.retry_after == 30


def test_addresses_and_platforms_are_counted_apart() -> None:
    limit = RateLimit(5, Clock())
    assert taken(limit, "192.0.2.1", "https://a.example") == 5
    assert taken(limit, "192.0.2.1", "https://b.example") == 5
    assert taken(limit, "192.0.2.2", "https://a.example") == 5


def test_the_addresses_of_one_home_in_ipv6_are_one() -> None:
    limit = RateLimit(5, Clock())
    assert taken(limit, "2001:db8:0:1::1") == 5
    assert taken(limit, "2001:db8:0:1:ffff::9") == 0
    assert taken(limit, "2001:db8:0:2::1") == 5
    assert taken(limit, "no address: at all") == 5


def test_no_limit_is_none() -> None:
    assert taken(RateLimit(0, Clock()), "192.0.2.1") == 10_000


def test_a_flood_from_many_addresses_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "MOST_KEYS", 10)
    limit = RateLimit(5, Clock())
    for number in range(1000):
        limit.take(f"192.0.{number // 256}.{number % 256}")
    assert len(limit._buckets) == 10


def test_who_came_more_than_a_minute_ago_is_forgotten() -> None:
    """As docs/privacy.md says: a full bucket tells no more than none, so its address is not kept."""
    clock = Clock()
    limit = RateLimit(5, clock)
    limit.take("192.0.2.1")
    clock.at += 30
    limit.take("192.0.2.2")
    assert len(limit._buckets) == 2
    clock.at += 29.5
    limit.take("192.0.2.3")
    assert [address for address, _ in limit._buckets] == ["192.0.2.1", "192.0.2.2", "192.0.2.3"]
    clock.at += 0.5
    limit.take("192.0.2.3")
    assert [address for address, _ in limit._buckets] == ["192.0.2.2", "192.0.2.3"]
    clock.at += 60
    limit.take("192.0.2.4")
    assert [address for address, _ in limit._buckets] == ["192.0.2.4"]


Send = Callable[..., TestResponse]


def login(browser: Browser, **environment: Any) -> TestResponse:
    fields = {
        "iss": browser.platform.issuer, "login_hint": "7", "target_link_uri": f"{URL}/lti/launch",
        "client_id": browser.platform.client_id,
    }  # fmt: skip
    return browser.client.post("/lti/login", data=fields, base_url=URL, **environment)


def launch(browser: Browser, **environment: Any) -> TestResponse:
    form = {"state": "made-up", "id_token": "x"}
    return browser.client.post("/lti/launch", data=form, base_url=URL, **environment)


def register(browser: Browser, **environment: Any) -> TestResponse:
    return browser.client.get("/lti/register/" + "a" * 22, base_url=URL, **environment)


@pytest.mark.parametrize(
    ("setting", "send", "usual"),
    [
        ("POIJU_LOGINS_PER_MINUTE", login, 302),
        ("POIJU_LAUNCHES_PER_MINUTE", launch, 400),
        ("POIJU_REGISTRATIONS_PER_MINUTE", register, 404),
    ],
)
def test_too_many_get_a_page_that_says_when_to_come_back(
    setting: str, send: Send, usual: int, tmp_path: Path, platform: Platform
) -> None:
    with tool_app(tmp_path, platform, **{setting: "3"}) as app:
        browser = Browser(app, platform)
        assert [send(browser).status_code for _ in range(3)] == [usual] * 3
        answer = send(browser)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 20
        assert Fault.TOO_MANY.value in answer.text
        assert "<h1>" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
        assert send(browser, environ_base=elsewhere).status_code == usual
        assert browser.get("/health").status_code == 200


def test_strangers_do_not_use_up_the_logins_of_a_platform(tmp_path: Path, platform: Platform) -> None:
    with tool_app(tmp_path, platform, POIJU_LOGINS_PER_MINUTE="3") as app:
        browser = Browser(app, platform)
        answers = [browser.login(iss=f"https://{number}.example").status_code for number in range(5)]
        assert answers == [400, 400, 400, 429, 429], "all that nobody knows are counted together"
        assert login(browser).status_code == 302


@pytest.mark.parametrize(
    ("hops", "sent", "held_back"),
    [
        ("1", ["192.0.2.{n}"], False),  # the proxy names another address each time
        ("1", ["{n}.{n}.{n}.{n}, 192.0.2.1"], True),  # a client invents one, the proxy adds the true one
        ("2", ["192.0.2.{n}, 10.0.0.1"], False),
        ("0", ["192.0.2.{n}"], True),  # no proxy: whatever is said is the client's own invention
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_saw(
    hops: str, sent: list[str], held_back: bool, tmp_path: Path, platform: Platform
) -> None:
    with tool_app(tmp_path, platform, POIJU_LOGINS_PER_MINUTE="3", POIJU_PROXY_HOPS=hops) as app:
        browser = Browser(app, platform)
        answers = [
            login(browser, headers={"X-Forwarded-For": sent[0].format(n=number)}).status_code
            for number in range(1, 6)
        ]
        assert (429 in answers) is held_back


def test_the_burst_of_a_lecture_behind_one_address_goes_in(tmp_path: Path, platform: Platform) -> None:
    """All at once: each in a frame, so with two requests to the login, and a third who opens it twice."""
    frame = {"Sec-Fetch-Dest": "iframe"}
    with tool_app(tmp_path, platform) as app:
        for number in range(LEARNERS):
            browser = Browser(app, platform)
            assert login(browser, headers=frame).status_code == 200
            for _ in range(2 if number % 3 == 0 else 1):
                assert login(browser, headers=frame).status_code == 302
                assert launch(browser).status_code == 400
            if number % 10 == 0:
                assert browser.launch(sub=f"learner-{number}").status_code == 303
