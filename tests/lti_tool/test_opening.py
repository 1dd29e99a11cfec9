"""What keeps a unit shut in the tool: what is not done, grades, times; never what the tool cannot know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from packager.document.module import Module
from packager.document.moments import Moment
from packager.document.restriction import (
    Condition,
    How,
    InGroup,
    Restriction,
    Several,
    Time,
    UnitDone,
    UnitGraded,
    UnitPassed,
    as_written,
)
from tests.support.live import Live, Visit, live
from tests.support.quiz_taking import right_answers
from tests.support.sample import sample_module, words
from tests.support.sample_settings import after_start

CLOSED = "This unit is not open to you now."
NOW = dt.datetime.now(dt.UTC)
LEARNER, TEACHER = "203", "101"


def rule(*conditions: Condition, how: How = "all", hidden: bool = False) -> Restriction:
    return Restriction(rule=Several(how=how, conditions=conditions), hidden=hidden)


def with_rule(folder: Path, unit_id: str, restrict: Restriction, *, section: bool = False) -> Module:
    """Return the sample with one restriction: of a unit, or of its section."""
    module = sample_module(folder)
    sections = tuple(
        replace(
            one,
            restrict=restrict if section and any(unit.id == unit_id for unit in one.units) else None,
            units=tuple(
                replace(unit, restrict=restrict if unit.id == unit_id and not section else None)
                for unit in one.units
            ),
        )
        for one in module.sections
    )
    return replace(module, sections=sections)


@contextmanager
def restricted(folder: Path, unit_id: str, restrict: Restriction, *, section: bool = False) -> Iterator[Live]:
    """Run the sample with one restriction."""
    with live(folder, with_rule(folder / "source", unit_id, restrict, section=section)) as place:
        yield place


def finish(visit: Visit) -> Visit:
    visit.send("/done")
    return visit


def test_a_unit_opens_when_another_is_done(tmp_path: Path) -> None:
    with restricted(tmp_path, "ward", rule(UnitDone(unit="outcomes"))) as place:
        visit = place.open("ward", user=LEARNER)
        assert visit.page.status_code == 403
        assert CLOSED in visit.text
        assert "Outcomes (en)</a> is done" in visit.text
        assert "(not yet)" in visit.text
        assert "You are the teacher" not in visit.text
        finish(place.open("outcomes", user=LEARNER))
        assert "You are the teacher" in place.open("ward", user=LEARNER).text


def test_who_teaches_is_never_shut_out(tmp_path: Path) -> None:
    with restricted(tmp_path, "ward", rule(UnitDone(unit="outcomes"))) as place:
        assert place.open("ward", user=TEACHER).page.status_code == 200


def test_nothing_is_taken_while_a_unit_is_shut(tmp_path: Path) -> None:
    with restricted(tmp_path, "outcomes", rule(UnitDone(unit="guide"))) as place:
        open_one = place.open("guide", user=LEARNER)
        address = open_one.page.url.replace("/guide/", "/outcomes/")
        answer = open_one.http.post(f"{address}done", data={"token": "any"}, timeout=20)
        assert answer.status_code == 403
        assert CLOSED in answer.text


def test_a_section_shuts_its_units(tmp_path: Path) -> None:
    with restricted(tmp_path, "ward", rule(UnitDone(unit="outcomes")), section=True) as place:
        assert CLOSED in place.open("quiz", user=LEARNER).text
        overview = place.open("outcomes", user=LEARNER)
        overview.get(overview.page.url.partition("/u/")[0] + "/m/fi.example.sample/")
        assert overview.text.count("Not open") == len(sample_module(tmp_path / "again").sections[1].units)


def test_a_quiz_opens_by_its_grade(tmp_path: Path) -> None:
    with restricted(
        tmp_path, "ward", rule(UnitGraded(unit="quiz", least=50), UnitPassed(unit="quiz"))
    ) as place:
        assert "the grade of" in place.open("ward", user=LEARNER).text
        visit = place.open("quiz", user=LEARNER)
        visit.send("/attempts/")
        visit.send("/attempts/", **right_answers())
        assert CLOSED not in place.open("ward", user=LEARNER).text
    too_good = rule(UnitGraded(unit="quiz", below=50))
    with restricted(tmp_path / "second", "ward", too_good) as place:
        visit = place.open("quiz", user=LEARNER)
        visit.send("/attempts/")
        visit.send("/attempts/", **right_answers())
        assert "is less than 50 per cent" in place.open("ward", user=LEARNER).text


def at(**shift: Any) -> Moment:
    return Moment(at=NOW + dt.timedelta(**shift))


RULES = (
    (rule(Time(since=at(hours=2))), True),
    (rule(Time(since=at(hours=-2))), False),
    (rule(Time(until=at(hours=-2))), True),
    (rule(Time(since=at(hours=-2), until=at(hours=2))), False),
    (rule(Time(since=after_start(days=9))), False),  # the tool knows no start of a course
    (rule(InGroup(name=words("A"))), False),  # nor its groups
    (rule(UnitDone(unit="canvas")), False),  # nor what is handed in on the platform
    (rule(InGroup(name=words("A")), UnitDone(unit="guide")), True),
    (rule(InGroup(name=words("A")), UnitDone(unit="guide"), how="any"), False),
    (rule(UnitDone(unit="outcomes"), UnitDone(unit="guide"), how="any"), True),
    (rule(UnitDone(unit="guide"), how="none"), False),
    (rule(Time(since=at(hours=-2)), how="none"), True),
    (rule(InGroup(name=words("A")), how="none"), False),
)


def test_only_what_is_known_keeps_a_unit_shut(tmp_path: Path) -> None:
    with live(tmp_path) as place:
        for number, (restrict, closed) in enumerate(RULES):
            place.install(with_rule(tmp_path / str(number), "ward", restrict))
            text = place.open("ward", user=LEARNER).text
            assert (CLOSED in text) is closed, as_written(restrict.rule)


def test_what_is_hidden_is_not_named(tmp_path: Path) -> None:
    with restricted(tmp_path, "reading", rule(UnitDone(unit="handout"), hidden=True)) as place:
        visit = place.open("reading", user=LEARNER)
        assert CLOSED in visit.text
        assert "is done" not in visit.text
        beside = place.open("outcomes", user=LEARNER)
        assert "Reading (en)" not in beside.text
        beside.get(beside.page.url.partition("/u/")[0] + "/m/fi.example.sample/")
        assert "Reading (en)" not in beside.text
        units = sample_module(tmp_path / "again").units
        seen = sum(not (unit.settings.unlisted or unit.kind == "text") for unit in units) - 1
        assert f"of {seen} units done" in beside.text
        finish(place.open("handout", user=LEARNER))
        assert "Reading (en)" in place.open("outcomes", user=LEARNER).text


def test_a_try_that_is_open_may_be_finished(tmp_path: Path) -> None:
    with restricted(tmp_path, "quiz", rule(UnitDone(unit="guide"), how="none")) as place:
        visit = place.open("quiz", user=LEARNER)
        visit.send("/attempts/")
        finish(place.open("guide", user=LEARNER))
        assert CLOSED in place.open("quiz", user=LEARNER).text
        visit.send("/attempts/", **right_answers())
        assert visit.page.status_code == 200
        assert "/feedback" in visit.page.url
