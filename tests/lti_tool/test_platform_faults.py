"""A platform whose key, token or score address answers 503, hangs or hangs up.

Launches with known keys go on, pages answer as before, and every accepted score arrives afterwards.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select, update

from lti_tool.models import OutboxScore, PlatformKeys
from lti_tool.outbound import Answer, Request
from lti_tool.stand_in.faults import Kind
from tests.support.live import Live, live
from tests.support.quiz_taking import begun, cell, right_answers
from tests.support.waiting import eventually

FAULTS: tuple[Kind, ...] = ("503", "hang", "drop")
PLACES = ("jwks", "token", "scores")
BEHIND = ("poiju-worker", "platform keys")  # threads that may wait for a platform; no request's does


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    """The tool with its worker, beside the stand-in platform."""
    with live(tmp_path, POIJU_WORKER="1") as made:
        yield made


def outbox(place: Live) -> list[OutboxScore]:
    with place.runtime.database.read() as session:
        return list(session.scalars(select(OutboxScore)))


def hurry(place: Live) -> None:
    """Let what waits be due at once; the worker's memory of a platform that did not answer goes, too."""
    with place.runtime.database.write() as session:
        session.execute(update(OutboxScore).values(next_attempt_at=place.runtime.now()))
    place.runtime.worker._paused.clear()
    place.runtime.nudge()


def grow_old(place: Live) -> None:
    """Let the platform's keys be so old that the tool would like to fetch them again."""
    old = place.runtime.now() - dt.timedelta(hours=2)
    with place.runtime.database.write() as session:
        session.execute(update(PlatformKeys).values(fetched_at=old))
    for held in place.runtime.platform_keys._sets.values():
        held.fetched_at = old


def watched(place: Live) -> list[tuple[str, str]]:
    """Return a list that gets the thread and the last word of the address of what is asked from now on."""
    asked: list[tuple[str, str]] = []
    send = place.runtime.outbound.send

    def counted(request: Request) -> Answer:
        asked.append((threading.current_thread().name, request.url.rpartition("/")[2]))
        return send(request)

    place.runtime.outbound.send = counted  # type: ignore[method-assign]  # to watch what leaves
    return asked


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("where", PLACES)
def test_learners_notice_nothing_and_every_score_arrives(place: Live, where: str, fault: Kind) -> None:
    place.open("quiz", "202")  # the keys are known
    place.platform.faults.set(where, fault)
    grow_old(place)
    asking = watched(place)

    visit = begun(place)
    visit.send("/attempts/", **right_answers())
    assert visit.page.status_code == 200
    if where == "jwks":
        assert place.platform.faults.entered.wait(20), "the tool did ask for new keys, behind the launch"
    else:
        assert place.platform.faults.entered.wait(20), "the worker did try"
        assert cell(place, "quiz") is None
        assert place.open("quiz", "203").page.status_code == 200, "and others go in"

    assert all(thread.startswith(BEHIND) for thread, _ in asking), "nobody waits for a platform's services"
    place.platform.faults.clear()
    eventually(lambda: [row.status for row in outbox(place)] != ["sending"])
    hurry(place)
    eventually(lambda: cell(place, "quiz") == 100)
    eventually(lambda: [row.status for row in outbox(place)] == ["delivered"])
    assert place.platform.gradebook.wiped == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_a_platform_whose_keys_were_never_known_is_told_to_the_learner(place: Live, fault: Kind) -> None:
    """And not for ever: as soon as its keys can be read, launches go in."""
    place.platform.faults.set("jwks", "503" if fault == "hang" else fault)
    assert "keys-unavailable" in place.open("quiz").text
    place.platform.faults.clear()
    place.runtime.platform_keys._unreachable.clear()  # what thirty seconds do
    place.runtime.platform_keys._asked.clear()
    assert place.open("quiz").page.status_code == 200


def test_eight_launches_of_one_learner_at_once_all_go_in(place: Live) -> None:
    """A double click, several tabs: the person, the course and the column are new to all eight."""
    with ThreadPoolExecutor(8) as crew:
        pages = list(crew.map(lambda _: place.open("quiz").page, range(8)))
    assert [page.status_code for page in pages] == [200] * 8
    assert len({page.url.split("/")[4] for page in pages}) == 8, "a session each"


def test_a_score_is_one_request_and_an_hour_is_one_token(place: Live) -> None:
    asked = watched(place)
    for user in ("201", "202", "203"):
        visit = begun(place, user)
        visit.send("/attempts/", **right_answers())
        eventually(lambda: all(row.status == "delivered" for row in outbox(place)))
    assert len(outbox(place)) == 3
    assert [what for _, what in asked if what != "jwks"] == ["token", "scores", "scores", "scores"]
