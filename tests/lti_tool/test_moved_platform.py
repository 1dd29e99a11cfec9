"""A platform at a new address: one command, and learners, columns and waiting grades go on as before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lti_tool.errors import RegistrationError
from lti_tool.models import (
    AccessToken,
    Context,
    CourseMember,
    LineItem,
    OutboxScore,
    Person,
    Platform,
    Registration,
    ResourceLink,
    Roster,
    UnitProgress,
)
from lti_tool.runtime import Runtime
from lti_tool.services import outbox, progress
from lti_tool.services.admin_sessions import actions, of_command_line
from lti_tool.services.moving import Moved, move
from lti_tool.worker import Worker
from tests.support.platform import GRADEBOOK, SCORE_SCOPE, running_platform
from tests.support.platform import Platform as Stand
from tests.support.tool import Browser, register

UNIT = "fi.example.sample/quiz"


@pytest.fixture
def moved() -> Iterator[Stand]:
    """The platform at its new address."""
    with running_platform() as running:
        yield running


def column(platform: Stand) -> dict[str, Any]:
    """Return the claim of a column of the gradebook, addressed as Moodle does it."""
    url = f"{platform.url}/services/2/lineitems"
    item = f"{url}/14/lineitem?type_id=1"
    return {GRADEBOOK: {"lineitems": f"{url}?type_id=1", "lineitem": item, "scope": [SCORE_SCOPE]}}


def opened(app: Flask, platform: Stand, **claims: Any) -> None:
    assert Browser(app, platform).launch(**column(platform), **claims).status_code == 303


def rows(runtime: Runtime, *columns: Any) -> list[Any]:
    with runtime.database.read() as session:
        found = session.execute(select(*columns)).all()
    return [one[0] if len(columns) == 1 else tuple(one) for one in found]


def did(runtime: Runtime, person_id: int, unit: str = UNIT) -> None:
    """Finish a unit and queue its grade, as a person."""
    now = runtime.now()
    with runtime.database.write() as session:
        progress.touch(session, person_id, unit, now).status = "done"
        [item] = session.scalars(select(LineItem).order_by(LineItem.id.desc()).limit(1))
        grade = outbox.Grade(registration_id=item.registration_id, line_item_id=item.id, person_id=person_id,
                             unit_key=unit, given=8, maximum=10)  # fmt: skip
        outbox.queue(session, grade, now)


def go(runtime: Runtime, old: Stand, new: Stand, *pairs: tuple[str, str]) -> Moved:
    return move(runtime, of_command_line(runtime, None), old.issuer, new.issuer, pairs)


def test_launches_from_the_new_address_meet_the_same_person_course_and_column(
    app: Flask, runtime: Runtime, platform: Stand, moved: Stand
) -> None:
    opened(app, platform)
    [person] = rows(runtime, Person.id)
    before = rows(runtime, Context.id) + rows(runtime, ResourceLink.id) + rows(runtime, LineItem.id)
    did(runtime, person)
    assert Browser(app, moved).login().status_code == 400, "not known yet"

    done = go(runtime, platform, moved)

    assert (len(done.registrations), done.merged, done.people, done.columns, done.waiting) == (1, 0, 1, 1, 1)
    opened(app, moved)
    assert rows(runtime, Person.id) == [person]
    assert rows(runtime, Context.id) + rows(runtime, ResourceLink.id) + rows(runtime, LineItem.id) == before
    assert rows(runtime, UnitProgress.person_id, UnitProgress.status) == [(person, "done")]
    assert Browser(app, platform).login().status_code == 400, "the old address is nobody's now"
    [action] = [
        one for one in actions(runtime, of_command_line(runtime, None)) if one.kind == "platform-moved"
    ]
    assert action.subject == f"{platform.issuer} → {moved.issuer}"


def test_grades_that_waited_for_the_old_address_arrive_at_the_new_one(
    app: Flask, runtime: Runtime, platform: Stand, moved: Stand
) -> None:
    opened(app, platform)
    did(runtime, rows(runtime, Person.id)[0])
    platform.answers["/token"] = [(503, {}, b"")]
    worker = Worker(runtime.database, runtime.client, runtime.now)
    assert worker.once()
    assert rows(runtime, OutboxScore.status) == ["pending"]

    go(runtime, platform, moved)

    assert Worker(runtime.database, runtime.client, runtime.now).once()
    assert rows(runtime, OutboxScore.status) == ["delivered"]
    [sent] = moved.requests("/services/2/lineitems/14/lineitem/scores")
    assert sent[1].endswith("?type_id=1")
    assert not platform.requests("/services/2/lineitems/14/lineitem/scores")
    assert rows(runtime, LineItem.extra)[0]["lineitems"].startswith(moved.url)


def test_tokens_of_the_old_address_are_not_used(
    app: Flask, runtime: Runtime, platform: Stand, moved: Stand
) -> None:
    opened(app, platform)
    did(runtime, rows(runtime, Person.id)[0])
    worker = Worker(runtime.database, runtime.client, runtime.now)
    assert worker.once()
    assert rows(runtime, AccessToken.id)
    go(runtime, platform, moved)
    assert not rows(runtime, AccessToken.id)


def test_where_the_new_address_was_registered_already_both_become_one(
    app: Flask, runtime: Runtime, platform: Stand, moved: Stand
) -> None:
    opened(app, platform)
    opened(app, platform, sub="learner-2")
    first, second = rows(runtime, Person.id)
    did(runtime, first, "fi.example.sample/one")
    register(runtime, moved)
    opened(app, moved)
    [again] = [one for one in rows(runtime, Person.id) if one not in (first, second)]
    did(runtime, again, "fi.example.sample/two")

    done = go(runtime, platform, moved)

    assert (done.merged, done.people) == (1, 2)
    assert rows(runtime, Registration.issuer) == [moved.issuer]
    assert rows(runtime, Platform.issuer) == [moved.issuer]
    assert len(rows(runtime, Context.id)) == len(rows(runtime, ResourceLink.id)) == 1
    assert [url.startswith(moved.url) for url in rows(runtime, LineItem.url)] == [True]
    assert sorted(rows(runtime, UnitProgress.person_id, UnitProgress.unit_key)) == [
        (again, "fi.example.sample/one"),
        (again, "fi.example.sample/two"),
    ]
    opened(app, moved)
    opened(app, moved, sub="learner-2")
    assert sorted(rows(runtime, Person.sub)) == ["learner-1", "learner-2"]


@pytest.mark.parametrize(
    ("lists", "numbers"),
    [(("ab", "ca"), {"b": 2, "c": 1, "a": 3}), (("p", "qr"), {"p": 1, "q": 3, "r": 2})],
    ids=["one is in both", "who had a number that is free keeps it"],
)
def test_in_a_course_that_two_became_everybody_has_a_number_of_their_own(
    lists: tuple[str, str], numbers: dict[str, int],
    app: Flask, runtime: Runtime, platform: Stand, moved: Stand,
) -> None:  # fmt: skip
    register(runtime, moved)
    for stand in (platform, moved):
        opened(app, stand)
    with runtime.database.write() as session:
        courses = session.scalars(select(Context.id).order_by(Context.id)).all()
        for context_id, subs in zip(courses, lists, strict=True):
            for number, sub in enumerate(subs, 1):
                row = {"context_id": context_id, "sub": sub, "number": number, "status": "active"}
                session.add(CourseMember(**row, teaches=False, changed_at=runtime.now()))
        session.add(
            Roster(context_id=courses[0], link="", tried_at=runtime.now(),
                   differences_url=f"{platform.issuer}/members?since=1")
        )  # fmt: skip
    go(runtime, platform, moved)
    assert dict(rows(runtime, CourseMember.sub, CourseMember.number)) == numbers
    assert rows(runtime, Roster.differences_url) == [f"{moved.issuer}/members?since=1"]


def test_a_new_client_id_at_the_new_address_stays_and_people_are_one(
    app: Flask, runtime: Runtime, platform: Stand, moved: Stand
) -> None:
    opened(app, platform)
    moved.client_id = "client-2"
    register(runtime, moved)
    opened(app, moved)
    done = go(runtime, platform, moved)
    assert done.merged == 0
    assert sorted(rows(runtime, Registration.client_id)) == ["client-1", "client-2"]
    assert len(rows(runtime, Person.id)) == 1


def test_only_what_begins_with_the_old_address_changes(
    app: Flask, runtime: Runtime, platform: Stand, moved: Stand
) -> None:
    longer = f"{platform.issuer}0"  # another host whose name goes on
    with runtime.database.write() as session:
        row = session.scalars(select(Registration)).one()
        row.auth_login_url, row.token_audience = f"{longer}/auth", "https://elsewhere.example/aud"
    go(runtime, platform, moved, ("https://elsewhere.example/", "https://there.example/x/"))
    [row] = rows(runtime, Registration)
    assert row.auth_login_url == f"{longer}/auth"
    assert row.token_audience == "https://there.example/x/aud"
    assert row.token_url == f"{moved.url}/token"


def test_an_unknown_issuer_and_another_institutions_registration_change_nothing(
    runtime: Runtime, platform: Stand, moved: Stand
) -> None:
    with pytest.raises(RegistrationError, match="is not registered"):
        go(runtime, moved, platform)
    register(runtime, moved, tenant="saimaa")
    with pytest.raises(RegistrationError, match="belongs to another institution"):
        go(runtime, platform, moved)
    assert sorted(rows(runtime, Registration.issuer)) == sorted([platform.issuer, moved.issuer])
