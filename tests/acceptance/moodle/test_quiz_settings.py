"""What a quiz is set to, in a real Moodle: sections, pages, time, tries, what is shown when."""

from __future__ import annotations

from typing import Any

import pytest

from packager.document.quiz_settings import Review
from tests.support.moodle_restored import LANGUAGE, activities, at_home, restored
from tests.support.sample import sample_module
from tests.support.sample_quiz_settings import REVIEW, stages
from tests.support.sample_words import common

pytestmark = pytest.mark.moodle

QUIZ = stages(**common("stages", 15))
ALWAYS = {"attempt"}
"""What Moodle shows during a try, whatever is set."""


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("stages")
    return restored(sample_module(folder / "media"), folder, wish="--use=stages")


def test_settings_arrive_field_by_field(arrived: dict[str, Any]) -> None:
    found = activities(arrived)["stages"]["instance"]
    wanted = {
        "timelimit": "1200",
        "attempts": "3",
        "grademethod": "2",
        "preferredbehaviour": "interactive",
        "questionsperpage": "2",
        "overduehandling": "autosubmit",
    }
    assert {name: found[name] for name in wanted} == wanted


def test_sections_arrive_and_begin_pages(arrived: dict[str, Any]) -> None:
    assert arrived["used"]["sections"] == [
        [1, "Warm & up (en)", False], [4, "Mixed (en)", True], [6, "The end (en)", False],
    ]  # fmt: skip
    seen = set()
    for attempt in arrived["used"]["attempts"]:
        first, mixed, *last = attempt["pages"]
        assert (first, last) == (["", "first", "second"], [["fifth"], ["sixth"]])
        assert sorted(mixed) == ["fourth", "third"]
        seen.add(tuple(mixed))
    assert len(seen) == 2  # of eight tries, or the second section is not mixed (2 in 256 by chance)


def test_the_text_of_a_section_is_shown_and_asks_nothing(arrived: dict[str, Any]) -> None:
    text = QUIZ.sections[0].text
    assert text is not None
    slot = activities(arrived)["stages"]["slots"][0]
    assert (slot["question"]["qtype"], slot["mark"]) == ("description", 0)
    assert at_home(arrived, slot["question"]["text"]) == text[LANGUAGE]
    assert "Take it easy." in slot["shown"]


def test_a_try_has_its_time(arrived: dict[str, Any]) -> None:
    assert {attempt["minutes"] for attempt in arrived["used"]["attempts"]} == {QUIZ.time_limit}


def test_a_wrong_answer_shows_a_hint_and_costs_its_penalty(arrived: dict[str, Any]) -> None:
    (wrong, shown), (right, fraction) = arrived["used"]["attempts"][0]["tried"]
    assert (wrong, right, fraction) == ("todo", "gradedright", 0.5)
    assert "Think of the first. (en)" in shown
    assert "It is A." not in shown


def test_the_average_of_all_tries_counts(arrived: dict[str, Any]) -> None:
    marks = [attempt["marks"] for attempt in arrived["used"]["attempts"]]
    assert marks == [5.5, *[0] * 7]
    assert arrived["used"]["grade"] == pytest.approx(5.5 / 6 * 100 / 8, abs=1e-3)


def test_what_is_said_of_a_grade(arrived: dict[str, Any]) -> None:
    said = arrived["used"]["said"]
    assert "figure.png" in said["100"]
    assert said["80"] == said["100"]
    assert "Go on. (en)" in said["79"]
    assert said["50"] == said["79"]
    assert "Read the lesson again. (en)" in said["0"]
    bands = activities(arrived)["stages"]["bands"]
    assert [at_home(arrived, one["feedbacktext"]) for one in bands] == [
        result.text[LANGUAGE] for result in QUIZ.results
    ]


def test_what_is_shown_when(arrived: dict[str, Any]) -> None:
    for moment, told in arrived["used"]["told"].items():
        wanted = {name: moment in getattr(REVIEW, name) for name in Review.__slots__}
        if moment == "during":
            wanted |= dict.fromkeys(ALWAYS, True)
        assert told == wanted, moment
