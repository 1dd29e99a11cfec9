"""How long the outbox waits, and which time stamps and payloads it makes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.services.delivery import payload, shows
from lti_tool.services.gradebook_results import Result
from lti_tool.services.outbox import LONGEST_WAIT, Claim, wait

MOMENT = dt.datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def claim(given_score: float = 5.0, maximum: float = 10.0) -> Claim:
    return Claim(
        id=1, owner="me", version=1, attempts=1, registration_id=1, line_item_id=1, line_item_url="https://p/1",
        user="201", given=given_score, maximum=maximum, activity_progress="Completed",
        grading_progress="FullyGraded", timestamp=MOMENT, occurred_at=MOMENT,
    )  # fmt: skip


@given(st.integers(1, 10_000), st.none() | st.integers(0, 10**7))
def test_the_wait_grows_to_a_limit_and_heeds_the_platform(attempts: int, asked: int | None) -> None:
    after = None if asked is None else dt.timedelta(seconds=asked)
    waited = wait(attempts, after)
    assert wait(attempts) <= waited <= dt.timedelta(days=1)
    assert wait(attempts) <= wait(attempts + 1) <= LONGEST_WAIT
    if after and after <= dt.timedelta(days=1):
        assert waited >= after


def test_a_payload_names_the_moment_in_utc_with_microseconds() -> None:
    assert payload(claim(), MOMENT) == {
        "userId": "201",
        "scoreGiven": 5.0,
        "scoreMaximum": 10.0,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "timestamp": "2026-11-22T10:00:00.123456Z",
    }


@pytest.mark.parametrize(
    ("score", "maximum", "same"),
    [
        (5.0, 10.0, True),
        (50.0, 100.0, True),
        (0.5, None, True),
        (33.33333, 100.0, False),
        (None, None, False),
    ],
)
def test_a_result_is_compared_by_its_share(score: float | None, maximum: float | None, same: bool) -> None:
    assert shows(Result(user_id="201", score=score, maximum=maximum), claim()) is same


def test_rounding_of_the_platform_is_no_difference() -> None:
    assert shows(Result(user_id="201", score=33.33333, maximum=100.0), claim(1.0, 3.0))


def test_a_grade_of_nothing_that_is_left_out_is_the_same() -> None:
    assert shows(Result(user_id="201", score=None, maximum=None), claim(0.0))
