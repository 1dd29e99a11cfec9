"""Registering a platform by hand on the admin pages: values to copy, what comes back, what is refused."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lti_tool.models import AdminAction, Deployment, Registration
from lti_tool.runtime import Runtime
from tests.support.admin import Admin
from tests.support.tool import URL

MOODLE = {
    "kind": "moodle",
    "site": "https://moodle.example.fi/",
    "client_id": "Ab3dE",
    "deployment_id": "4",
}
OTHER = {
    "kind": "other",
    "site": "https://its.example.com/",
    "client_id": "77",
    "auth_login_url": "https://its.example.com/auth",
    "token_url": "https://its.example.com/token",
    "jwks_url": "https://its.example.com/keys",
}


@pytest.fixture
def admin(app: Flask) -> Admin:
    made = Admin(app)
    made.enter()
    return made


def newest(runtime: Runtime) -> Registration:
    with runtime.database.read() as session:
        return session.scalars(select(Registration).order_by(Registration.id.desc()).limit(1)).one()


def test_the_page_has_our_values_to_copy(admin: Admin) -> None:
    page = admin.get("/admin/by-hand").text
    for path in ("/lti/launch", "/lti/login", "/lti/jwks"):
        assert f'value="{URL}{path}" readonly' in page
    for product in ("Moodle", "Canvas", "itslearning"):
        assert f"<summary>{product}</summary>" in page
    assert 'href="/admin/by-hand"' in admin.get("/admin/register").text


def test_a_moodle_needs_its_address_and_two_ids(admin: Admin, runtime: Runtime) -> None:
    page = admin.post("/admin/by-hand", **MOODLE)
    assert page.status_code == 200
    assert "https://moodle.example.fi" in page.text
    row = newest(runtime)
    assert (row.issuer, row.client_id, row.status) == ("https://moodle.example.fi", "Ab3dE", "active")
    assert row.auth_login_url == "https://moodle.example.fi/mod/lti/auth.php"
    assert row.token_url == "https://moodle.example.fi/mod/lti/token.php"
    assert row.jwks_url == "https://moodle.example.fi/mod/lti/certs.php"
    with runtime.database.read() as session:
        deployment = session.scalars(select(Deployment).where(Deployment.registration_id == row.id)).one()
        action = session.scalars(select(AdminAction).order_by(AdminAction.id.desc())).first()
        assert (deployment.deployment_id, deployment.status) == ("4", "active")
        assert action is not None
        assert (action.kind, action.actor) == ("added", "Aino")
        assert action.subject == "https://moodle.example.fi, Ab3dE", "as every registration is named there"
    assert runtime.registry.find("https://moodle.example.fi", "Ab3dE"), "launches find it at once"


def test_a_hosted_canvas_needs_its_client_id_alone(admin: Admin, runtime: Runtime) -> None:
    assert admin.post("/admin/by-hand", kind="canvas", client_id="10000000000017").status_code == 200
    row = newest(runtime)
    assert row.issuer == "https://canvas.instructure.com"
    assert row.jwks_url == "https://sso.canvaslms.com/api/lti/security/jwks"


def test_another_platform_is_taken_letter_by_letter(admin: Admin, runtime: Runtime) -> None:
    assert admin.post("/admin/by-hand", **OTHER).status_code == 200
    row = newest(runtime)
    assert row.issuer == "https://its.example.com/"
    assert row.token_url == "https://its.example.com/token"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "webct"}, "kind"),
        ({"site": ""}, "site"),
        ({"client_id": " "}, "client_id"),
        ({"client_id": "x" * 256}, "client_id"),
        ({"client_id": "a\x00b"}, "client_id"),
        ({"site": "x" * 256}, "site"),
        ({"token_url": "ftp://its.example.com/token"}, "token_url"),
        ({"jwks_url": "javascript:alert(1)"}, "jwks_url"),
        ({"auth_login_url": ""}, "auth_login_url"),
        ({"auth_login_url": f"https://its.example.com/{'x' * 2048}"}, "auth_login_url"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(
    changes: dict[str, str], field: str, admin: Admin, runtime: Runtime
) -> None:
    before = newest(runtime).id
    answer = admin.post("/admin/by-hand", **{**OTHER, **changes})
    assert answer.status_code == 400
    assert newest(runtime).id == before
    if field != "kind":
        assert f'id="{field}"' in answer.text
        assert answer.text.count('aria-invalid="true"') == 1
        assert answer.text.index(f'id="{field}"') < answer.text.index('role="alert"')
    kept = "77" if field != "client_id" else "https://its.example.com/keys"
    assert f'value="{kept}"' in answer.text


def test_an_existing_registration_is_not_overwritten(admin: Admin, runtime: Runtime) -> None:
    admin.post("/admin/by-hand", **MOODLE)
    answer = admin.post("/admin/by-hand", **{**MOODLE, "deployment_id": "5"})
    assert answer.status_code == 400
    with runtime.database.read() as session:
        assert "5" not in session.scalars(select(Deployment.deployment_id)).all()


def test_a_form_without_our_token_is_refused(admin: Admin, runtime: Runtime) -> None:
    before = newest(runtime).id
    assert admin.post("/admin/by-hand", **{**MOODLE, "token": "0" * 64}).status_code == 400
    assert newest(runtime).id == before


def test_the_page_is_for_admins(app: Flask) -> None:
    assert Admin(app).get("/admin/by-hand").status_code in (401, 403)
