"""A platform that uninstalled the tool: its grades wait, and purging deletes it whole and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from lti_tool.errors import RegistrationError
from lti_tool.models import Base, OutboxScore, Person, Registration, Tenant
from lti_tool.runtime import Runtime
from lti_tool.services import outbox, uninstalling
from lti_tool.services.admin_sessions import of_command_line
from tests.support.admin import switch
from tests.support.gradebook import UNIT, Bench, bench
from tests.support.platform import Platform, running_platform
from tests.support.tool import Browser, register


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def put(desk: Bench, status: str) -> None:
    with desk.database.write() as session:
        session.get_one(Registration, desk.registration_id).status = status  # type: ignore[assignment]  # as the test says


def test_grades_of_a_disabled_platform_wait_and_arrive_once_it_is_enabled(desk: Bench) -> None:
    grade = outbox.Grade(
        registration_id=desk.registration_id, line_item_id=desk.line_item_id, person_id=desk.persons["201"],
        unit_key=UNIT, given=7, maximum=10,
    )  # fmt: skip
    with desk.database.write() as session:
        outbox.queue(session, grade, desk.clock())
    put(desk, "disabled")
    assert not desk.worker().once()
    desk.clock.advance(days=90)
    assert not desk.worker().once()
    [row] = desk.outbox()
    assert (row.status, row.attempts) == ("pending", 0)
    desk.clock.ahead = dt.timedelta()  # signatures need the true time
    put(desk, "active")
    assert desk.worker().once()
    assert desk.cell() == 7


def counts(runtime: Runtime) -> dict[str, int]:
    with runtime.database.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name not in ("admin_action", "tenant", "tool_key")
        }


def purge(runtime: Runtime, platform: Any) -> None:
    uninstalling.purge(runtime, of_command_line(runtime, None), platform.issuer, platform.client_id)


def test_purging_deletes_a_platform_whole_and_nothing_of_another(
    runtime: Runtime, browser: Browser, platform: Platform
) -> None:
    browser.launch()
    before = counts(runtime)
    with running_platform() as other:
        register(runtime, other)
        assert Browser(browser.client.application, other).launch().status_code == 303
        switch(runtime, other.issuer, other.client_id, "disabled")
        purge(runtime, other)
        assert counts(runtime) == before
        assert Browser(browser.client.application, other).login().status_code == 400
    assert browser.launch().status_code == 303


def test_people_of_another_registration_stay(runtime: Runtime, browser: Browser, platform: Platform) -> None:
    register(runtime, platform, client_id="client-2", same_people=True)
    browser.launch()
    switch(runtime, platform.issuer, platform.client_id, "disabled")
    purge(runtime, platform)
    with runtime.database.read() as session:
        assert session.scalars(select(Person.sub)).all() == ["learner-1"]
        assert session.scalars(select(Registration.client_id)).all() == ["client-2"]


def test_what_is_switched_on_is_not_purged(runtime: Runtime, platform: Platform) -> None:
    with pytest.raises(RegistrationError, match="is active: disable it first"):
        purge(runtime, platform)


def test_purging_by_age_takes_those_that_were_off_for_so_long(runtime: Runtime, platform: Platform) -> None:
    visit = of_command_line(runtime, None)
    register(runtime, platform, client_id="client-2")
    for client in ("client-1", "client-2"):
        switch(runtime, platform.issuer, client, "disabled")
    with runtime.database.write() as session:
        row = session.scalars(select(Registration).where(Registration.client_id == "client-1")).one()
        row.disabled_at = runtime.now() - dt.timedelta(days=91)
    assert uninstalling.purge_since(runtime, visit, 90) == [f"{platform.issuer} with client id client-1"]
    assert uninstalling.purge_since(runtime, visit, 90) == []
    switch(runtime, platform.issuer, "client-2", "active")
    assert uninstalling.purge_since(runtime, visit, 0) == []
    with runtime.database.read() as session:
        assert session.scalars(select(Registration.client_id)).all() == ["client-2"]
        assert session.scalars(select(OutboxScore.id)).all() == []
        assert session.scalars(select(Tenant.slug)).all() == ["default"]
