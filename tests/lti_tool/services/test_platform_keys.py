"""Platforms' keys: not fetched for each launch, a new one accepted at once, old ones kept in an outage."""

from __future__ import annotations

import datetime as dt
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import Runtime
from lti_tool.services.platform_keys import MOST_ASKED, PlatformKeyring, parse_keys
from tests.support.platform import Platform
from tests.support.tool import Browser
from tests.support.waiting import eventually


@dataclass
class Clock:
    """A clock that tests move."""

    moment: dt.datetime = field(default_factory=lambda: dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))

    def __call__(self) -> dt.datetime:
        return self.moment

    def pass_by(self, **time: float) -> None:
        self.moment += dt.timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keyring(runtime: Runtime, clock: Clock) -> PlatformKeyring:
    return PlatformKeyring(runtime.database, runtime.outbound, clock)


def fetches(platform: Platform) -> int:
    return len(platform.requests("/jwks"))


def test_many_launches_need_one_fetch(browser: Browser, platform: Platform) -> None:
    for _ in range(4):
        assert browser.launch().status_code == 303
    assert fetches(platform) == 1


def test_another_process_takes_the_keys_from_the_database(
    keyring: PlatformKeyring, runtime: Runtime, platform: Platform, clock: Clock
) -> None:
    keyring.find(f"{platform.url}/jwks", "k1")
    PlatformKeyring(runtime.database, runtime.outbound, clock).find(f"{platform.url}/jwks", "k1")
    assert fetches(platform) == 1


def test_a_new_key_is_accepted_at_once(keyring: PlatformKeyring, platform: Platform) -> None:
    keyring.find(f"{platform.url}/jwks", "k1")
    platform.add_key("k2")
    assert keyring.find(f"{platform.url}/jwks", "k2").key_size == 2048
    assert fetches(platform) == 2


def test_an_unknown_kid_is_asked_for_once_a_minute(
    keyring: PlatformKeyring, platform: Platform, clock: Clock
) -> None:
    for expected in (1, 1):
        with pytest.raises(LaunchError) as caught:
            keyring.find(f"{platform.url}/jwks", "k9")
        assert caught.value.fault is Fault.TOKEN_UNTRUSTED
        assert fetches(platform) == expected
    clock.pass_by(minutes=2)
    with pytest.raises(LaunchError):
        keyring.find(f"{platform.url}/jwks", "k9")
    assert fetches(platform) == 2


def test_invented_kids_do_not_make_us_flood_the_platform(
    keyring: PlatformKeyring, platform: Platform
) -> None:
    keyring.find(f"{platform.url}/jwks", "k1")
    for number in range(100):
        with pytest.raises(LaunchError):
            keyring.find(f"{platform.url}/jwks", f"invented-{number}")
    assert fetches(platform) <= 31


def test_a_flood_of_invented_kids_keeps_no_new_key_out(
    keyring: PlatformKeyring, platform: Platform, clock: Clock
) -> None:
    """The platform changes its key in the middle of it: the next fetch of the flood itself brings the key."""
    keyring.find(f"{platform.url}/jwks", "k1")
    for number in range(40):
        with pytest.raises(LaunchError):
            keyring.find(f"{platform.url}/jwks", f"invented-{number}")
    platform.add_key("k2")
    with pytest.raises(LaunchError):
        keyring.find(f"{platform.url}/jwks", "k2")
    clock.pass_by(minutes=1)
    assert keyring.find(f"{platform.url}/jwks", "k2").key_size == 2048


def test_launches_at_the_same_moment_fetch_a_new_key_once(
    keyring: PlatformKeyring, platform: Platform
) -> None:
    keyring.find(f"{platform.url}/jwks", "k1")
    platform.add_key("k2")
    with ThreadPoolExecutor(8) as crew:
        found = list(crew.map(lambda _: keyring.find(f"{platform.url}/jwks", "k2"), range(8)))
    assert len(found) == 8
    assert fetches(platform) == 2


def test_a_key_that_the_platform_took_back_is_refused_once_its_time_is_over(
    keyring: PlatformKeyring, platform: Platform, clock: Clock
) -> None:
    keyring.find(f"{platform.url}/jwks", "k1")
    platform.keys = {}
    platform.add_key("k2")
    clock.pass_by(minutes=61)
    keyring.find(f"{platform.url}/jwks", "k1")  # the last one: it makes the set be fetched behind it
    eventually(lambda: fetches(platform) == 2)
    eventually(lambda: not keyring._refreshing)
    with pytest.raises(LaunchError) as caught:
        keyring.find(f"{platform.url}/jwks", "k1")
    assert caught.value.fault is Fault.TOKEN_UNTRUSTED


