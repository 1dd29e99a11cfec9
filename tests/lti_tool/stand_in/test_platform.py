"""The stand-in behaves as Moodle's gradebook does where it matters, and takes what the picker sends."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import requests

from lti_tool.stand_in.grades import Gradebook, LineItem, RefusedError
from lti_tool.stand_in.services import MEMBERS
from tests.support.live import FORM, Live, Visit, form, live
from tests.support.sample import ID

LEARNERS = frozenset({"201", "202"})


@pytest.fixture
def book() -> Gradebook:
    return Gradebook()


@pytest.fixture
def column(book: Gradebook) -> LineItem:
    return book.add_item(label="Quiz", maximum=10)


def score(given: float | None = 5, second: int = 1, **changes: Any) -> dict[str, Any]:
    body = {
        "userId": "201", "scoreGiven": given, "scoreMaximum": 10, "activityProgress": "Completed",
        "gradingProgress": "FullyGraded", "timestamp": f"2026-11-22T10:00:{second:02}.500000Z", **changes,
    }  # fmt: skip
    return {name: value for name, value in body.items() if value is not None}


def test_a_score_is_scaled_to_the_column(book: Gradebook, column: LineItem) -> None:
    book.take(column, score(3, scoreMaximum=4), LEARNERS)
    assert book.grade(column, "201") == 7.5


def test_a_score_of_the_same_second_is_a_conflict(book: Gradebook, column: LineItem) -> None:
    book.take(column, score(3, second=1), LEARNERS)
    with pytest.raises(RefusedError) as refused:
        book.take(column, score(4, second=1, timestamp="2026-11-22T10:00:01.900000Z"), LEARNERS)
    assert refused.value.status == 409
    book.take(column, score(4, second=2), LEARNERS)
    assert book.grade(column, "201") == 4


def test_a_score_that_is_not_final_wipes_the_grade(book: Gradebook, column: LineItem) -> None:
    book.take(column, score(3, second=1), LEARNERS)
    book.take(column, score(3, second=2, gradingProgress="Pending"), LEARNERS)
    assert book.grade(column, "201") is None
    assert book.wiped == 1


def test_a_grade_of_nothing_is_left_out_of_the_results(book: Gradebook, column: LineItem) -> None:
    book.take(column, score(0), LEARNERS)
    assert book.results(column, "http://p/1", "201") == [
        {"id": "http://p/1/results/201", "userId": "201", "scoreOf": "http://p/1"}
    ]


@pytest.mark.parametrize(
    "changes",
    [{"userId": "101"}, {"timestamp": "yesterday"}, {"timestamp": "2026-11-22T10:00:01"},
     {"scoreMaximum": None}, {"scoreMaximum": 0}, {"gradingProgress": None}, {"activityProgress": None}],
)  # fmt: skip
def test_a_malformed_score_is_refused(book: Gradebook, column: LineItem, changes: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as refused:
        book.take(column, score(**changes), LEARNERS)
    assert refused.value.status == 400
    assert book.cells == {}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path, POIJU_WORKER="0") as running:
        yield running


def test_a_teacher_picks_units_and_a_learner_opens_one(place: Live) -> None:
    teacher = place.open("outcomes", user="101")
    begin = teacher.http.get(f"{place.platform.issuer}/as/101/add", timeout=20)
    action, fields = form(begin.text, "/lti/login")
    signed = teacher.http.post(action, data=fields, timeout=20)
    action, fields = form(signed.text, "/lti/launch")
    teacher.page = teacher.http.post(action, data=fields, timeout=20)
    before = set(place.platform.links)
    _, hidden = _picker(teacher.text)
    data = {**hidden, "unit": [f"{ID}/quiz", f"{ID}/outcomes"], "graded": [f"{ID}/quiz"]}
    sent = teacher.http.post(teacher.page.url, data=data, timeout=20)
    action, fields = form(sent.text, "/deep-link/return")
    added = requests.post(action, data=fields, timeout=20)
    assert "2 added" in added.text
    new = [link for link_id, link in place.platform.links.items() if link_id not in before]
    assert {link.custom["unit"] for link in new} == {f"{ID}/quiz", f"{ID}/outcomes"}
    assert {link.custom["unit"]: bool(link.line_item) for link in new} == {
        f"{ID}/quiz": True,
        f"{ID}/outcomes": False,
    }
    place.links["picked"] = next(link for link in new if link.line_item)
    assert place.open("picked", user="203").page.url.endswith(f"/u/{ID}/quiz/")


def _picker(page: str) -> tuple[str, dict[str, str]]:
    return form(page, "/pick")


def test_a_launch_can_be_used_once(place: Live) -> None:
    http = requests.Session()
    visit = Visit(place, http)
    begin = http.get(f"{place.platform.issuer}/as/201/launch/{place.links['quiz'].id}", timeout=20)
    action, fields = form(begin.text, "/lti/login")
    to_platform = http.post(action, data=fields, timeout=20, allow_redirects=False).headers["Location"]
    assert FORM.search(http.get(to_platform, timeout=20).text)
    again = http.get(to_platform, timeout=20)
    assert again.status_code == 400
    assert "used already" in unescape(again.text)
    assert visit.live is place


@pytest.mark.parametrize(
    "path", ["/", "/as/101/", "/as/201/", "/gradebook", "/faults", "/as/201/link/link-1"]
)
def test_pages_open(place: Live, path: str) -> None:
    assert requests.get(place.platform.issuer + path, timeout=20).status_code == 200


@pytest.mark.parametrize("path", ["/as/999/", "/as/201/link/none", "/as/201/add"])
def test_what_is_not_there_is_not_found(place: Live, path: str) -> None:
    assert requests.get(place.platform.issuer + path, timeout=20).status_code == 404


def test_services_want_a_token(place: Live) -> None:
    for path in ("/services/lineitems", "/services/memberships", "/services/lineitems/1/results"):
        assert requests.get(place.platform.issuer + path, timeout=20).status_code == 401


def test_members_have_no_names(place: Live) -> None:
    token = place.platform.give_token(
        frozenset({"https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"})
    )
    answer = requests.get(
        f"{place.platform.issuer}/services/memberships",
        headers={"Authorization": f"Bearer {token}", "Accept": MEMBERS},
        timeout=20,
    )
    assert {member["user_id"] for member in answer.json()["members"]} == {"101", "201", "202", "203"}
    assert "Leena" not in answer.text


def test_the_switches_can_be_put_on_the_page(place: Live) -> None:
    page = f"{place.platform.issuer}/faults"
    requests.post(page, data={"place": "scores", "kind": "500"}, timeout=20)
    assert place.platform.faults.meet("scores") == 500
    requests.post(page, data={"clear": "1"}, timeout=20)
    assert place.platform.faults.meet("scores") is None
