"""Names that were kept go with the switch, in whatever way it goes off."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select, update

from lti_tool.models import Context, CourseMember, Registration
from lti_tool.runtime import Runtime
from lti_tool.services import roster
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.moving import move
from tests.lti_tool.test_dynamic_registration import CONFIGURATION, again, invited, send
from tests.support.admin import Admin
from tests.support.platform import Platform, running_platform
from tests.support.tool import Browser, register


def named(app: Flask, runtime: Runtime, platform: Platform) -> None:
    """Have names switched on for a platform, and one kept in its course."""
    assert Browser(app, platform).launch().status_code == 303
    with runtime.database.write() as session:
        session.execute(update(Registration).values(names=True))
        context = session.scalars(select(Context)).one()
        roster.number(session, context.id, ["learner-1"], runtime.now())
        session.scalars(select(CourseMember)).one().name = "Leena Oppija"


def names(runtime: Runtime) -> list[str | None]:
    with runtime.database.read() as session:
        return list(session.scalars(select(CourseMember.name)))


def test_an_update_without_names_deletes_those_that_were_kept(
    app: Flask, runtime: Runtime, platform: Platform
) -> None:
    admin = Admin(app)
    admin.enter()
    named(app, runtime, platform)
    before = runtime.registry.find(platform.issuer, platform.client_id)
    assert before is not None
    again(
        platform, authorization_endpoint=before.auth_login_url, token_endpoint=before.token_url,
        jwks_uri=before.jwks_url,
    )  # fmt: skip
    assert "It was registered before" in send(admin, invited(admin), platform.url + CONFIGURATION).text
    assert names(runtime) == [None]
    assert "hid and deleted names" in admin.get("/admin/log").text


def test_a_platform_that_joins_one_without_names_brings_none(
    app: Flask, runtime: Runtime, platform: Platform
) -> None:
    named(app, runtime, platform)
    with running_platform() as moved:
        register(runtime, moved)
        assert Browser(app, moved).launch().status_code == 303
        move(runtime, of_command_line(runtime, None), platform.issuer, moved.issuer)
    assert names(runtime) == [None]


def test_a_platform_that_joins_one_with_names_keeps_them(
    app: Flask, runtime: Runtime, platform: Platform
) -> None:
    named(app, runtime, platform)
    with running_platform() as moved:
        register(runtime, moved)
        with runtime.database.write() as session:
            session.execute(update(Registration).values(names=True))
        move(runtime, of_command_line(runtime, None), platform.issuer, moved.issuer)
    assert names(runtime) == ["Leena Oppija"]
