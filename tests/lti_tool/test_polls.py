"""A poll: one answer of each person, told in its course alone and only when nobody can be made out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lti_tool.db import upsert
from lti_tool.models import Context, Person, UnitResponses
from tests.support.live import Live, Visit, live
from tests.support.sample import ID, sample_module
from tests.support.sample_polls import evening
from tests.support.waiting import eventually

KEY = f"{ID}/evening"
HIDDEN = "Results are shown when at least 5"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def others(place: Live, *answers: str, course: int | None = None) -> None:
    """Let people who have never been here answer in the course of the latest visit, or in another one."""
    with place.runtime.database.write() as session:
        one = session.query(Person).first()
        assert one is not None
        context = course or session.query(Context).one().id
        for number, answer in enumerate(answers):
            person = upsert(session, Person, {"platform_id": one.platform_id, "sub": f"{context}-{number}"})
            session.add(
                UnitResponses(
                    person_id=person,
                    context_id=context,
                    unit_key=KEY,
                    responses={"answer": {"response": answer.split("+"), "revision": 1}},
                    updated_at=place.runtime.now(),
                )
            )


def answer(visit: Visit, *options: str) -> str:
    visit.send("/answer", option=list(options))
    return visit.text


def shown(page: str) -> list[str]:
    """Return what is said of each option."""
    return re.findall(r'<span class="about">(\d+ \([^)]*\))', page.replace("\xa0", ""))


def cell(place: Live) -> float | None:
    return place.platform.gradebook.grade(place.links["evening"].line_item, "203")


def test_an_answer_is_kept_changed_and_reported(place: Live) -> None:
    visit = place.open("evening", user="203")
    assert "Mark as done" not in visit.text
    assert "What the course has answered" not in visit.text
    assert "1 answer so far." in answer(visit, "monday")
    assert "You have done this unit." in visit.text
    eventually(lambda: cell(place) == 1)
    assert 'value="monday" checked' in place.open("evening", user="203").text
    assert "1 answer so far." in answer(visit, "none")  # still one person
    assert 'value="none" checked' in visit.text
    assert 'value="monday" checked' not in visit.text


def test_results_wait_until_nobody_can_be_made_out(place: Live) -> None:
    visit = place.open("evening", user="203")
    others(place, "monday", "monday", "none")
    answer(visit, "monday")
    assert HIDDEN in visit.text
    assert "4 answers so far." in visit.text
    assert shown(visit.text) == []
    last = place.open("evening", user="202")
    assert "What the course has answered" not in last.text  # not before one's own answer
    answer(last, "none")
    assert shown(last.text) == ["3 (60%)", "0 (0%)", "2 (40%)"]
    assert HIDDEN not in place.open("evening", user="203").text


def test_a_teacher_sees_results_and_is_not_counted(place: Live) -> None:
    teacher = place.open("evening", user="101")
    others(place, "monday", "monday", "none", "tuesday")
    assert "4" in answer(teacher, "none").partition('class="notice"')[2]
    assert 'value="none" checked' in teacher.text
    assert shown(teacher.text) == []
    answer(place.open("evening", user="203"), "monday")
    assert [one.partition(" ")[0] for one in shown(place.open("evening", user="101").text)] == ["3", "1", "1"]


def test_another_course_is_not_counted(place: Live) -> None:
    visit = place.open("evening", user="203")
    with place.runtime.database.write() as session:
        own = session.query(Context).one()
        fields = {one.name: getattr(own, one.name) for one in Context.__table__.columns if one.name != "id"}
        text = next(name for name, value in fields.items() if isinstance(value, str))
        other = Context(**{**fields, text: "another"})
        session.add(other)
        session.flush()
        course = other.id
    others(place, *["none"] * 9, course=course)
    assert "1 answer so far." in answer(visit, "monday")


@pytest.mark.parametrize("options", [(), ("nowhere",), ("monday", "none")])
def test_what_is_no_answer_is_asked_for_again(place: Live, options: tuple[str, ...]) -> None:
    visit = place.open("evening", user="203")
    assert 'role="alert"' in answer(visit, *options)
    assert "The unit is done when you have answered." in visit.text
    assert " checked" not in visit.text


def test_several_options_where_several_may_be_chosen(place: Live, tmp_path: Path) -> None:
    module = sample_module(tmp_path / "new", version="1.3.0")
    poll = evening(several=True)
    sections = tuple(
        replace(one, units=tuple(poll if unit.id == "evening" else unit for unit in one.units))
        for one in module.sections
    )
    place.install(replace(module, sections=sections))
    visit = place.open("evening", user="203")
    assert 'type="checkbox"' in visit.text
    others(place, "monday+none", "none", "gone", "monday+tuesday", "none")  # one for an option that is gone
    answer(visit, "monday", "none")
    assert shown(visit.text) == ["3 (60%)", "1 (20%)", "4 (80%)"]


def test_a_forged_form_answers_nothing(place: Live) -> None:
    visit = place.open("evening", user="203")
    assert visit.http.post(f"{visit.page.url}answer", data={"option": "none"}, timeout=20).status_code >= 400
    assert " checked" not in place.open("evening", user="203").text
