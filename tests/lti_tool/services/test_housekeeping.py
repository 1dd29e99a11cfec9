"""What has ended is deleted, what may still be used stays."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select, update

from lti_tool.models import LaunchSession
from lti_tool.runtime import Runtime
from lti_tool.services.housekeeping import EVERY, Housekeeping
from tests.support.tool import Browser


def counted(runtime: Runtime) -> int:
    with runtime.database.read() as session:
        return session.scalars(select(func.count()).select_from(LaunchSession)).one()


def test_only_what_has_ended_goes(browser: Browser, runtime: Runtime) -> None:
    moment = runtime.now()
    clock = [moment]
    keeping = Housekeeping(runtime.database, lambda: clock[0])
    browser.launch()
    browser.launch()
    assert keeping.run_if_due()
    assert counted(runtime) == 2
    with runtime.database.write() as session:
        one = session.scalars(select(LaunchSession.id_hash)).first()
        ended = {"expires_at": moment - dt.timedelta(seconds=1)}
        session.execute(update(LaunchSession).where(LaunchSession.id_hash == one).values(ended))
    assert not keeping.run_if_due()
    assert counted(runtime) == 2
    clock[0] += EVERY
    assert keeping.run_if_due()
    assert counted(runtime) == 1


def test_logins_keep_house_by_themselves(browser: Browser, runtime: Runtime) -> None:
    browser.launch()
    assert not runtime.housekeeping.run_if_due()
