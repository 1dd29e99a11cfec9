"""Certification of tools, launches that must go in: T1 to T9 (teachers) and S1 to S9 (students)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from lti_tool.models import Base, LaunchSession, Person
from lti_tool.security import digest
from lti_tool.stand_in.course import ResourceLink
from tests.support.live import Visit
from tests.support.wire import LEARNER, LTI, MEMBERSHIP, TEACHER, Wire

PEOPLE = {"teacher": TEACHER, "student": LEARNER}
EMAIL = {"email": "marja.virtanen@example.org"}
NAMES = {"name": "Marja Virtanen", "given_name": "Marja", "family_name": "Virtanen"}
PERSONAL = [*EMAIL.values(), *NAMES.values()]
PURL = "http://purl.imsglobal.org/vocab/lis/v2"


@pytest.fixture
def bare(wire: Wire) -> ResourceLink:
    """A link that names no unit: its page tells a teacher how to set it, and nobody else."""
    return wire.place.platform.add_link("no unit", {})


def goes_in(wire: Wire, bare: ResourceLink, user: str, claims: dict[str, Any]) -> Visit:
    """Open a unit and the bare link with changed claims; return the bare link's page."""
    assert "Heading" in wire.opens(claims, wire.form(user)).text
    return wire.opens(claims, wire.form(user, bare))


def taken_for_teacher(wire: Wire, visit: Visit) -> bool:
    """Tell as whom the tool takes a person: what it keeps and what it shows are the same."""
    session_id = visit.page.url.split("/s/")[1].split("/")[0]
    query = select(LaunchSession.is_teacher).where(LaunchSession.id_hash == digest(session_id))
    with wire.place.runtime.database.read() as session:
        kept = session.scalars(query).one()
    assert ("unit=" in visit.text) is kept
    return kept


def kept_nowhere(wire: Wire, visit: Visit, said: list[str]) -> None:
    """Check that no page and no table holds what was said of a person."""
    with wire.place.runtime.database.read() as session:
        rows = "".join(
            str(tuple(row)) for table in Base.metadata.sorted_tables for row in session.execute(select(table))
        )
    for one in said:
        assert one not in visit.text
        assert one not in rows


def test_t1_a_full_launch_of_a_teacher_goes_in_as_teacher(wire: Wire, bare: ResourceLink) -> None:
    assert taken_for_teacher(wire, goes_in(wire, bare, TEACHER, {**EMAIL, **NAMES}))


def test_s1_a_full_launch_of_a_student_goes_in_as_learner(wire: Wire, bare: ResourceLink) -> None:
    assert not taken_for_teacher(wire, goes_in(wire, bare, LEARNER, {**EMAIL, **NAMES}))


def test_t2_of_several_roles_the_highest_in_the_course_counts(wire: Wire, bare: ResourceLink) -> None:
    roles = [f"{PURL}/institution/person#Student", f"{MEMBERSHIP}#Learner", f"{MEMBERSHIP}#Instructor"]
    assert taken_for_teacher(wire, goes_in(wire, bare, TEACHER, {f"{LTI}roles": roles}))


def test_s2_of_several_roles_none_of_which_teaches_in_the_course_none_makes_a_teacher(
    wire: Wire, bare: ResourceLink
) -> None:
    roles = [
        f"{PURL}/institution/person#Instructor",
        f"{PURL}/system/person#Administrator",
        f"{MEMBERSHIP}#Learner",
        f"{MEMBERSHIP}#Mentor",
    ]
    assert not taken_for_teacher(wire, goes_in(wire, bare, LEARNER, {f"{LTI}roles": roles}))


def test_t3_the_short_role_instructor_counts_in_the_course(wire: Wire, bare: ResourceLink) -> None:
    assert taken_for_teacher(wire, goes_in(wire, bare, TEACHER, {f"{LTI}roles": ["Instructor"]}))


def test_s3_the_short_role_learner_goes_in_as_learner(wire: Wire, bare: ResourceLink) -> None:
    assert not taken_for_teacher(wire, goes_in(wire, bare, LEARNER, {f"{LTI}roles": ["Learner"]}))


@pytest.mark.parametrize("user", PEOPLE.values(), ids=PEOPLE)
def test_t4_s4_an_unknown_role_goes_in_as_learner(wire: Wire, bare: ResourceLink, user: str) -> None:
    claims = {f"{LTI}roles": ["http://example.org/vocab#Instructor"]}
    assert not taken_for_teacher(wire, goes_in(wire, bare, user, claims))


@pytest.mark.parametrize("user", PEOPLE.values(), ids=PEOPLE)
def test_t5_s5_an_empty_list_of_roles_goes_in_as_learner(wire: Wire, bare: ResourceLink, user: str) -> None:
    assert not taken_for_teacher(wire, goes_in(wire, bare, user, {f"{LTI}roles": []}))


@pytest.mark.parametrize("user", PEOPLE.values(), ids=PEOPLE)
def test_t6_s6_an_email_alone_goes_in_and_is_kept_nowhere(wire: Wire, bare: ResourceLink, user: str) -> None:
    kept_nowhere(wire, goes_in(wire, bare, user, EMAIL), PERSONAL)


@pytest.mark.parametrize("user", PEOPLE.values(), ids=PEOPLE)
def test_t7_s7_names_alone_go_in_and_are_kept_nowhere(wire: Wire, bare: ResourceLink, user: str) -> None:
    kept_nowhere(wire, goes_in(wire, bare, user, NAMES), PERSONAL)


@pytest.mark.parametrize("user", PEOPLE.values(), ids=PEOPLE)
def test_t8_s8_nothing_personal_goes_in_and_the_sub_alone_is_kept(
    wire: Wire, bare: ResourceLink, user: str
) -> None:
    visit = goes_in(wire, bare, user, {})
    assert taken_for_teacher(wire, visit) is (user == TEACHER)
    with wire.place.runtime.database.read() as session:
        assert user in session.scalars(select(Person.sub)).all()


@pytest.mark.parametrize("user", PEOPLE.values(), ids=PEOPLE)
def test_t9_s9_an_email_without_a_course_goes_in_without_what_belongs_to_a_course(
    wire: Wire, bare: ResourceLink, user: str
) -> None:
    visit = goes_in(wire, bare, user, {**EMAIL, f"{LTI}context": None})
    assert not taken_for_teacher(wire, visit), "nobody teaches where there is no course"
    kept_nowhere(wire, visit, PERSONAL)
