"""Nothing of an institution, course or learner opens for another: all addresses are walked with its ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from sqlalchemy import select, update

from lti_tool.models import Attempt, Context, CourseMember, Deployment, OutboxScore, Registration
from lti_tool.security import Vault
from lti_tool.services.registrations import NewRegistration
from lti_tool.stand_in.demo import registration
from tests.support.admin import Admin
from tests.support.live import Live, Visit, live
from tests.support.routes import Address, addresses
from tests.support.sample import ID
from tests.support.tool import URL
from tests.support.wire import LTI, Wire

OWNED = {"attempt_id", "number", "registration_id", "row_id", "score_id"}
"""Parts of addresses that belong to a learner, a course or an institution: another's is a 404."""
SECRET = {"session_id", "token"}
"""Parts of 128 random bits that open something to whoever has them, and to one browser at that."""
SHARED = {"module_id", "unit_id", "question_id", "content_hash", "path", "filename"}
"""Parts that are the same for everybody: what is installed."""
TEACHERS_ONLY = ("reviews.", "learners.")

SAIMAA = "saimaa"
ELSEWHERE = "course-2"


@dataclass
class Somebody:
    """A visitor with a quiz open, and the ids that are theirs."""

    wire: Wire
    visit: Visit
    values: dict[str, str | int]
    attempts: list[str] = field(default_factory=list)

    def open(self, one: Address) -> requests.Response:
        """Open an address in this person's browser and session."""
        url = f"{self.wire.place.url}{one.path}"
        return self.wire.http.request(one.method, url, data={"x": "y"}, allow_redirects=False, timeout=20)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("place")) as running:
        fields = {**registration(running.platform), "client_id": SAIMAA, "tenant": SAIMAA}
        running.runtime.registry.add(NewRegistration(**fields))
        yield running


def enters(place: Live, user: str, course: str = "course-1", client_id: str = "") -> Somebody:
    """Launch the quiz as a person of a course, under a client id of another institution if one is named."""
    platform, wire = place.platform, Wire(place)
    platform.client_id, held = client_id or platform.client_id, platform.client_id
    try:
        visit = wire.opens({f"{LTI}context": {"id": course}}, wire.form(user, place.links["quiz"]))
    finally:
        platform.client_id = held
    values: dict[str, str | int] = {"session_id": visit.page.url.split("/s/")[1].split("/")[0]}
    return Somebody(wire, visit, values)


def takes_the_quiz(person: Somebody) -> None:
    """Submit a try; note its id."""
    person.visit.send("/attempts/")
    person.visit.send("/attempts/")
    with person.wire.place.runtime.database.read() as session:
        found = session.scalars(select(Attempt.public_id).order_by(Attempt.id.desc())).first()
    assert found
    person.attempts.append(found)
    person.values["attempt_id"] = found


@pytest.fixture(scope="module")
def people(place: Live) -> dict[str, Somebody]:
    """Learners and teachers of two courses of an institution, and of another with the same ids everywhere."""
    made = {
        "learner": enters(place, "201"),
        "of the course": enters(place, "202"),
        "of another course": enters(place, "203", ELSEWHERE),
        "of another institution": enters(place, "201", client_id=SAIMAA),
    }
    for person in made.values():
        takes_the_quiz(person)
    made |= {
        "teacher": enters(place, "101"),
        "teacher of another course": enters(place, "101", ELSEWHERE),
        "teacher of another institution": enters(place, "101", client_id=SAIMAA),
    }
    for name, person in made.items():
        if name.startswith("teacher"):  # numbers the people
            address = f"{place.url}/s/{person.values['session_id']}/u/{ID}/quiz/learners"
            assert person.wire.http.get(address, timeout=20).status_code == 200
    name_apart(place, made)
    return made


def name_apart(place: Live, made: Mapping[str, Somebody]) -> None:
    """Let no two courses use the same numbers, and note each learner's."""
    courses = {"learner": ("201", 0), "of the course": ("202", 0), "of another course": ("203", 1)}
    courses["of another institution"] = ("201", 2)
    with place.runtime.database.write() as session:
        apart = CourseMember.number + 100 * CourseMember.context_id
        session.execute(update(CourseMember).values(number=apart))
        ids = session.scalars(select(Context.id).order_by(Context.id)).all()
        for name, (sub, course) in courses.items():
            mine = (CourseMember.sub == sub, CourseMember.context_id == ids[course])
            made[name].values["number"] = session.scalars(select(CourseMember.number).where(*mine)).one()


def values_for(place: Live, session_of: Somebody, owner: Somebody, **more: Any) -> Mapping[str, str | int]:
    """Return a stranger's session with somebody else's ids."""
    release = place.runtime.catalogue.current(ID)
    assert release
    shared = {
        "module_id": ID, "unit_id": "quiz", "question_id": "verb", "content_hash": release.content_hash,
        "path": "media/handout.pdf", "filename": "tool.css", "token": "a" * 22, "registration_id": 1,
        "row_id": 1, "score_id": 1,
    }  # fmt: skip
    return {**shared, **owner.values, "session_id": session_of.values["session_id"], **more}


def owned(place: Live, values: Mapping[str, str | int], below: str) -> Iterator[Address]:
    """Yield the addresses that hold something of somebody's."""
    rules = {rule.endpoint: rule.arguments for rule in place.app.url_map.iter_rules()}
    for one in addresses(place.app, values, below=below):
        if rules[one.endpoint] & OWNED:
            yield one


