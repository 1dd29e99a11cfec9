"""A second registration of an issuer: other people until an admin says that they are the same."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from lti_tool.errors import RegistrationError
from lti_tool.models import Person, UnitProgress
from lti_tool.runtime import Runtime
from lti_tool.services import people, progress
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.registrations import apart, held
from tests.support.admin import Admin
from tests.support.platform import Platform
from tests.support.tool import Browser, register


@pytest.fixture
def second(app: Flask, runtime: Runtime, platform: Platform) -> int:
    """Another client id of the platform; the learner has been in both."""
    assert Browser(app, platform).launch().status_code == 303
    row_id = register(runtime, platform, client_id="client-2", deployments=("deployment-2",))
    assert launched(app, platform).status_code == 303
    return row_id


def launched(app: Flask, platform: Platform) -> Any:
    browser = Browser(app, platform)
    target = "http://localhost:8000/lti/launch"
    state, nonce = browser.begun(target, client_id="client-2")
    claim = "https://purl.imsglobal.org/spec/lti/claim/deployment_id"
    claims = platform.claims(nonce, target, aud="client-2", **{claim: "deployment-2"})
    return browser.post(state, platform.sign(claims))


def persons(runtime: Runtime) -> list[int]:
    with runtime.database.read() as session:
        return list(session.scalars(select(Person.id).order_by(Person.id)))


def test_the_same_sub_of_a_second_registration_is_another_person(runtime: Runtime, second: int) -> None:
    assert len(persons(runtime)) == 2


def test_an_admin_says_so_on_the_page_and_progress_is_one(
    app: Flask, runtime: Runtime, platform: Platform, second: int
) -> None:
    now = runtime.now()
    with runtime.database.write() as session:
        for number, person in enumerate(persons(runtime)):
            progress.touch(session, person, f"fi.example.sample/{number}", now)
    admin = Admin(app)
    assert "kept apart from another registration" in admin.enter().text
    page = admin.get(f"/admin/registrations/{second}/").text
    assert "Its people count as others than those of client-1" in page
    admin.post(f"/admin/registrations/{second}/people")
    [person] = persons(runtime)
    with runtime.database.read() as session:
        assert session.scalars(select(UnitProgress.person_id)).all() == [person, person]
    assert "count as others" not in admin.get(f"/admin/registrations/{second}/").text
    assert "said that a registration has the same people" in admin.get("/admin/log").text
    assert launched(app, platform).status_code == Browser(app, platform).launch().status_code == 303
    assert persons(runtime) == [person]
    assert admin.post(f"/admin/registrations/{second}/people").status_code == 200, "a second click"


def test_an_admin_of_another_institution_cannot_say_so(app: Flask, runtime: Runtime, second: int) -> None:
    register(runtime, Platform(1), tenant="saimaa")
    admin = Admin(app)
    admin.enter("saimaa")
    assert admin.post(f"/admin/registrations/{second}/people").status_code == 404
    assert len(persons(runtime)) == 2


def test_it_may_be_said_of_either_and_of_three(runtime: Runtime, platform: Platform, second: int) -> None:
    register(runtime, platform, client_id="client-3")
    visit = of_command_line(runtime, None)
    first = held(runtime.database, platform.issuer, platform.client_id)
    assert people.same(runtime, visit, first) == 1
    with runtime.database.read() as session:
        assert [one.same_people for one in people.others(session, first)] == [True, True]
    with pytest.raises(RegistrationError, match="no other registration whose people are kept apart"):
        people.same(runtime, visit, first)


def test_another_institutions_registration_of_the_issuer_is_none_of_ours(
    runtime: Runtime, platform: Platform
) -> None:
    register(runtime, platform, client_id="client-2", tenant="saimaa")
    with runtime.database.read() as session:
        assert people.others(session, held(runtime.database, platform.issuer, platform.client_id)) == []


def test_the_list_of_many_registrations_asks_the_database_no_more_often(
    app: Flask, runtime: Runtime, platform: Platform
) -> None:
    asked: list[str] = []

    def note(*said: Any) -> None:
        asked.append(said[2])

    admin = Admin(app)
    admin.enter()
    event.listen(runtime.database.engine, "before_cursor_execute", note)
    admin.get("/admin/")
    few = len(asked)
    for number in range(8):
        register(runtime, platform, client_id=f"more-{number}")
    asked.clear()
    page = admin.get("/admin/").text
    event.remove(runtime.database.engine, "before_cursor_execute", note)
    assert page.count("kept apart from another registration") == 9
    assert 0 < len(asked) <= few


def test_the_name_of_people_kept_apart_fits_its_column() -> None:
    assert len(apart("https://" + "a" * 240, "b" * 255)) <= 255
    assert apart("https://a.example", "x") == "https://a.example (x)"
