"""From a gradebook a teacher comes to a learner's tries: answers, marks and feedback, to read only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from sqlalchemy import select, update

from lti_tool.models import Attempt, Context, LineItem
from tests.lti_tool.test_learners import english_teacher, numbers, take_quiz
from tests.support.live import Jar, Live, Visit, form, live
from tests.support.platform import CLAIM, GRADEBOOK, MEMBERSHIP, Platform
from tests.support.sample import ID, questions, sample_module, units
from tests.support.tool import Browser


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        english_teacher(running)
        yield running


def review(place: Live, user: str, about: str = "", unit: str = "quiz") -> Visit:
    """Click a grade in the gradebook."""
    visit = Visit(place, requests.Session())
    visit.http.cookies = Jar()
    address = f"{place.platform.issuer}/as/{user}/review/{place.links[unit].id}"
    begin = visit.http.get(address, params={"for": about} if about else {}, timeout=20)
    action, fields = form(begin.text, "/lti/login")
    action, fields = form(visit.http.post(action, data=fields, timeout=20).text, "/lti/launch")
    visit.page = visit.http.post(action, data=fields, timeout=20)
    return visit


def test_a_click_on_a_grade_opens_that_learners_try(place: Live) -> None:
    take_quiz(place, "203", right=False)
    visit = review(place, "101", "203")
    assert visit.page.status_code == 200
    assert visit.page.url.endswith(f"/quiz/learners/{numbers(place)['203']}/")
    assert "Too wide." in visit.text, "the feedback of what was answered"
    assert "0 of 8 marks" in visit.text
    assert "<fieldset" in visit.text
    assert "poiju-verdict" in visit.text
    assert 'lang="en"' in visit.text, "in the language of the try"
    assert "/attempts/" not in visit.text, "nothing can be begun or sent"


def test_each_try_can_be_read_and_the_one_that_counts_comes_first(place: Live) -> None:
    take_quiz(place, "203", right=True)
    take_quiz(place, "203", right=False)
    visit = review(place, "101", "203")
    assert "8 of 8 marks" in visit.text
    with place.runtime.database.read() as session:
        second = session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()
    assert second
    visit.get(f"{visit.page.url}{second.public_id}")
    assert "0 of 8 marks" in visit.text
    assert visit.get(f"{visit.page.url}x").status_code == 404


def test_a_try_is_shown_as_it_was_taken_whatever_is_installed_now(place: Live) -> None:
    take_quiz(place, "203", right=False)
    module = sample_module(place.folder / "newer", version="2.0.0")
    fewer = replace(units()["quiz"], questions=questions()[1:2])
    sections = (module.sections[0], replace(module.sections[1], units=(fewer,)))
    place.install(replace(module, sections=sections))
    visit = review(place, "101", "203")
    assert "Too wide." in visit.text
    assert "1.2.0" in visit.text


def test_an_open_try_is_not_read_by_others(place: Live) -> None:
    visit = place.open("quiz", "203")
    visit.send("/attempts/")
    visit.send("/attempts/", **{"q-rpl": "half a word", "save": "1"})
    page = review(place, "101", "203").text
    assert "half a word" not in page
    assert "A try is open" in page
    with place.runtime.database.read() as session:
        attempt = session.scalars(select(Attempt)).one()
    seen = review(place, "101", "203")
    assert seen.get(f"{seen.page.url}{attempt.public_id}").status_code == 404


def test_a_learner_who_has_done_nothing_has_a_page_that_says_so(place: Live) -> None:
    assert "No try is submitted yet" in review(place, "101", "202").text


def test_who_joined_a_moment_ago_is_found(place: Live) -> None:
    review(place, "101", "202")
    place.platform.users["205"] = replace(place.platform.users["203"], id="205")
    assert review(place, "101", "205").page.status_code == 200


def test_where_the_platform_lists_nobody_its_signed_launch_is_believed(place: Live) -> None:
    """A course of Moodle whose activities all came in a package: no list of people is offered."""
    place.open("quiz", "101")
    with place.runtime.database.write() as session:
        session.execute(update(Context).values(members_url=None))
    place.platform.lists_people = False
    assert "No try is submitted yet" in review(place, "101", "202").text


def test_a_review_of_nobody_shows_all_learners(place: Live) -> None:
    """Moodle leaves for_user out where a teacher opens the review without choosing a learner."""
    assert review(place, "101").page.url.endswith("/quiz/learners")


@pytest.mark.parametrize("about", ["999", "101"])
def test_who_is_no_learner_of_the_course_is_not_found(place: Live, about: str) -> None:
    assert review(place, "101", about).page.status_code == 404


def test_a_learner_comes_to_their_own_unit_and_to_no_others(place: Live) -> None:
    for about in ("203", ""):
        assert review(place, "203", about).page.url.endswith("/quiz/")
    assert review(place, "203", "202").page.status_code == 403


def test_what_is_written_for_oneself_is_not_shown(place: Live) -> None:
    visit = place.open("outcomes", "203")
    visit.send("/checks/verb", **{"q-verb": "0"})
    page = review(place, "101", "203", "outcomes").text
    assert "Too wide." not in page
    assert "is for themselves" in page


def test_the_address_of_a_review_opens_only_in_a_review(place: Live) -> None:
    visit = place.open("quiz", "101")
    assert visit.get(f"{visit.page.url.partition('/u/')[0]}/review").status_code == 404


def test_a_review_that_names_only_the_column_finds_its_unit_and_keeps_it_bound(
    browser: Browser, platform: Platform
) -> None:
    runtime = browser.client.application.extensions["poiju"]
    column = {"lineitem": f"{platform.url}/items/5", "scope": []}
    browser.launch(**{GRADEBOOK: column, f"{CLAIM}custom": {"unit": f"{ID}/quiz"}})
    with runtime.database.read() as session:
        bound = session.scalars(select(LineItem.resource_link_id)).one()
    for _ in range(2):
        answer = browser.launch(
            **{
                f"{CLAIM}message_type": "LtiSubmissionReviewRequest",
                f"{CLAIM}resource_link": None,
                f"{CLAIM}roles": [f"{MEMBERSHIP}#Instructor"],
                f"{CLAIM}for_user": {"user_id": "learner-1"},
                GRADEBOOK: column,
            }
        )
        assert answer.headers["Location"].endswith("/review")
        assert browser.get(answer.headers["Location"]).status_code == 404  # the sample is not installed here
        with runtime.database.read() as session:
            assert session.scalars(select(LineItem.resource_link_id)).one() == bound is not None
