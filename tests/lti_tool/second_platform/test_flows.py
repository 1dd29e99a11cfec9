"""Launch, choosing content, scores, results, columns and roster with lti1p3platform at the other end."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from packager.document.model_answer import model_answer
from tests.support.live import Jar, Live, Visit, form, live
from tests.support.sample import ID, questions
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from tests.lti_tool.second_platform.course import Course

CHOOSE = "choose"


def other_end() -> Any:
    """Return the platform's module; skip where its library is not installed, but never in CI."""
    name = "tests.lti_tool.second_platform.course"
    if os.environ.get("POIJU_CI") == "1":
        return importlib.import_module(name)
    pytest.importorskip("lti1p3platform", reason="needs lti1p3platform: run dev.py, which installs it")
    return importlib.import_module(name)


@dataclass
class Place:
    """A tool, and a course elsewhere that leads to it."""

    live: Live
    course: Course

    def open(self, user: str, link: str) -> Visit:
        """Launch as a person, in a browser of their own without scripts."""
        visit = Visit(self.live, requests.Session())
        visit.http.cookies = Jar()
        begun = visit.http.get(f"{self.course.url}/as/{user}/{link}", timeout=20)
        action, fields = form(begun.text, "/lti/launch")
        visit.page = visit.http.post(action, data=fields, timeout=20)
        return visit

    def takes_quiz(self, user: str, link: str, *, right: bool) -> Visit:
        """Take the quiz with every answer right, or with one wrong answer given."""
        visit = self.open(user, link)
        visit.send("/attempts/")
        fields = {name: given for one in questions() for name, given in model_answer(one, "en").items()}
        visit.send("/attempts/", **({**fields, "q-own": "An outcome."} if right else {"q-verb": "0"}))
        return visit

    def share(self, column: str, user: str) -> float | None:
        """Return the share of the full marks that the platform holds."""
        score = self.course.scores.get((column.rpartition("/")[2], user))
        return score["scoreGiven"] / score["scoreMaximum"] if score else None


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with live(tmp_path) as running, other_end().running_course(running.url) as course:
        running.runtime.registry.add(course.registration())
        yield Place(running, course)


def test_a_learner_opens_a_unit(place: Place) -> None:
    visit = place.open("l1", place.course.add_link("Outcomes", f"{ID}/outcomes"))
    assert visit.page.status_code == 200
    assert visit.page.url.endswith(f"/u/{ID}/outcomes/")


def test_a_new_key_of_the_platform_is_looked_for_at_once(place: Place) -> None:
    link = place.course.add_link("Outcomes", f"{ID}/outcomes")
    place.open("l1", link)
    place.course.key = other_end().Course("").key
    assert place.open("l1", link).page.status_code == 200


def test_a_teacher_chooses_units_and_the_platform_takes_them(place: Place) -> None:
    picker = place.open("t1", CHOOSE)
    action, hidden = form(picker.text, "/pick")
    data = {**hidden, "unit": [f"{ID}/quiz", f"{ID}/outcomes", ID], "graded": [f"{ID}/quiz"]}
    data[f"submit-until:{ID}/quiz"] = "2027-01-20T21:59Z"
    back = picker.http.post(picker.address(action), data=data, timeout=20)
    action, fields = form(back.text, "/chosen")
    assert requests.post(action, data=fields, timeout=20).text == "taken"

    quiz, lesson, module = place.course.chosen
    assert [one["custom"]["unit"] for one in (quiz, lesson, module)] == [f"{ID}/quiz", f"{ID}/outcomes", ID]
    assert quiz["lineItem"]["scoreMaximum"] == 100
    assert quiz["submission"] == {"endDateTime": "2027-01-20T21:59:00Z"}
    assert "lineItem" not in lesson
    link = place.course.add_link(module["title"], module["custom"]["unit"])
    assert place.open("l1", link).page.url.endswith(f"/m/{ID}/")


def test_cancelling_sends_an_empty_list(place: Place) -> None:
    picker = place.open("t1", CHOOSE)
    action, hidden = form(picker.text, "/pick")
    back = picker.http.post(picker.address(action), data={**hidden, "cancel": "1"}, timeout=20)
    action, fields = form(back.text, "/chosen")
    assert requests.post(action, data=fields, timeout=20).text == "taken"
    assert place.course.chosen == []


def test_a_learner_cannot_choose(place: Place) -> None:
    assert place.open("l1", CHOOSE).page.status_code == 403


def test_scores_arrive_and_the_best_counts(place: Place) -> None:
    link = place.course.add_link("Quiz", f"{ID}/quiz", 50)
    column = place.course.links[link]["column"]
    place.takes_quiz("l1", link, right=False)
    eventually(lambda: place.share(column, "l1") is not None)
    assert place.share(column, "l1") != 1
    place.takes_quiz("l1", link, right=True)
    eventually(lambda: place.share(column, "l1") == 1)
    visit = place.open("l1", link)
    eventually(lambda: "score-delivered" in visit.get(visit.page.url).text)
    assert len(place.course.columns) == 1, "no second column"
    assert {user for _, user in place.course.scores} == {"l1"}


def test_a_score_of_a_moment_that_is_past_is_taken_with_a_later_one(place: Place) -> None:
    link = place.course.add_link("Quiz", f"{ID}/quiz", 50)
    column = place.course.links[link]["column"]
    number = column.rpartition("/")[2]
    held = {"userId": "l1", "scoreGiven": 1, "scoreMaximum": 50, "timestamp": "2000-01-01T00:00:00.000000Z"}
    place.course.scores[number, "l1"] = held
    place.takes_quiz("l1", link, right=True)
    eventually(lambda: place.share(column, "l1") == 1)


def test_a_teacher_sees_the_people_of_all_pages(place: Place) -> None:
    link = place.course.add_link("Quiz", f"{ID}/quiz", 50)
    visit = place.open("t1", link)
    home = re.sub(r"^.*?(/s/)", r"\1", visit.page.url)
    page = visit.get(f"{home}learners").text
    learners = set(re.findall(r"Learner \d+|Oppija \d+", page))
    assert len(learners) == 3, "the teacher is none, and the second page was read"
