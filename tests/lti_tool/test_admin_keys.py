"""The page of the signing keys: how they stand, and a rotation with its confirmation."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from lti_tool.models import AdminAction
from lti_tool.services import administration
from lti_tool.services.admin_sessions import of_command_line
from tests.support.admin import Admin

SEEN = re.compile(r'name="seen" value="([0-9a-f]+)"')


@pytest.fixture
def admin(app: Flask) -> Admin:
    made = Admin(app)
    made.enter()
    return made


def seen(admin: Admin) -> str:
    found = SEEN.search(admin.get("/admin/keys/rotation").text)
    assert found
    return found[1]


def states(admin: Admin) -> list[str]:
    return [one.status for one in admin.runtime.tool_keys.listing()]


def test_a_rotation_is_explained_done_once_and_logged(admin: Admin) -> None:
    assert "platforms get two days to see it" in admin.get("/admin/keys/rotation").text
    before = seen(admin)
    done = admin.post("/admin/keys/rotation", how="in-turn", seen=before)
    assert "Comes next" in done.text
    assert "Can sign from" in done.text
    again = admin.post("/admin/keys/rotation", how="leaked", seen=before)  # a page that was open before
    assert again.status_code == 200
    assert states(admin) == ["active", "next"]
    assert "there is nothing to do" in admin.get("/admin/keys/rotation").text
    with admin.runtime.database.read() as session:
        kinds = session.scalars(select(AdminAction.kind)).all()
    assert kinds.count("key-published") == 1
    assert "keys-withdrawn" not in kinds
    assert "published a new signing key" in admin.get("/admin/log").text


def test_a_leak_withdraws_the_earlier_keys(admin: Admin) -> None:
    old = admin.runtime.tool_keys.active().kid
    page = admin.post("/admin/keys/rotation", how="leaked", seen=seen(admin)).text
    assert "Withdrawn" in page
    assert admin.runtime.tool_keys.active().kid != old
    assert old not in admin.get("/lti/jwks").text
    assert "withdrew all earlier signing keys" in admin.get("/admin/log").text


def test_the_page_shows_no_private_key_and_names_the_key_set(admin: Admin) -> None:
    page = admin.get("/admin/keys").text
    assert "http://localhost:8000/lti/jwks" in page
    assert admin.runtime.tool_keys.active().kid in page
    assert "private" not in page


def test_only_admins_of_all_tenants_see_the_keys(admin: Admin) -> None:
    administration.name_tenant(admin.runtime, of_command_line(admin.runtime, None), "saimaa", "Saimaa")
    assert "/admin/keys" in admin.get("/admin/").text
    limited = Admin(admin.app)
    assert "/admin/keys" not in limited.enter("saimaa").text
    for path in ("/admin/keys", "/admin/keys/rotation"):
        assert limited.get(path).status_code == 404
    assert limited.post("/admin/keys/rotation", how="leaked", seen=seen(admin)).status_code == 404
    assert Admin(admin.app).get("/admin/keys").status_code == 403
    assert states(admin) == ["active"]


def test_forms_of_other_pages_rotate_nothing(admin: Admin) -> None:
    before = seen(admin)
    assert admin.post("/admin/keys/rotation", how="leaked", seen=before, token="").status_code == 400
    assert admin.post("/admin/keys/rotation", how="at-once", seen=before).status_code == 400
    assert states(admin) == ["active"]
