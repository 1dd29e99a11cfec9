"""Certification of tools, the people of a course (Names and Role Provisioning Services): N1 to N5."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from lti_tool.outbound import Answer, Outbound, Request
from tests.support.live import Live
from tests.support.sample import ID
from tests.support.wire import LTI, TEACHER, Wire

CLAIM = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
COURSES = itertools.count(1)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """Note what the tool asks of platforms."""
    requests: list[Request] = []
    send = Outbound.send

    def noted(at: Outbound, request: Request) -> Answer:
        requests.append(request)
        return send(at, request)

    monkeypatch.setattr(Outbound, "send", noted)
    return requests


@pytest.fixture
def manners(place: Live) -> Iterator[None]:
    """Let a case change how the platform lists people."""
    yield
    place.platform.members.page, place.platform.members.links = 0, "standard"


def looks(wire: Wire, **claims: object) -> str:
    """Launch as a teacher of a course that nobody knows yet; return the page of its learners."""
    course = {f"{LTI}context": {"id": f"certified-{next(COURSES)}"}}
    visit = wire.opens({**course, **claims}, wire.form(TEACHER, wire.place.links["quiz"]))
    page = visit.get(f"{visit.page.url.split('/u/')[0]}/m/{ID}/learners")
    assert page.status_code == 200
    return page.text


def lists(asked: list[Request]) -> list[Request]:
    return [one for one in asked if "memberships" in one.url]


def test_n1_the_list_is_asked_for_by_get_at_the_address_of_the_claim(
    wire: Wire, asked: list[Request]
) -> None:
    looks(wire)
    [request] = lists(asked)
    assert request.method == "GET"
    assert request.url.partition("?")[0] == f"{wire.place.platform.issuer}/services/memberships"


def test_n2_the_list_is_asked_for_in_the_media_type_of_membership_containers(
    wire: Wire, asked: list[Request]
) -> None:
    looks(wire)
    [request] = lists(asked)
    assert request.headers["Accept"] == MEMBERS


def test_n3_the_list_is_asked_for_with_a_bearer_token_of_its_scope_alone(
    wire: Wire, asked: list[Request]
) -> None:
    looks(wire)
    [request] = lists(asked)
    kind, _, token = request.headers["Authorization"].partition(" ")
    assert kind == "Bearer"
    assert wire.place.platform.tokens[token] == {SCOPE}


@pytest.mark.parametrize("links", ["standard", "moodle"])
def test_n4_a_list_in_pages_is_read_to_its_end_and_shown_to_the_teacher(
    wire: Wire, asked: list[Request], manners: None, links: str
) -> None:
    wire.place.platform.members.page = 1
    wire.place.platform.members.links = links  # type: ignore[assignment]  # one of the two words
    page = looks(wire)
    learners = [user for user in wire.place.platform.users.values() if not user.teaches]
    assert len(lists(asked)) == len(wire.place.platform.users)
    for number in range(2, len(learners) + 2):  # the teacher is the first
        assert f"Oppija {number}" in page


def test_n5_a_launch_without_the_claim_asks_for_no_list_and_the_page_says_no_more_than_is_known(
    wire: Wire, asked: list[Request]
) -> None:
    looks(wire, **{CLAIM: None})
    assert lists(asked) == []