@pytest.fixture
def any_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every form for one of the page's own, so that what it asks for is all that can refuse it."""
    monkeypatch.setattr(Vault, "form_token_fits", lambda *_: True)


def test_every_part_of_an_address_is_somebodys_secret_or_for_all(place: Live) -> None:
    known = OWNED | SECRET | SHARED
    for rule in place.app.url_map.iter_rules():
        unknown = rule.arguments - known
        assert not unknown, f"{rule.rule}: say in this file whose {sorted(unknown)} is"


@pytest.mark.parametrize("stranger", ["of the course", "of another course", "of another institution"])
def test_a_learners_ids_are_not_found_by_another_learner(
    place: Live, people: dict[str, Somebody], stranger: str, any_form: None
) -> None:
    walked = 0
    for one in owned(place, values_for(place, people[stranger], people["learner"]), "/s/"):
        refused = 403 if one.endpoint.startswith(TEACHERS_ONLY) else 404
        assert people[stranger].open(one).status_code == refused, str(one)
        walked += 1
    assert walked >= 6


@pytest.mark.parametrize("stranger", ["teacher of another course", "teacher of another institution"])
def test_a_learners_ids_are_not_found_by_teachers_of_others(
    place: Live, people: dict[str, Somebody], stranger: str, any_form: None
) -> None:
    for one in owned(place, values_for(place, people[stranger], people["learner"]), "/s/"):
        assert people[stranger].open(one).status_code == 404, str(one)


@pytest.mark.parametrize("other", ["of the course", "of another course", "of another institution"])
def test_a_teacher_finds_no_attempt_under_the_number_of_somebody_else(
    place: Live, people: dict[str, Somebody], other: str
) -> None:
    mixed = {"attempt_id": people[other].values["attempt_id"]}
    values = values_for(place, people["teacher"], people["learner"], **mixed)
    for one in owned(place, values, "/s/"):
        if one.method == "GET" and "attempt_id" in _arguments(place, one):
            assert people["teacher"].open(one).status_code == 404, str(one)


def _arguments(place: Live, one: Address) -> set[str]:
    rules = [rule for rule in place.app.url_map.iter_rules() if rule.endpoint == one.endpoint]
    return set(rules[0].arguments)


def test_whose_ids_they_are_finds_them(place: Live, people: dict[str, Somebody]) -> None:
    """Else the walks above would pass where nothing is found by anybody."""
    opened = {"learner": 0, "teacher": 0}
    for who in opened:
        for one in owned(place, values_for(place, people[who], people["learner"]), "/s/"):
            if one.method == "GET":
                opened[who] += people[who].open(one).status_code in (200, 303)
    assert opened == {"learner": 2, "teacher": 2}


def test_no_page_of_a_session_opens_in_another_browser(place: Live, people: dict[str, Somebody]) -> None:
    for one in addresses(place.app, values_for(place, people["learner"], people["learner"]), below="/s/"):
        if one.endpoint == "media.media":
            continue  # a file that is the same for everybody opens by the address of any session
        assert people["of the course"].open(one).status_code == 400, str(one)


def test_a_grade_of_another_course_is_not_sent_again_by_its_number(
    place: Live, people: dict[str, Somebody], any_form: None
) -> None:
    address = f"{place.url}/s/{people['teacher of another course'].values['session_id']}/u/{ID}/quiz/learners"
    number = people["learner"].values["number"]
    http = people["teacher of another course"].wire.http
    assert http.post(f"{address}/resend", data={"number": number}, timeout=20).status_code == 404


def test_teachers_see_learners_of_their_own_course_alone(place: Live, people: dict[str, Somebody]) -> None:
    for who, theirs in {
        "teacher": {"learner", "of the course"},
        "teacher of another course": {"of another course"},
        "teacher of another institution": {"of another institution"},
    }.items():
        address = f"{place.url}/s/{people[who].values['session_id']}/u/{ID}/quiz/learners"
        page = people[who].wire.http.get(address, timeout=20).text
        for name, person in people.items():
            if "number" in person.values:
                assert (f"/learners/{person.values['number']}/" in page) is (name in theirs), (who, name)


def test_an_admin_of_one_institution_finds_nothing_of_another(place: Live, any_form: None) -> None:
    with place.runtime.database.read() as session:
        theirs = session.scalars(select(Registration).where(Registration.client_id != SAIMAA)).first()
        assert theirs
        row = session.scalars(select(Deployment.id).where(Deployment.registration_id == theirs.id)).first()
        mine = OutboxScore.registration_id == theirs.id
        score = session.scalars(select(OutboxScore.id).where(mine)).first()
    admin = Admin(place.app)
    admin.enter(SAIMAA)
    values: dict[str, str | int] = {
        "registration_id": theirs.id,
        "row_id": row or 0,
        "score_id": score or 0,
        "token": "a" * 22,
    }
    walked = 0
    for one in owned(place, values, "/admin/"):
        form = {"token": admin.token(), "status": "disabled", "names": "on"}
        answer = admin.client.open(one.path, method=one.method, base_url=URL, data=form)
        assert answer.status_code == 404, str(one)
        walked += 1
    assert walked >= 3
    with place.runtime.database.read() as session:
        assert session.get_one(Registration, theirs.id).status == "active"
    for path in ("/admin/", "/admin/log"):
        assert theirs.client_id not in admin.get(path).text
