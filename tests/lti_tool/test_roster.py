"""Who is in a course: the platform's list in pages, what changed, who left, whose names are shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from lti_tool.models import AccessToken, Context, CourseMember, Registration
from lti_tool.services import roster
from lti_tool.services.memberships import MEMBERS_READ, Members
from lti_tool.services.platform_client import Delivery, Outcome
from lti_tool.services.roster import People
from lti_tool.stand_in.course import USERS
from tests.support.live import Live, live
from tests.support.platform import Platform
from tests.support.tool import Browser

NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
EVERYBODY = {user.id for user in USERS}
LEARNERS = {user.id for user in USERS if not user.teaches}


@dataclass
class Course:
    """A course that a teacher has opened, and its people as the tool knows them."""

    live: Live
    context_id: int
    registration_id: int
    url: str

    def read(self, link: str = "") -> People:
        """Read the list as a teacher's page does, and return who is known then."""
        roster.read_again(self.live.runtime, self.context_id, link, at_once=True)
        with self.live.runtime.database.read() as session:
            return roster.people(session, self.context_id, link)

    def asks(self, **how: Any) -> Members | Delivery:
        """Ask the platform, and keep nothing."""
        return self.live.runtime.memberships.read(self.registration_id, self.url, **how)

    def names(self, wanted: bool) -> None:
        """Switch names on or off, as an admin does."""
        with self.live.runtime.database.write() as session:
            session.execute(update(Registration).values(names=wanted))


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    with live(tmp_path) as place:
        place.open("outcomes", "101")
        with place.runtime.database.read() as session:
            context = session.scalars(select(Context)).one()
            registration = session.scalars(select(Registration.id)).one()
        assert context.members_url
        yield Course(place, context.id, registration, context.members_url)


def subs(read: Members | Delivery) -> list[str]:
    assert isinstance(read, Members), read
    return [one.sub for one in read.members]


def statuses(people: People) -> dict[str, str]:
    return {one.sub: one.status for one in people.members}


def test_the_launch_names_the_list_and_its_scope_alone_is_asked_for(course: Course) -> None:
    people = course.read()
    assert statuses(people) == dict.fromkeys(EVERYBODY, "active")
    assert {one.sub for one in people.members if one.teaches} == EVERYBODY - LEARNERS
    assert [one.number for one in people.members] == [1, 2, 3, 4]
    assert people.offered
    assert people.trouble is None
    with course.live.runtime.database.read() as session:
        assert session.scalars(select(AccessToken.scopes)).all() == [MEMBERS_READ]
    [asked] = course.live.platform.members.asked
    assert asked == {}  # Moodle pages only where a limit is asked for


@pytest.mark.parametrize("links", ["standard", "moodle"])
@pytest.mark.parametrize("page", [1, 2, 3, 4, 5])
def test_a_list_in_pages_is_read_to_its_end(course: Course, links: Any, page: int) -> None:
    manners = course.live.platform.members
    manners.page, manners.links = page, links
    assert set(subs(course.asks())) == EVERYBODY


def test_the_people_of_an_activity_are_asked_for_by_its_id(course: Course) -> None:
    link = course.live.links["quiz"]
    link.only = frozenset({"101", "201"})
    course.live.platform.members.page = 1
    assert set(subs(course.asks(link=link.id))) == {"101", "201"}
    assert [one["rlid"] for one in course.live.platform.members.asked] == [link.id, link.id]
    course.read()
    people = course.read(link.id)
    assert people.listed == {"101", "201"}
    assert set(statuses(people).values()) == {"active"}, "an activity's list tells of nobody that they left"


@pytest.mark.parametrize(
    ("links", "why"),
    [("foreign", "another host"), ("circle", "in a circle"), ("endless", "more than 200 pages")],
)
def test_a_bad_next_link_ends_the_reading_and_loses_nobody(course: Course, links: Any, why: str) -> None:
    course.read()
    course.live.platform.members.links = links
    people = course.read()
    assert why in (people.trouble or "")
    assert statuses(people) == dict.fromkeys(EVERYBODY, "active")


@pytest.mark.parametrize("kind", ["500", "503", "404", "400"])
def test_a_list_that_breaks_off_loses_nobody_and_is_read_later(course: Course, kind: Any) -> None:
    course.read()
    manners = course.live.platform.members
    manners.page, manners.gone = 1, {"203"}
    course.live.platform.faults.set("memberships", kind)
    broken = course.read()
    assert kind in (broken.trouble or "")
    assert statuses(broken) == dict.fromkeys(EVERYBODY, "active")
    course.live.platform.faults.clear()
    assert course.read().trouble is None


def test_a_token_that_is_not_taken_is_replaced_once(course: Course) -> None:
    course.read()
    course.live.platform.forget_tokens()
    course.live.platform.faults.set("memberships", "401", times=1)
    assert course.read().trouble is None
    course.live.platform.faults.set("memberships", "401")
    assert "401" in (course.read().trouble or "")


