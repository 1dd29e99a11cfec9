"""Restrictions as authors write them: what is read, and every slip at its line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from packager.definition.models.moments import read_moment
from packager.definition.reader import read_module
from packager.document.moments import Moment
from packager.document.restriction import Restriction, Several, Time, UnitGraded, UnitPassed, as_written
from tests.packager.definition.conftest import Change, Check

QUIZ = "pass: 80, serves: [LO1], after: [outcome]"
TALK = "minutes: 15, serves: [LO1]}\n  - id: show"


def restrict(change: Change, written: str) -> None:
    """Restrict the starter's quiz (line 33)."""
    change("module.yaml", QUIZ, f"{QUIZ}, restrict: {written}")


def test_what_is_written_is_read(folder: Path, change: Change) -> None:
    restrict(change, "{all: [{done: talk}, {any: [{grade: plan, below: 60}, {group: {fi: A, sv: B, en: C}}]},"
                     " {from: +2 weeks 16:00, until: 2036-12-24T16:00+02:00}], hidden: true}")  # fmt: skip
    change("module.yaml", "  - id: show\n", "  - id: show\n    restrict: {none: [{passed: quiz}]}\n")
    change("module.yaml", "serves: [LO2], after", "serves: [LO2], pass: 60, after")
    module, problems = read_module(folder)
    assert [str(one) for one in problems] == []
    assert module is not None
    found = module.unit("quiz").restrict
    assert found is not None
    assert found.hidden
    assert as_written(found.rule) == (
        "all (done: talk; any (grade: plan, below: 60; group: A); "
        "from: +14 days 16:00, until: 2036-12-24T16:00+02:00)"
    )
    assert module.sections[1].restrict == Restriction(
        rule=Several(how="none", conditions=(UnitPassed(unit="quiz"),))
    )


def test_one_condition_stands_alone(folder: Path, change: Change) -> None:
    restrict(change, "{grade: plan, least: 40}")
    module, _ = read_module(folder)
    assert module is not None
    assert module.unit("quiz").restrict == Restriction(
        rule=Several(how="all", conditions=(UnitGraded(unit="plan", least=40),))
    )


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("+14 days", Moment(after_start=dt.timedelta(days=14))),
        ("+1 day 23:59", Moment(after_start=dt.timedelta(days=1, hours=23, minutes=59))),
        ("+2 weeks", Moment(after_start=dt.timedelta(days=14))),
        ("+0 days", Moment(after_start=dt.timedelta())),
        ("2026-12-24T16:00Z", Moment(at=dt.datetime(2026, 12, 24, 16, tzinfo=dt.UTC))),
        ("2026-12-24 16:00+02:00", Moment(at=dt.datetime(2026, 12, 24, 14, tzinfo=dt.UTC))),
    ],
)
def test_a_moment_counts_from_the_start_or_has_its_offset(written: str, moment: Moment) -> None:
    read = read_moment(written)
    assert read == moment
    assert read_moment(str(read)) == read


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("14 days", "14 days is no point in time: write days or weeks after the course's start, as +14 days"),
        (
            "2026-12-24",
            "2026-12-24 has no offset from Universal Time: add it, as 2026-12-24T00:00+02:00",
        ),
        ("+3 days 25:00", "25:00 is no time of the day: write it from 00:00 to 23:59"),
    ],
)
def test_a_moment_that_is_none_is_said(written: str, said: str, change: Change, problems: Check) -> None:
    restrict(change, f"{{from: {written}}}")
    (one,) = problems()
    assert one.startswith(f"module.yaml:33: quiz.restrict.from: {said}")


@pytest.mark.parametrize(
    ("written", "field", "said"),
    [
        ("{done: tolk}", "done", "tolk is not a unit of this module: did you mean talk?"),
        ("{passed: talk}", "passed", "talk is a discussion and has no grade: write done: talk"),
        ("{passed: plan}", "passed", "plan has no pass mark: add pass: to it, or write done: plan"),
        ("{grade: outcome, least: 5}", "grade", "outcome is a lesson and has no grade: write done: outcome"),
        ("{grade: plan}", "", "grade needs a bound: add least: 50 or below: 80"),
        ("{done: talk, least: 5}", "", "least belongs to a grade: add grade: and the unit"),
        ("{hidden: true}", "",
         "holds no condition: write one of done, passed, grade, from (or until), group, all, any and none"),
        ("{done: talk, group: A}", "", "done and group stand in one condition: make them a list below all:"),
        ("{grade: plan, least: 80, below: 80}", "",
         "the grade of plan is to be 80 or more and below 80, so this never holds: correct one of them"),
        ("{all: [{grade: plan, least: 60}, {any: [{done: talk}]}, {grade: plan, below: 50}]}", "",
         "the grade of plan is to be 60 or more and below 50, so this never holds: correct one of them"),
        ("{from: +14 days, until: +14 days}", "",
         "the time ends before it begins, so this never holds: correct one of them"),
        ("{any: [{done: talk}, {from: +3 weeks, until: +20 days}]}", "",
         "the time ends before it begins, so this never holds: correct one of them"),
        ("{all: [{done: talk}, {none: [{done: talk}]}]}", "",
         "talk is to be done and not done, so this never holds: correct one of them"),
        ("{group: {de: A}}", "group.de", "de is no language of this module (fi, sv, en): correct it"),
        ("{done: quiz}", "", "it waits for itself, so nobody can begin: take one away"),
        ("{any: [{done: quiz}, {all: [{passed: quiz}]}]}", "",
         "it never opens, as every unit that would open it waits for it in turn: take one away"),
        ("{don: outcome}", "don", "is not a field here: did you mean done?"),
        ("{done: outcome, hiden: true}", "hiden", "is not a field here: did you mean hidden?"),
    ],
)  # fmt: skip
def test_a_slip_is_said_at_its_line(
    written: str, field: str, said: str, change: Change, problems: Check
) -> None:
    restrict(change, written)
    assert problems() == [f"module.yaml:33: quiz.restrict{f'.{field}' if field else ''}: {said}"]


def test_a_section_may_not_wait_for_its_own_units(change: Change, problems: Check) -> None:
    change("module.yaml", "  - id: learn\n", "  - id: learn\n    restrict: {all: [{done: quiz}]}\n")
    (said,) = problems()
    assert said.startswith(
        "module.yaml:27: sections.learn.restrict: outcome → quiz → outcome is a circle, so "
    )


def test_a_choice_that_leads_out_opens_a_circle(change: Change, problems: Check) -> None:
    change("module.yaml", "minutes: 15, serves: [LO1]}", "minutes: 15, serves: [LO1], restrict: "
           "{any: [{done: quiz}, {from: +7 days}]}}")  # fmt: skip
    restrict(change, "{done: talk}")
    assert problems() == []


def test_times_of_two_kinds_are_not_compared() -> None:
    both = Time(since=Moment(after_start=dt.timedelta(days=900)), until=Moment(at=dt.datetime.now(dt.UTC)))
    assert as_written(both).startswith("from: +900 days, until: 2")
