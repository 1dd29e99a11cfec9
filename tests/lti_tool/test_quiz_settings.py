"""What a quiz is set to, in the tool: pages, time, tries that count, what is shown of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lti_tool.models import Attempt, UnitProgress
from packager.document.model_answer import model_answer
from packager.document.quiz_settings import Review
from tests.support.live import Live, Visit, form, live
from tests.support.quiz_taking import cell, place_of_unit
from tests.support.sample import sample_module
from tests.support.sample_quiz_settings import stages
from tests.support.sample_words import common
from tests.support.waiting import eventually

QUIZ = stages(**common("stages", 15))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


@contextmanager
def set_to(folder: Path, **settings: Any) -> Iterator[Live]:
    """Yield a tool whose quiz is set otherwise, on one page."""
    module = sample_module(folder / "source")
    alone = replace(QUIZ, **{"sections": (), "per_page": 0, "questions": QUIZ.questions[:2], **settings})
    sections = (module.sections[0], replace(module.sections[1], units=(alone,), restrict=None))
    with live(folder, replace(module, sections=sections)) as running:
        yield running


def right(*names: str) -> dict[str, Any]:
    """Return the fields of right answers to these questions, or to all."""
    fields: dict[str, Any] = {}
    for question in QUIZ.questions:
        if not names or question.id in names:
            fields |= model_answer(question, "en")
    return fields


def begun(place: Live) -> Visit:
    visit = place.open("stages", user="203")
    visit.send("/attempts/")
    return visit


def asked(visit: Visit) -> list[str]:
    return re.findall(r'data-question="([^"]+)"', visit.text)


def headings(visit: Visit) -> list[str]:
    return re.findall(r"<h2>([^<]+)</h2>", visit.text)


def attempts(place: Live) -> list[Attempt]:
    with place.runtime.database.read() as session:
        return list(session.scalars(select(Attempt).order_by(Attempt.id)))


def test_the_front_page_says_what_to_expect(place: Live) -> None:
    text = place.open("stages", user="203").text
    for said in ("6 questions", "pass mark 50 %", "3 tries", "20 minutes for a try", "average of all tries"):
        assert said in text


def test_pages_are_turned_and_keep_their_answers(place: Live) -> None:
    visit = begun(place)
    assert (headings(visit), asked(visit)) == (["Warm &amp; up (en)"], ["first", "second"])
    assert "Take it easy." in visit.text
    assert "Previous page" not in visit.text
    visit.send("/attempts/", go="2", **right("first", "second"))
    assert (headings(visit), sorted(asked(visit))) == (["Mixed (en)"], ["fourth", "third"])
    assert ("Page 2 of 4" in visit.text, ">Submit<" in visit.text) == (True, False)
    mixed = asked(visit)
    visit.send("/attempts/", go="3", **right("third"))
    visit.send("/attempts/", go="4", **right("fifth"))
    assert (headings(visit), asked(visit)) == (["The end (en)"], ["sixth"])
    elsewhere = re.findall(r'page=(\d)#q-(\w+)-set">(Question \d of 6)', visit.text)
    assert elsewhere == [("2", "fourth", f"Question {3 + mixed.index('fourth')} of 6")]
    visit.send("/attempts/", go="2")
    assert asked(visit) == mixed
    assert 'value="4"' in visit.text  # what was answered is there again
    visit.send("/attempts/", go="4", **right("third", "fourth"))
    visit.send("/attempts/", **right("sixth"))
    assert "100 % right" in visit.text
    assert headings(visit) == ["Warm &amp; up (en)", "Mixed (en)", "The end (en)"]
    eventually(lambda: cell(place, "stages") == 100)


def test_saving_stays_on_the_page(place: Live) -> None:
    visit = begun(place)
    visit.send("/attempts/", go="3")
    visit.send("/attempts/", save="1", **right("fifth"))
    assert (asked(visit), visit.page.url.endswith("page=3#saved")) == (["fifth"], True)
    visit.get(visit.page.url.replace("page=3", "page=99"))
    assert asked(visit) == ["sixth"]
    visit.get(visit.page.url.replace("page=99", "page=x"))
    assert asked(visit) == ["first", "second"]


def expire(place: Live, minutes: float) -> None:
    """Let the open try have begun so long ago."""
    with place.runtime.database.write() as session:
        for attempt in session.scalars(select(Attempt).where(Attempt.status == "open")):
            attempt.opened_at = place.runtime.now() - dt.timedelta(minutes=minutes)


def test_the_time_is_shown_and_a_late_try_is_submitted_as_it_stood(place: Live) -> None:
    visit = begun(place)
    left = re.search(r'data-time-left="(\d+)"', visit.text)
    assert left
    assert 1100 < int(left[1]) <= 1200
    visit.send("/attempts/", save="1", **right("first"))
    page = visit.page
    expire(place, 21.5)
    visit.send("/attempts/", **right("second"))
    assert "The time was over" in visit.text
    assert "16 % right" in visit.text  # one of six: what came too late counts for nothing
    visit.page = page
    visit.send("/attempts/", go="2", **right("second"))
    assert visit.page.url.endswith("/feedback")
    assert len(attempts(place)) == 1


def test_an_answer_at_the_last_moment_counts(place: Live) -> None:
    visit = begun(place)
    expire(place, 20.5)  # a slow connection
    visit.send("/attempts/", **right("first", "second"))
    assert "33 % right" in visit.text


def test_the_front_page_submits_what_is_over(place: Live) -> None:
    visit = begun(place)
    unit = place_of_unit(visit)
    visit.send("/attempts/", save="1", **right("first"))
    expire(place, 30)
    visit.get(unit)
    assert [one.status for one in attempts(place)] == ["submitted"]
    assert "Go on with your try" not in visit.text
    assert "Try again" in visit.text


@pytest.mark.parametrize(
    ("counts", "grade", "done"),
    [("best", 100, True), ("first", 50, False), ("last", 0, True), ("average", 50, False)],
)
def test_which_try_counts(tmp_path: Path, counts: Any, grade: int, done: bool) -> None:
    with set_to(tmp_path, counts=counts, passing=80) as place:
        for names in (("first",), ("first", "second"), ("none",)):
            visit = begun(place)
            visit.send("/attempts/", **right(*names))
        eventually(lambda: cell(place, "stages") == grade)
        assert f"average of your tries is {grade} %" in visit.text or counts != "average"
        visit.get(place_of_unit(visit))
        assert visit.text.count("<strong>counts</strong>") == (counts != "average")
        assert ("✓ Passed" in visit.text) is (grade >= 80)
        with place.runtime.database.read() as session:
            (status,) = session.scalars(select(UnitProgress.status).where(UnitProgress.unit_key == QUIZ.key))
        assert (status == "done") is done


def test_what_is_said_of_the_result(tmp_path: Path) -> None:
    with set_to(tmp_path, time_limit=None) as place:
        for names, said in ((("none",), "Read the lesson"), (("first",), "Go on."), ((), 'alt="A cup"')):
            visit = begun(place)
            assert "data-time-left" not in visit.text
            visit.send("/attempts/", **right(*names))
            assert said in visit.text
            told = [one for one in ("Read the lesson", "Go on.", 'alt="A cup"') if one in visit.text]
            assert told == [said]


@pytest.mark.parametrize(
    ("kept_back", "gone"),
    [
        ("attempt", "The first. (en)"),
        ("correctness", "✓ </span> Right"),
        ("marks", "% right"),
        ("result", "Go on. (en)"),
    ],
)
def test_what_is_kept_back(tmp_path: Path, kept_back: str, gone: str) -> None:
    def shown(folder: Path, review: Review) -> str:
        with set_to(folder, review=review) as place:
            visit = begun(place)
            visit.send("/attempts/", **right("first"))
            return re.sub(r'<span class="poiju-icon"[^>]*>(.)', r"\1 ", visit.text)

    assert gone in shown(tmp_path / "all", Review())
    assert gone not in shown(tmp_path / "less", replace(Review(), **{kept_back: ("closed",)}))


def test_right_answers_wait_until_later(tmp_path: Path) -> None:
    with set_to(tmp_path, review=Review(answers=("later",))) as place:
        visit = begun(place)
        visit.send("/attempts/", **right("first"))
        assert "Right answer:" not in visit.text
        with place.runtime.database.write() as session:
            for attempt in session.scalars(select(Attempt)):
                attempt.submitted_at = place.runtime.now() - dt.timedelta(minutes=3)
        visit.get(visit.page.url)
        assert visit.text.count("Right answer:") == 2


def test_marks_that_are_kept_back_stand_on_no_page(tmp_path: Path) -> None:
    with set_to(tmp_path, review=Review(marks=()), counts="average") as place:
        visit = begun(place)
        visit.send("/attempts/", **right("first"))
        for _ in range(2):
            assert "50 %" not in visit.text.replace("pass mark 50 %", "").replace("the pass mark is 50 %", "")
            visit.get(place_of_unit(visit))
        assert form(visit.text, "/attempts/")