def test_who_left_keeps_their_row_and_number_and_may_come_back(course: Course) -> None:
    before = {one.sub: one.number for one in course.read().members}
    manners = course.live.platform.members
    manners.gone, manners.status = {"201"}, {"202": "Inactive", "203": "Deleted"}
    people = course.read()
    assert statuses(people) == {"101": "active", "201": "gone", "202": "inactive", "203": "deleted"}
    manners.gone.clear()
    manners.status.clear()
    people = course.read()
    assert statuses(people) == dict.fromkeys(EVERYBODY, "active")
    assert {one.sub: one.number for one in people.members} == before


def test_changes_alone_are_asked_for_where_the_platform_offers_them(course: Course) -> None:
    manners = course.live.platform.members
    manners.differences = True
    course.read()
    manners.gone, manners.status = {"201"}, {"202": "Inactive"}
    people = course.read()
    assert manners.asked == [{}, {"since": "0"}]
    assert statuses(people) == {"101": "active", "201": "deleted", "202": "inactive", "203": "active"}
    manners.told.clear()  # the platform knows the number no more
    assert statuses(course.read())["203"] == "active"
    assert manners.asked[-1] == {}


def test_a_kept_list_serves_for_minutes_and_a_bad_platform_is_left_alone(course: Course) -> None:
    runtime, asked = course.live.runtime, course.live.platform.members.asked
    for _ in range(3):
        roster.read_again(runtime, course.context_id)
    assert len(asked) == 1
    course.live.platform.faults.set("memberships", "500")
    course.read()
    tried = course.live.platform.faults.entered
    tried.clear()
    roster.read_again(runtime, course.context_id)
    assert not tried.is_set()


def test_no_name_is_kept_unless_an_admin_wants_names(course: Course) -> None:
    course.live.platform.members.names = True
    assert {one.name for one in course.read().members} == {None}
    course.names(True)
    assert {one.name for one in course.read().members} == {user.name for user in USERS}
    course.live.platform.members.names = False
    assert {one.name for one in course.read().members} == {None}


def test_a_list_is_asked_only_where_a_launch_named_it(course: Course) -> None:
    read = course.live.runtime.memberships.read(course.registration_id, f"{course.url}?more")
    assert isinstance(read, Delivery)
    assert read.outcome is Outcome.NOT_FOUND
    with course.live.runtime.database.write() as session:
        session.execute(update(Context).values(members_url=None))
    people = course.read()
    assert not people.offered
    assert course.live.platform.members.asked == []


def test_a_list_too_long_for_one_answer_is_asked_for_in_pages(browser: Browser, platform: Platform) -> None:
    url = f"{platform.url}/members"
    browser.launch(**{NRPS: {"context_memberships_url": url}})
    runtime = browser.client.application.extensions["poiju"]
    page = json.dumps({"members": [{"user_id": 7, "roles": ["Learner"]}]}).encode()
    platform.answers["/members"] = [(200, {}, b" " * (2 << 20)), (200, {}, page)]
    registration = runtime.registry.find(platform.issuer, None)
    assert subs(runtime.memberships.read(registration.id, url)) == ["7"]
    assert [one[1] for one in platform.requests("/members")] == ["/members", "/members?limit=500"]


def test_a_launch_without_the_list_forgets_none(browser: Browser) -> None:
    runtime = browser.client.application.extensions["poiju"]
    for claim in ({"context_memberships_url": "https://p.example/members"}, None, {}):
        assert browser.launch(**{NRPS: claim}).status_code == 303
        with runtime.database.read() as session:
            assert session.scalars(select(Context.members_url)).one() == "https://p.example/members"
    browser.launch(**{NRPS: {"context_memberships_url": "https://p.example/moved"}})
    with runtime.database.read() as session:
        assert session.scalars(select(Context.members_url)).one() == "https://p.example/moved"


@pytest.mark.parametrize(
    "rows",
    [
        [{"user_id": ""}, {"user_id": None}, {"user_id": "x" * 256}, {"user_id": True}, "no object", None],
        {"not": "a list"},
        None,
    ],
)
def test_what_is_no_member_is_left_out(browser: Browser, platform: Platform, rows: object) -> None:
    url = f"{platform.url}/members"
    browser.launch(**{NRPS: {"context_memberships_url": url}})
    runtime = browser.client.application.extensions["poiju"]
    platform.answers["/members"] = [(200, {}, json.dumps({"members": rows}).encode())]
    registration = runtime.registry.find(platform.issuer, None)
    assert subs(runtime.memberships.read(registration.id, url)) == []


def test_a_number_in_a_course_is_of_one_person_only(course: Course) -> None:
    runtime = course.live.runtime
    with runtime.database.write() as session:
        roster.number(session, course.context_id, ["900", "901", "900"], runtime.now())
    course.read()
    with runtime.database.read() as session:
        rows = session.execute(select(CourseMember.number, CourseMember.status)).all()
    assert len({number for number, _ in rows}) == len(rows) == 6
    assert sorted(status for _, status in rows) == ["active"] * 4 + ["unlisted"] * 2
