"""A survey: answered once, kept as sums that belong to nobody, shown five people at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from lti_tool.db import upsert
from lti_tool.models import Context, Person, Registration, SurveyTally, UnitResponses
from lti_tool.services import surveys
from lti_tool.services.learner import Learner
from lti_tool.services.surveys import Given
from packager.document.surveys import Survey
from tests.support.live import Live, Visit, live
from tests.support.sample_scales import voices
from tests.support.waiting import eventually

WHOLE = {"rate-use": "3", "rate-time": "1", "tell-word": "Useful"}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def send(visit: Visit, **fields: str | list[str]) -> str:
    """Send the form."""
    visit.send("/survey", **{name.replace("_", "-"): value for name, value in fields.items()})
    return visit.text


def others(place: Live, *texts: str) -> None:
    """Let people who have never been here answer in the course of the latest visit, each with a text."""
    unit: Survey = voices()
    with place.runtime.database.write() as session:
        one = session.query(Person).first()
        assert one is not None
        context, registration = session.query(Context).one(), session.query(Registration).one()
        for words in texts:
            learner = Learner(
                person_id=upsert(session, Person, {"platform_id": one.platform_id, "sub": f"other {words}"}),
                registration_id=registration.id, context_id=context.id, resource_link_id=None,
                line_item_id=None, unit_key=None, teaches=False,
            )  # fmt: skip
            given = Given({"use": [2], "time": [2], "used": [1, 3]}, {"change": words})
            assert surveys.answer(session, learner, unit, given, place.runtime.now())


def counts(page: str, name: str) -> list[int]:
    """Return how often each option below a heading was chosen."""
    part = page[page.index('id="results"') :]
    part = part[part.index(name) :]
    return [int(one) for one in re.findall(r'<span class="about">(\d+)</span>', part[: part.index("</ul>")])]


def cell(place: Live) -> float | None:
    return place.platform.gradebook.grade(place.links["voices"].line_item, "203")


def test_it_is_answered_once_and_done(place: Live) -> None:
    visit = place.open("voices", user="203")
    assert "kept without your name" in visit.text
    assert "Mark as done" not in visit.text
    assert '<dt id="term-eqf">' in visit.text
    page = send(visit, **WHOLE)
    assert "You have answered. Thank you." in page
    assert 'Thank you. See <a href="' in page
    assert "You have done this unit." in page
    assert "<textarea" not in page
    eventually(lambda: cell(place) == 1)
    again = place.open("voices", user="203")
    assert "You have answered. Thank you." in again.text
    assert "1 person has answered. The answers of 0 people are shown." in again.text
    assert "Useful" not in again.text


def test_what_is_needed_is_asked_for_and_nothing_is_lost(place: Live) -> None:
    visit = place.open("voices", user="203")
    fields = {"rate-use": "2", "choose-used": ["1", "3"], "tell-change": "Less <text>, please."}
    page = send(visit, **fields)
    assert visit.page.status_code == 422
    assert re.findall(r'<li><a href="#question-(\w+)">', page) == ["module", "word"]
    assert re.findall(r'id="([\w-]+)" name="[^"]*" value="[^"]+" checked', page) == [
        "rate-use-2", "choose-used-1", "choose-used-3",
    ]  # fmt: skip
    assert "Less &lt;text&gt;, please.</textarea>" in page
    assert "Nothing is answered yet." in send(place.open("voices", user="203"), **{"rate-use": ""})
    with place.runtime.database.read() as session:
        assert session.scalars(select(SurveyTally)).all() == []


def test_results_are_sums_and_texts_are_for_teachers(place: Live) -> None:
    learner = place.open("voices", user="203")
    send(learner, **WHOLE, **{"choose-helped": "2", "tell-change": "Zebra first."})
    others(place, "b", "a", "d")
    assert "The answers of 0 people are shown." in place.open("voices", user="203").text
    others(place, "c")
    page = place.open("voices", user="203").text
    assert "5 people have answered. The answers of 5 people are shown." in page
    assert counts(page, "I could use it at work.") == [0, 4, 1]
    assert counts(page, "What helped") == [0, 1]
    assert counts(page, "What did you use?") == [4, 0, 4]
    assert "5 texts, which only teachers read." in page
    assert "Zebra" not in page
    teacher = place.open("voices", user="101").text
    assert re.findall(r'<li class="written">(.*?)</li>', teacher) == [
        "Useful",
        "Zebra first.",
        "a",
        "b",
        "c",
        "d",
    ]
    assert '<fieldset class="all" disabled>' in teacher


def test_who_has_not_answered_sees_nothing(place: Live) -> None:
    place.open("voices", user="203")
    others(place, *"abcde")
    assert 'id="results"' not in place.open("voices", user="202").text


def test_answers_are_shown_five_at_a_time(place: Live) -> None:
    send(place.open("voices", user="203"), **WHOLE)
    others(place, *"abcd")
    before = place.open("voices", user="101").text
    others(place, *"efgh")
    after = place.open("voices", user="101").text
    assert counts(after, "I could use it at work.") == counts(before, "I could use it at work.") == [0, 4, 1]
    assert '<li class="written">h</li>' not in after
    others(place, "i")
    assert counts(place.open("voices", user="101").text, "I could use it at work.") == [0, 9, 1]


def test_nothing_that_is_kept_leads_from_a_person_to_an_answer(place: Live) -> None:
    visit = place.open("voices", user="203")
    send(visit, **{**WHOLE, "tell-word": "Unmistakable", "tell-change": "Very unmistakable"})
    with place.runtime.database.read() as session:
        (kept,) = session.scalars(select(UnitResponses))
        assert kept.responses == {"answered": {"response": True, "revision": 0}}
        (tally,) = session.scalars(select(SurveyTally))
        assert set(SurveyTally.__table__.columns.keys()) == {
            "id",
            "context_id",
            "unit_key",
            "shown",
            "waiting",
        }
        assert tally.waiting == {
            "answers": 1,
            "counts": {"use": {"3": 1}, "time": {"1": 1}},
            "texts": {"change": ["Very unmistakable"], "word": ["Unmistakable"]},
        }
        for table in inspect(session.connection()).get_table_names():
            rows = str(session.execute(text(f'SELECT * FROM "{table}"')).all())  # a name of ours
            assert ("nmistakable" in rows) == (table == "survey_tally"), table


def test_two_clicks_are_one_answer_and_a_teacher_gives_none(place: Live) -> None:
    visit = place.open("voices", user="203")
    second = place.open("voices", user="203")
    send(visit, **WHOLE)
    send(second, **WHOLE)
    send(place.open("voices", user="101"), **WHOLE)
    assert "1 person has answered." in place.open("voices", user="203").text


def test_what_is_not_asked_is_not_kept(place: Live) -> None:
    visit = place.open("voices", user="203")
    send(
        visit,
        **{
            **WHOLE,
            "rate-use": ["2", "3"],
            "choose-helped": "9",
            "choose-used": ["1", "1", "0", "x"],
            "tell-new": "y",
        },
    )
    with place.runtime.database.read() as session:
        (tally,) = session.scalars(select(SurveyTally))
    assert tally.waiting["counts"] == {"use": {"2": 1}, "time": {"1": 1}, "used": {"1": 1}}
    assert tally.waiting["texts"] == {"word": ["Useful"]}


def test_a_forged_form_is_refused(place: Live) -> None:
    visit = place.open("voices", user="203")
    answer = visit.http.post(f"{visit.page.url}survey", data={"token": "x", **WHOLE}, timeout=20)
    assert answer.status_code >= 400
    assert (
        visit.http.post(visit.page.url.replace("voices", "diary") + "survey", timeout=20).status_code == 404
    )