def test_what_platforms_are_asked_for_takes_no_memory_for_ever(
    keyring: PlatformKeyring, platform: Platform, clock: Clock
) -> None:
    for minute in range(3):
        for number in range(40):
            with pytest.raises(LaunchError):
                keyring.find(f"{platform.url}/jwks", f"invented-{minute}-{number}")
        clock.pass_by(minutes=2)
    assert sum(len(one) for one in keyring._asked.values()) <= MOST_ASKED


def test_keys_are_fetched_anew_after_an_hour(
    keyring: PlatformKeyring, platform: Platform, clock: Clock
) -> None:
    keyring.find(f"{platform.url}/jwks", "k1")
    clock.pass_by(minutes=61)
    keyring.find(f"{platform.url}/jwks", "k1")
    eventually(lambda: fetches(platform) == 2)
    eventually(lambda: not keyring._refreshing)
    keyring.find(f"{platform.url}/jwks", "k1")
    assert not keyring._refreshing
    assert fetches(platform) == 2


@pytest.mark.parametrize(
    "answer",
    [
        (503, {}, b"{}"),
        (200, {}, b"<html>maintenance</html>"),
        (200, {}, b'{"keys": []}'),
        (200, {}, b'{"keys": "no"}'),
        (200, {}, b"[]"),
        (302, {"Location": "http://127.0.0.1:1/"}, b""),
        (200, {}, b" " * ((1 << 20) + 10)),
    ],
    ids=["503", "no JSON", "no keys", "keys a text", "a list", "a redirect", "beyond 1 MB"],
)
def test_old_keys_serve_on_when_the_platform_gives_none(
    answer: tuple[int, dict[str, str], bytes], keyring: PlatformKeyring, platform: Platform, clock: Clock
) -> None:
    keyring.find(f"{platform.url}/jwks", "k1")
    clock.pass_by(hours=3)
    platform.answers["/jwks"] = [answer]
    assert keyring.find(f"{platform.url}/jwks", "k1").key_size == 2048
    eventually(lambda: fetches(platform) == 2)
    eventually(lambda: not keyring._refreshing)
    assert keyring.find(f"{platform.url}/jwks", "k1").key_size == 2048
    assert not keyring._refreshing
    assert fetches(platform) == 2  # the outage is not asked about for each launch
    del platform.answers["/jwks"]
    clock.pass_by(seconds=31)
    keyring.find(f"{platform.url}/jwks", "k1")
    eventually(lambda: fetches(platform) == 3)
    eventually(lambda: not keyring._refreshing)


def test_a_key_address_that_hangs_holds_no_launch_up(
    keyring: PlatformKeyring, platform: Platform, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.find(f"{platform.url}/jwks", "k1")
    clock.pass_by(hours=3)
    hung, released = threading.Event(), threading.Event()

    def hang(_url: str) -> None:
        hung.set()
        released.wait()

    monkeypatch.setattr(keyring, "_refreshed", hang)
    for _ in range(3):
        assert keyring.find(f"{platform.url}/jwks", "k1").key_size == 2048
    assert hung.wait(5)
    released.set()


def test_without_any_keys_the_launch_says_so(
    keyring: PlatformKeyring, platform: Platform, clock: Clock
) -> None:
    platform.answers["/jwks"] = [(503, {}, b"")]
    for _ in range(5):
        with pytest.raises(LaunchError) as caught:
            keyring.find(f"{platform.url}/jwks", "k1")
        assert caught.value.fault is Fault.KEYS_UNAVAILABLE
    assert fetches(platform) == 1, "the outage is not asked about for each launch"
    del platform.answers["/jwks"]
    clock.pass_by(minutes=1)
    assert keyring.find(f"{platform.url}/jwks", "k1").key_size == 2048


def test_only_rsa_keys_for_signatures_are_taken(platform: Platform) -> None:
    good = platform.jwks()["keys"][0]
    document = {
        "keys": [
            good,
            {**good, "kid": "enc", "use": "enc"},
            {**good, "kid": "alg", "alg": "RS512"},
            {**good, "kid": "oct", "kty": "oct", "k": "c2VjcmV0"},
            {**good, "kid": "short", "n": "AQAB"},
            {**good, "kid": 7},
            {"kid": "ec", "kty": "EC", "crv": "P-256", "x": "x", "y": "y"},
            "text",
        ]
    }
    assert set(parse_keys(json.loads(json.dumps(document)))) == {"k1"}
