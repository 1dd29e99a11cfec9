"""A teacher sees how the learners of the course stand in a unit and in a module; nobody else does."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from lti_tool.models import Attempt, CourseMember, OutboxScore, Registration, UnitProgress, UnitVisit
from lti_tool.services.outbox import KEPT
from lti_tool.stand_in.course import User
from packager.document.model_answer import model_answer
from tests.support.admin import let_in
from tests.support.live import Live, Visit, live
from tests.support.sample import ID, questions, sample_module, units
from tests.support.waiting import eventually

TAGS = re.compile(r"<[^>]+>")
ROW = re.compile(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", re.DOTALL)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        english_teacher(running)
        yield running


def english_teacher(place: Live) -> None:
    place.platform.users["101"] = replace(place.platform.users["101"], locale="en")


def learners(place: Live, unit: str = "quiz", user: str = "101") -> Visit:
    """Open a unit as a teacher and go on to its learners."""
    visit = place.open(unit, user)
    visit.get(f"{unit_home(visit, unit)}learners")
    return visit


def unit_home(visit: Visit, unit: str) -> str:
    session = re.search(r"/s/[^/]+", visit.page.url)
    assert session
    return f"{session[0]}/u/{ID}/{unit}/"


def rows(page: str) -> dict[str, str]:
    """Return the words of each row of the first table, by learner."""
    table = page.partition("<table")[2].partition("</table>")[0]
    found = [" ".join(TAGS.sub(" ", one).split()) for one in ROW.findall(table)]
    names = [re.match(r"Learner \d+|\S+ \S+", one) for one in found]
    return {name[0]: one[len(name[0]) :].strip() for name, one in zip(names, found, strict=True) if name}


def numbers(place: Live) -> dict[str, int]:
    with place.runtime.database.read() as session:
        return {one.sub: one.number for one in session.scalars(select(CourseMember))}


def row_of(place: Live, page: str, user: str) -> str:
    return rows(page)[f"Learner {numbers(place)[user]}"]


def take_quiz(place: Live, user: str, *, right: bool) -> Visit:
    visit = place.open("quiz", user)
    visit.send("/attempts/")
    fields = {name: given for one in questions() for name, given in model_answer(one, "en").items()}
    visit.send("/attempts/", **({**fields, "q-own": "An outcome of mine."} if right else {"q-verb": "0"}))
    return visit


def test_a_teacher_sees_who_is_new_has_begun_and_is_done(place: Live) -> None:
    place.open("quiz", "202")
    take_quiz(place, "203", right=True)
    eventually(lambda: place.platform.gradebook.grade(place.links["quiz"].line_item, "203") == 100)
    page = learners(place).text
    assert set(rows(page)) == {f"Learner {numbers(place)[user]}" for user in ("201", "202", "203")}
    assert row_of(place, page, "201").startswith("Not begun")
    assert row_of(place, page, "202").startswith("Begun")
    done = row_of(place, page, "203")
    assert "Done" in done
    assert "100 %" in done
    eventually(lambda: "In the gradebook" in row_of(place, learners(place).text, "203"))


def test_the_list_can_be_narrowed(place: Live) -> None:
    place.open("quiz", "202")
    visit = learners(place)
    for wish, count in (("begun", 1), ("new", 2), ("done", 0), ("stuck", 0), ("nonsense", 3)):
        visit.get(f"{unit_home(visit, 'quiz')}learners?show={wish}")
        assert len(rows(visit.text)) == count, wish


def test_a_unit_of_a_teacher_leads_to_its_learners_and_a_learners_does_not(place: Live) -> None:
    assert f"{ID}/quiz/learners" in place.open("quiz", "101").text
    assert "/learners" not in place.open("quiz", "201").text


@pytest.mark.parametrize("path", ["u/{id}/quiz/learners", "m/{id}/learners", "u/{id}/quiz/learners/1/"])
def test_a_learner_sees_nothing_of_others(place: Live, path: str) -> None:
    learners(place)
    visit = place.open("quiz", "201")
    session = visit.page.url.partition("/u/")[0]
    assert visit.get(f"{session}/{path.format(id=ID)}").status_code == 403
    assert "teachers-only" in visit.text


def test_names_are_shown_where_an_admin_wants_them_and_the_platform_sends_them(place: Live) -> None:
    place.platform.members.names = True
    visit = learners(place)
    assert "Leena" not in visit.text
    with place.runtime.database.write() as session:
        session.execute(update(Registration).values(names=True))
    visit.send("/learners/read")
    assert set(rows(visit.text)) == {"Leena Oppija", "Oskar Studerande", "Emma Learner"}


def test_whose_name_is_markup_stays_text(place: Live) -> None:
    place.platform.members.names = True
    place.platform.users["204"] = User("204", "<script>alert(1)</script> X", "Learner", "en")
    with place.runtime.database.write() as session:
        session.execute(update(Registration).values(names=True))
    assert "<script>alert" not in learners(place).text


def test_what_a_teacher_tries_is_in_no_figure(place: Live) -> None:
    take_quiz(place, "101", right=True)
    page = learners(place).text
    assert len(rows(page)) == 3
    assert "100 %" not in page
    module = place.open("quiz", "101")
    module.get(f"{module.page.url.partition('/u/')[0]}/m/{ID}/learners")
    quiz = next(row for name, row in module_rows(module.text).items() if name == "Quiz")
    assert quiz.split()[1:] == ["0", "0", "0", "3"]


def module_rows(page: str) -> dict[str, str]:
    found = [" ".join(TAGS.sub(" ", one).split()) for one in ROW.findall(page)]
    return {one.partition(" ")[0]: one.partition(" ")[2] for one in found}


def test_a_person_who_becomes_a_teacher_leaves_the_figures(place: Live) -> None:
    take_quiz(place, "203", right=True)
    assert "100 %" in learners(place).text
    place.platform.users["203"] = replace(place.platform.users["203"], role="Instructor")
    visit = learners(place)
    visit.send("/learners/read")
    assert len(rows(visit.text)) == 2
    assert "100 %" not in visit.text


def test_who_left_is_folded_away_with_what_they_did(place: Live) -> None:
    take_quiz(place, "203", right=True)
    visit = learners(place)
    place.platform.members.gone = {"202", "203"}
    visit.send("/learners/read")
    assert len(rows(visit.text)) == 1
    folded = visit.text.partition("<details>")[2]
    assert "1 person who has left the course" in folded
    assert f"Learner {numbers(place)['203']}" in folded
    assert "100 %" in folded
    assert f"Learner {numbers(place)['202']}" not in visit.text, "who did nothing leaves nothing"


def test_only_those_who_can_open_the_activity_are_expected(place: Live) -> None:
    place.links["quiz"].only = frozenset({"101", "201"})
    place.open("quiz", "202")  # before the group was made
    page = learners(place).text
    assert set(rows(page)) == {f"Learner {numbers(place)[user]}" for user in ("201", "202")}
    assert "1 more person of the course cannot open this activity now" in page
    assert len(rows(learners(place, "outcomes").text)) == 3


def test_without_a_list_learners_appear_once_they_open_something(place: Live) -> None:
    place.platform.faults.set("memberships", "500")
    assert "could not be read" in learners(place).text
    place.open("quiz", "202")
    visit = learners(place)
    assert list(rows(visit.text)) == [f"Learner {numbers(place)['202']}"], "the teacher is no learner"
    place.platform.faults.clear()
    visit.send("/learners/read")
    assert len(rows(visit.text)) == 3


def test_a_learner_without_progress_for_two_weeks_is_stuck(place: Live) -> None:
    place.open("quiz", "202")
    long_ago = place.runtime.now() - dt.timedelta(days=15)
    with place.runtime.database.write() as session:
        session.execute(update(UnitVisit).values(first_at=long_ago))
        session.execute(update(UnitProgress).values(updated_at=long_ago))
    row = row_of(place, learners(place).text, "202")
    assert row.startswith("Stuck no progress for two weeks")


def test_a_learner_whose_tries_are_used_up_is_stuck(tmp_path: Path) -> None:
    module = sample_module(tmp_path / "source")
    few = replace(units()["quiz"], tries=1, questions=questions()[:1])
    sections = (module.sections[0], replace(module.sections[1], units=(few,)))
    with live(tmp_path, replace(module, sections=sections)) as place:
        english_teacher(place)
        visit = place.open("quiz", "203")
        visit.send("/attempts/")
        visit.send("/attempts/", **{"q-verb": "0"})
        assert row_of(place, learners(place).text, "203").startswith("Stuck all tries used 1 / 1")


def test_what_was_done_in_another_course_is_not_told(place: Live) -> None:
    visit = place.open("outcomes", "203")
    visit.send("/done")
    place.platform.context_id = "course-2"
    page = learners(place, "outcomes").text
    assert row_of(place, page, "203").startswith("Not begun")
    place.open("outcomes", "203")
    assert row_of(place, learners(place, "outcomes").text, "203").startswith("✓ Done")


def test_a_teacher_of_another_course_finds_nobody_of_this_one(place: Live) -> None:
    take_quiz(place, "203", right=True)
    learners(place)
    with place.runtime.database.read() as session:
        attempt = session.scalars(select(Attempt)).one()
    number = numbers(place)["203"]
    place.platform.context_id = "course-2"
    visit = learners(place)
    assert "100 %" not in visit.text
    home = f"{unit_home(visit, 'quiz')}learners"
    assert visit.get(f"{home}/{number}/{attempt.public_id}").status_code == 404
    assert visit.get(f"{home}/99/").status_code == 404
    assert visit.get(f"{home}/{number}/").status_code == 200, "whoever has this number here"
    assert "100 %" not in visit.text


def test_a_refused_grade_is_said_and_sent_again_by_the_teacher(place: Live) -> None:
    place.platform.faults.set("scores", "400")
    for user in ("202", "203"):
        take_quiz(place, user, right=True)
    eventually(lambda: learners(place).text.count("Refused") == 2)
    visit = learners(place)
    assert "the platform answers 400" in visit.text
    place.platform.faults.clear()
    visit.send("/learners/resend", number=str(numbers(place)["202"]))
    column = place.links["quiz"].line_item
    eventually(lambda: place.platform.gradebook.grade(column, "202") == 100)
    assert place.platform.gradebook.grade(column, "203") is None
    visit.send("/learners/resend")
    eventually(lambda: place.platform.gradebook.grade(column, "203") == 100)
    assert visit.send("/learners/read").status_code == 200


def test_a_grade_that_was_kept_back_for_a_newer_one_is_said_and_not_sent(place: Live) -> None:
    take_quiz(place, "202", right=True)
    eventually(lambda: "In the gradebook" in learners(place).text)
    with place.runtime.database.write() as session:
        session.execute(update(OutboxScore).values(status="refused", error_code=KEPT, error_detail="higher"))
    visit = learners(place)
    assert "Not sent: the gradebook holds a newer or higher grade" in visit.text
    assert "Send again" not in visit.text
    assert "Betygsboken har ett nyare eller högre betyg" in place.open("quiz", "202").text


@pytest.mark.parametrize("form", ["resend", "read"])
def test_forms_want_their_token_and_a_teacher(place: Live, form: str) -> None:
    visit = learners(place)
    address = visit.address(f"{unit_home(visit, 'quiz')}learners/{form}")
    assert visit.http.post(address, data={"token": "0"}, timeout=20).status_code == 400
    learner = place.open("quiz", "201")
    address = learner.address(f"{unit_home(learner, 'quiz')}learners/{form}")
    assert learner.http.post(address, data={"token": "0"}, timeout=20).status_code == 403


def test_the_module_shows_its_units_and_how_far_everybody_is(place: Live) -> None:
    take_quiz(place, "203", right=True)
    visit = place.open("quiz", "101")
    visit.get(f"{visit.page.url.partition('/u/')[0]}/m/{ID}/learners")
    found = module_rows(visit.text)
    assert found["Quiz"].split()[1:] == ["0", "0", "1", "2"]
    assert found["Outcomes"].split()[1:] == ["0", "0", "0", "3"]
    me = next(row for row in ROW.findall(visit.text) if f"Learner {numbers(place)['203']}<" in row)
    assert re.search(r"<td>1 of \d+</td>", me)
    visit.send("/learners/read")
    assert visit.page.status_code == 200


def test_two_registrations_of_one_course_stay_apart(place: Live) -> None:
    """Another deployment is another course of ours, with other numbers, though its id is the same."""
    take_quiz(place, "203", right=True)
    learners(place)
    place.platform.deployment_id = "2"
    registration = place.runtime.registry.find(place.platform.issuer, None)
    assert registration
    let_in(place.runtime, registration.issuer, registration.client_id, "2")
    assert "100 %" not in learners(place).text


def test_the_table_can_be_taken_along(place: Live) -> None:
    place.platform.members.names = True
    place.platform.users["204"] = User("204", "=1+1 Formula", "Learner", "en")
    with place.runtime.database.write() as session:
        session.execute(update(Registration).values(names=True))
    take_quiz(place, "203", right=True)
    visit = learners(place)
    answer = visit.http.get(f"{visit.page.url}.csv", timeout=20)
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = {row["learner"]: row for row in csv.DictReader(answer.content.decode("utf-8-sig").splitlines())}
    assert rows["Emma Learner"]["state"] == "done"
    assert (rows["Emma Learner"]["result_percent"], rows["Emma Learner"]["tries"]) == ("100", "1")
    assert rows["'=1+1 Formula"]["state"] == "new"
    assert "Tuula Opettaja" not in rows
    learner = place.open("quiz", "201")
    assert learner.get(f"{unit_home(learner, 'quiz')}learners.csv").status_code == 403
