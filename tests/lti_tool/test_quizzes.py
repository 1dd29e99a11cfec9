"""Tries at a quiz: begun, saved, gone on with, submitted, marked on the server, sent to the gradebook."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from lti_tool.models import Attempt, OutboxScore
from packager.document.units import Quiz
from tests.support.live import Live, Visit, form, live
from tests.support.quiz_taking import ATTEMPT, begun, cell, place_of_unit, right_answers
from tests.support.sample import ID, questions, sample_module, units
from tests.support.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def outbox(place: Live) -> list[OutboxScore]:
    with place.runtime.database.read() as session:
        return list(session.scalars(select(OutboxScore)))


def test_a_faultless_quiz_is_passed_and_arrives_in_the_gradebook(place: Live) -> None:
    visit = begun(place)
    visit.send("/attempts/", **right_answers())
    assert visit.page.url.endswith("/feedback")
    assert "100 % right" in visit.text
    assert "Passed" in visit.text
    eventually(lambda: cell(place, "quiz") == 100)
    [score] = place.platform.received
    assert (score["scoreGiven"], score["scoreMaximum"]) == (8, 8)  # the essay weighs nothing
    eventually(lambda: "is in the gradebook" in visit.get(visit.page.url).text)


def test_a_quiz_page_tells_nothing_of_what_is_right(place: Live) -> None:
    visit = begun(place)
    for secret in (
        "Visible.",
        "Too wide.",
        "Identification",
        "tunnustaminen",
        "1600 / 60",
        "target",
        "Look for a verb",
    ):
        assert secret not in visit.text


def test_feedback_explains_what_was_answered(place: Live) -> None:
    visit = begun(place)
    visit.send("/attempts/", **{"q-verb": "0", "q-rpl": "tunnistaminen"})
    assert "Too wide." in visit.text
    assert "Identification" in visit.text
    assert "Visible." not in visit.text
    assert "Not answered." in visit.text
    eventually(lambda: cell(place, "quiz") == 0)


def test_submitting_twice_is_submitting_once(place: Live) -> None:
    visit = begun(place)
    action, hidden = form(visit.text, "/attempts/")
    for fields in (right_answers(), {"q-verb": "0"}):
        visit.http.post(visit.address(action), data={**hidden, **fields}, timeout=20)
    with place.runtime.database.read() as session:
        [attempt] = session.scalars(select(Attempt)).all()
    assert attempt.score == 8
    eventually(lambda: cell(place, "quiz") == 100)
    assert len(place.platform.received) == 1


def test_the_best_try_counts(place: Live) -> None:
    visit = begun(place)
    visit.send("/attempts/", **right_answers())
    eventually(lambda: cell(place, "quiz") == 100)
    visit.send("/attempts/")
    visit.send("/attempts/", **{"q-verb": "1"})
    assert "The result that counts is 100 %" in visit.text
    visit.get(place_of_unit(visit))
    assert visit.text.count("See the feedback") == 2
    assert [row.status for row in outbox(place)] == ["delivered"]  # the grade is the same: nothing waits
    assert len(place.platform.received) == 1


def test_a_better_try_replaces_the_grade(place: Live) -> None:
    visit = begun(place)
    visit.send("/attempts/", **{"q-verb": "1"})
    eventually(lambda: cell(place, "quiz") == 12.5)
    visit.send("/attempts/")
    visit.send("/attempts/", **right_answers())
    eventually(lambda: cell(place, "quiz") == 100)
    assert place.platform.gradebook.wiped == 0


def test_a_try_goes_on_on_another_device(place: Live) -> None:
    first = begun(place)
    first.send("/attempts/", **{"q-rpl": "half a wo", "save": "1"})
    second = place.open("quiz", user="203")
    assert "Go on with your try" in second.text
    second.send("/attempts/")
    assert "half a wo" in second.text
    assert ATTEMPT.search(first.page.url)[1] == ATTEMPT.search(second.page.url)[1]  # type: ignore[index]  # both pages are an attempt's


def save(visit: Visit, question: str, value: str, revision: int) -> dict[str, object]:
    address = re.search(r'data-save="([^"]*)"', visit.text)
    assert address
    _, hidden = form(visit.text, "/attempts/")
    data = {
        "token": hidden["token"],
        "question": question,
        f"q-{question}": value,
        f"revision-{question}": revision,
    }
    answer = visit.http.post(visit.address(address[1]), data=data, timeout=20)
    body: dict[str, object] = answer.json()
    return body


def test_of_two_devices_the_later_answer_stays(place: Live) -> None:
    first, second = begun(place), begun(place)
    assert save(first, "rpl", "typed later", 2_000) == {"outdated": []}
    assert save(second, "rpl", "typed earlier", 1_000) == {"outdated": ["rpl"]}
    assert "typed later" in second.get(second.page.url).text
    assert save(second, "rpl", "typed last", 3_000) == {"outdated": []}
    assert "typed last" in first.get(first.page.url).text


def test_a_device_whose_clock_is_ahead_outdates_nobody(place: Live) -> None:
    visit = begun(place)
    save(visit, "rpl", "from the future", 9_999_999_999_999)
    now = int(time.time() * 1000)
    assert save(visit, "rpl", "from now", now) == {"outdated": []}


def test_an_answer_after_submission_changes_nothing(place: Live) -> None:
    visit = begun(place)
    page = visit.text
    visit.send("/attempts/", **right_answers())
    late = Visit(place, visit.http, visit.page)
    late.page._content = page.encode()
    assert save(late, "rpl", "too late", 9_000_000_000_000) == {"submitted": True}


def test_an_attempt_is_marked_by_the_module_that_it_was_taken_with(place: Live) -> None:
    visit = begun(place)
    quiz = units()["quiz"]
    verb = replace(
        questions()[0],
        options=tuple(replace(one, right=index == 2) for index, one in enumerate(questions()[0].options)),
    )
    changed: Quiz = replace(quiz, questions=(verb, *questions()[1:4]))
    module = sample_module(place.folder / "newer", version="2.0.0")
    sections = (module.sections[0], replace(module.sections[1], units=(changed,)))
    place.install(replace(module, sections=sections))
    visit.send("/attempts/", **right_answers())
    assert "100 % right" in visit.text
    visit.send("/attempts/")  # a new try is taken with the new release
    assert "Question 1 of 4" in visit.text


def test_what_a_teacher_tries_is_never_sent(place: Live) -> None:
    visit = begun(place, user="101")
    visit.send("/attempts/", **right_answers())
    assert visit.page.url.endswith("/feedback")
    assert outbox(place) == []


def test_limited_tries_run_out(tmp_path: Path) -> None:
    module = sample_module(tmp_path / "source")
    few = replace(units()["quiz"], tries=1, questions=questions()[:1])
    sections = (module.sections[0], replace(module.sections[1], units=(few,)))
    with live(tmp_path, replace(module, sections=sections)) as place:
        visit = begun(place)
        visit.send("/attempts/", **{"q-verb": "0"})
        assert "Try again" not in visit.text
        visit.get(place_of_unit(visit))
        assert "You have used all your tries." in visit.text


def test_a_learners_page_does_not_wait_for_a_platform_that_hangs(place: Live) -> None:
    place.platform.faults.set("scores", "hang")
    visit = begun(place)
    before = time.monotonic()
    visit.send("/attempts/", **right_answers())
    assert visit.page.status_code == 200
    assert time.monotonic() - before < 60  # the platform hangs for two minutes
    assert "on its way" in visit.text
    place.platform.faults.clear()
    eventually(lambda: cell(place, "quiz") == 100)


def test_a_refused_score_is_told_to_the_learner(place: Live) -> None:
    place.platform.faults.set("scores", "400")
    visit = begun(place)
    visit.send("/attempts/", **right_answers())
    eventually(lambda: "refused your result" in visit.get(visit.page.url).text)
    place.platform.faults.clear()
    visit.send("/resend")
    eventually(lambda: cell(place, "quiz") == 100)


def test_anothers_attempt_is_not_found(place: Live) -> None:
    mine = begun(place, user="203")
    theirs = place.open("quiz", user="201")
    session = re.search(r"/s/[^/]+", theirs.page.url)
    attempt = ATTEMPT.search(mine.page.url)
    assert session
    assert attempt
    for page in ("", "feedback"):
        address = f"{place.url}{session[0]}/u/{ID}/quiz/attempts/{attempt[1]}/{page}"
        assert theirs.get(address).status_code == 404


def test_two_devices_that_submit_at_once_submit_once(place: Live) -> None:
    visits = [begun(place), begun(place)]
    action, hidden = form(visits[0].text, "/attempts/")
    theirs = [form(visit.text, "/attempts/") for visit in visits]
    threads = [
        threading.Thread(
            target=visit.http.post,
            args=(visit.address(action),),
            kwargs={"data": {**hidden, **right_answers()}, "timeout": 20},
        )
        for visit, (action, hidden) in zip(visits, theirs, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with place.runtime.database.read() as session:
        assert [one.status for one in session.scalars(select(Attempt))] == ["submitted"]
        assert [one.version for one in session.scalars(select(OutboxScore))] == [1]
    assert action
    assert hidden


def test_two_tabs_that_begin_at_once_begin_one_try(place: Live) -> None:
    visits = [place.open("quiz", user="203"), place.open("quiz", user="203")]
    threads = [threading.Thread(target=visit.send, args=("/attempts/",)) for visit in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with place.runtime.database.read() as session:
        assert len(session.scalars(select(Attempt)).all()) == 1
