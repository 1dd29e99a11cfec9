"""Whatever an admin does is written down: every form of the admin pages is sent, and the commands."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from flask import Flask
from sqlalchemy import select

from lti_tool.models import AdminAction, LineItem, OutboxScore, Person
from lti_tool.models.administration import ActionKind
from lti_tool.runtime import Runtime
from lti_tool.services import outbox
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.administration import name_tenant
from lti_tool.services.keys import fingerprint
from lti_tool.views.admin_words import action_name
from tests.lti_tool.test_registering_by_hand import MOODLE
from tests.support.admin import Admin
from tests.support.platform import GRADEBOOK, SCORE_SCOPE, Platform
from tests.support.routes import addresses
from tests.support.tool import Browser, register

FORMS: dict[str, dict[str, Any]] = {
    "admin.switch": {"status": "disabled"},
    "admin.names": {"names": "on"},
    "admin.let_in": {},
    "admin.same_people": {},
    "admin_by_hand.enter": MOODLE,
    "admin_entrance.entered": {},
    "admin_keys.rotate": {"how": "in-turn"},
    "admin_registration.invite": {},
    "admin_self_test.reach": {},
    "admin_self_test.token": {},
    "admin_self_test.send_all": {},
    "admin_self_test.send_one": {},
    "admin.leave": {},
}
"""What each form of the admin pages says."""


def kinds(runtime: Runtime) -> list[str]:
    with runtime.database.read() as session:
        return [
            f"{one.kind}: {one.subject}"
            for one in session.scalars(select(AdminAction).order_by(AdminAction.id))
        ]


@pytest.fixture
def score(app: Flask, runtime: Runtime, platform: Platform) -> int:
    """A score that waits for the platform."""
    claim = {"lineitem": f"{platform.url}/items/1", "scope": [SCORE_SCOPE]}
    assert Browser(app, platform).launch(**{GRADEBOOK: claim}).status_code == 303
    with runtime.database.write() as session:
        column, person = session.scalars(select(LineItem.id)).one(), session.scalars(select(Person.id)).one()
        grade = outbox.Grade(
            registration_id=1, line_item_id=column, person_id=person, unit_key="a/b", given=1, maximum=1
        )
        outbox.queue(session, grade, runtime.now())
        return session.scalars(select(OutboxScore.id)).one()


def test_every_form_of_the_admin_pages_is_written_down(
    app: Flask, runtime: Runtime, platform: Platform, score: int
) -> None:
    register(runtime, platform, client_id="client-2")
    admin = Admin(app)
    admin.enter()
    values: dict[str, str | int] = {
        "registration_id": 1, "row_id": 1, "score_id": score, "token": admin.link().rpartition("/")[2],
    }  # fmt: skip
    forms = [one for one in addresses(app, values, below="/admin/") if one.method == "POST"]
    assert {one.endpoint for one in forms} == set(FORMS), "say in this file what the new form sends"
    for one in sorted(forms, key=lambda one: list(FORMS).index(one.endpoint)):
        before = len(kinds(runtime))
        seen = fingerprint(runtime.tool_keys.listing())
        admin.post(one.path, **{"seen": seen, **FORMS[one.endpoint]})
        done = kinds(runtime)[before:]
        assert len(done) == 1, (one.endpoint, done)
        if "/registrations/" in one.path:
            assert f"{platform.issuer}, {platform.client_id}" in done[0], one.endpoint


def test_an_institution_that_is_named_on_the_command_line_is_written_down(runtime: Runtime) -> None:
    name_tenant(runtime, of_command_line(runtime, None), "saimaa", "Saimaan ammattiopisto")
    assert kinds(runtime) == ["tenant-named: saimaa: Saimaan ammattiopisto"]


def test_every_kind_of_action_has_words(app: Flask) -> None:
    with app.test_request_context():
        for kind in get_args(ActionKind):
            assert action_name(kind) != kind
