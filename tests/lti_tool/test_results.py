"""What a gradebook shows is read back and compared with what was sent; columns are made where none is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from lti_tool.models import Context, LineItem, OutboxScore, Registration, ResourceLink
from lti_tool.services import results
from lti_tool.services.columns import Column
from lti_tool.services.platform_client import LINE_ITEM, Delivery, Outcome
from lti_tool.stand_in.grades import Grade
from tests.lti_tool.test_learners import english_teacher, learners, row_of, take_quiz
from tests.support.live import Live, Visit, live
from tests.support.sample import ID
from tests.support.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        english_teacher(running)
        yield running


def cell(place: Live, user: str) -> Grade:
    column = place.links["quiz"].line_item
    assert column
    return place.platform.gradebook.cells[column.id, user]


def arrived(place: Live, user: str = "203", *, right: bool = True) -> Visit:
    """Take the quiz and wait until the gradebook has the grade and the tool knows it."""
    visit = take_quiz(place, user, right=right)
    eventually(lambda: [one.status for one in rows(place)][-1:] == ["delivered"])
    return visit


def rows(place: Live) -> list[OutboxScore]:
    with place.runtime.database.read() as session:
        return list(session.scalars(select(OutboxScore).order_by(OutboxScore.id)))


def forget_reading(place: Live) -> None:
    """Let the next look read again, as after some minutes."""
    with place.runtime.database.write() as session:
        session.execute(update(LineItem).values(results_tried_at=None))
        session.execute(update(OutboxScore).values(shown_at=None))


@pytest.mark.parametrize("right", [True, False])
def test_a_grade_that_the_gradebook_shows_is_said_to_be_there(place: Live, right: bool) -> None:
    """Also one of 0, which Moodle leaves out of its results."""
    arrived(place, right=right)
    page = learners(place).text
    assert "Compared with the gradebook" in page
    assert "In the gradebook" in row_of(place, page, "203")
    assert rows(place)[0].shown_share == (1.0 if right else None)


def test_a_grade_that_was_changed_in_the_gradebook_is_told(place: Live) -> None:
    visit = arrived(place)
    cell(place, "203").score = 70.5
    assert "The gradebook shows 70.5" in row_of(place, learners(place).text, "203")
    assert "another grade than this result: 70.5" in visit.get(visit.page.url).text


def test_a_grade_that_has_gone_from_the_gradebook_is_told(place: Live) -> None:
    visit = arrived(place)
    cell(place, "203").score = None
    assert "not shown in the gradebook" in row_of(place, learners(place).text, "203")
    assert "its gradebook shows none" in visit.get(visit.page.url).text


def test_a_newer_grade_needs_another_comparison(place: Live) -> None:
    arrived(place, right=False)
    learners(place)
    take_quiz(place, "203", right=True)
    eventually(lambda: cell(place, "203").score == 100)
    eventually(lambda: rows(place)[0].status == "delivered")
    assert "In the gradebook" in row_of(place, learners(place).text, "203")


def test_a_learner_compares_their_own_grade(place: Live) -> None:
    visit = arrived(place)
    cell(place, "203").score = 70.0
    arrived(place, "202")
    visit.get(visit.page.url.partition("attempts/")[0])
    visit.send("/compare")
    assert "another grade than this result: 70" in visit.text
    assert [one.shown_at is not None for one in rows(place)] == [True, False], "nobody else's was asked for"


def test_results_in_pages_are_read_to_their_end(place: Live) -> None:
    for user in ("201", "202", "203"):
        arrived(place, user)
    place.platform.results_page = 1
    place.platform.members.links = "moodle"
    learners(place)
    assert [one.shown_share for one in rows(place)] == [1.0, 1.0, 1.0]


def test_a_gradebook_that_cannot_be_read_is_said_and_left_alone(place: Live) -> None:
    arrived(place)
    place.platform.faults.set("results", "500")
    page = learners(place).text
    assert "could not be read (the platform answers 500)" in page
    assert "In the gradebook" in row_of(place, page, "203")
    place.platform.faults.entered.clear()
    learners(place)
    assert not place.platform.faults.entered.is_set()
    place.platform.faults.clear()
    forget_reading(place)
    assert "Compared with the gradebook" in learners(place).text


def test_results_are_not_asked_for_without_the_scope(place: Live) -> None:
    arrived(place)
    learners(place)
    with place.runtime.database.write() as session:
        session.execute(update(LineItem).values(scopes=[], results_tried_at=None))
        item = session.scalars(select(LineItem)).first()
    assert item
    results.compare(place.runtime, item.id)
    with place.runtime.database.read() as session:
        assert session.get_one(LineItem, item.id).results_tried_at is None


# Columns


def registration(place: Live) -> int:
    with place.runtime.database.read() as session:
        return session.scalars(select(Registration.id)).one()


def container(place: Live) -> str:
    with place.runtime.database.read() as session:
        url = session.scalars(select(Context.line_items_url)).one()
    assert url
    return url


def uncoupled(place: Live) -> Visit:
    """Open the quiz by an activity without a column, as a teacher, and go to its learners."""
    place.links["bare"] = place.platform.add_link("bare", {"unit": f"{ID}/quiz"})
    visit = place.open("bare", "101")
    visit.get(f"{visit.page.url}learners")
    return visit


def items(place: Live) -> dict[str, Any]:
    return dict(place.platform.gradebook.items)


def test_a_column_is_made_once_and_gets_what_was_earned_before(place: Live) -> None:
    place.links["bare"] = place.platform.add_link("bare", {"unit": f"{ID}/quiz"})
    take = place.open("bare", "203")
    take.send("/attempts/")
    take.send("/attempts/", **{"q-verb": "1"})
    assert rows(place) == []
    before = set(items(place))
    visit = uncoupled(place)
    pages = [replace(visit), replace(visit)]
    for page in pages:  # two windows of one teacher
        page.send("/learners/column")
    [made] = set(items(place)) - before
    column = items(place)[made]
    assert (column.resource_id, column.tag, column.maximum) == (f"{ID}/quiz", "completion", 100.0)
    assert column.link_id == place.links["bare"].id
    eventually(lambda: place.platform.gradebook.grade(column, "203") == 12.5)
    assert "Make a column" not in visit.get(visit.page.url).text


def test_a_column_that_the_platform_has_already_is_bound(place: Live) -> None:
    visit = uncoupled(place)
    place.platform.gradebook.add_item(
        label="There", maximum=10, resource_id=f"{ID}/quiz", link_id=place.links["bare"].id
    )
    before = set(items(place))
    visit.send("/learners/column")
    assert set(items(place)) == before
    with place.runtime.database.read() as session:
        bound = session.scalars(
            select(LineItem.url)
            .join(ResourceLink, ResourceLink.id == LineItem.resource_link_id)
            .where(ResourceLink.resource_link_id == place.links["bare"].id)
        ).all()
    assert len(bound) == 1


def test_no_column_is_offered_beside_one_that_the_platform_coupled_or_without_the_scope(place: Live) -> None:
    assert "Make a column" not in learners(place).text
    visit = uncoupled(place)
    assert "Make a column" in visit.text
    with place.runtime.database.write() as session:
        session.execute(update(Context).values(line_item_scopes=[]))
    assert "Make a column" not in visit.get(visit.page.url).text


def test_a_platform_that_makes_no_column_is_told(place: Live) -> None:
    visit = uncoupled(place)
    place.platform.faults.set("lineitems", "500")
    visit.send("/learners/column")
    assert "No column was made: the platform answers 500" in visit.text


def test_columns_are_found_by_what_they_stand_for(place: Live) -> None:
    place.open("quiz", "101")
    of_quiz = {"resource_id": f"{ID}/quiz"}
    column = place.platform.gradebook.add_item(label="Mine", maximum=5, resource_id=f"{ID}/quiz", tag="x")
    found = place.runtime.columns.find(registration(place), container(place), **of_quiz, tag="x")
    assert isinstance(found, list)
    assert [(one.body["label"], one.url.endswith(f"/{column.id}")) for one in found] == [("Mine", True)]
    unknown = place.runtime.columns.find(registration(place), f"{container(place)}&more=1")
    assert isinstance(unknown, Delivery)
    assert unknown.outcome is Outcome.NOT_FOUND


def test_a_change_of_a_column_repeats_all_that_it_has(place: Live) -> None:
    place.open("quiz", "101")
    held = place.links["quiz"].line_item
    assert held
    held.tag, held.resource_id = "completion", f"{ID}/quiz"
    with place.runtime.database.read() as session:
        url = session.scalars(select(LineItem.url)).one()
    changed = place.runtime.columns.change(registration(place), url, {"label": "Another name"})
    assert isinstance(changed, Column)
    assert (held.label, held.maximum, held.tag) == ("Another name", 100, "completion")
    assert (held.resource_id, held.link_id) == (f"{ID}/quiz", place.links["quiz"].id)


def test_a_column_is_deleted_only_where_a_launch_named_it(place: Live) -> None:
    place.open("quiz", "101")
    with place.runtime.database.read() as session:
        url = session.scalars(select(LineItem.url)).one()
    assert place.runtime.columns.delete(registration(place), f"{url}0").outcome is Outcome.NOT_FOUND
    assert place.runtime.columns.delete(registration(place), url).outcome is Outcome.DELIVERED
    held = place.links["quiz"].line_item
    assert held
    assert held.id not in items(place)


def test_the_launch_keeps_where_columns_are_listed(place: Live) -> None:
    place.open("quiz", "101")
    with place.runtime.database.read() as session:
        context = session.scalars(select(Context)).one()
    assert (context.line_items_url or "").endswith("/services/lineitems?type_id=1")
    assert LINE_ITEM in (context.line_item_scopes or [])
