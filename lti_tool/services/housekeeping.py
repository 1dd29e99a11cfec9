"""Deletes what nobody can use any more: sessions, links and tokens that have ended."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable

from sqlalchemy import Connection, delete, func, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from lti_tool.db import Database
from lti_tool.models import (
    AccessToken,
    AdminLink,
    AdminSession,
    Invitation,
    LaunchSession,
    Registration,
)
from lti_tool.services.keys import forget_private_halves
from lti_tool.services.retention import Retention

log = logging.getLogger("poiju.housekeeping")

EVERY = dt.timedelta(minutes=10)
ENDING = (LaunchSession, AccessToken, AdminLink, AdminSession, Invitation)
"""The tables whose rows end at their `expires_at`."""


class Housekeeping:
    """Runs beside a login, at most once in ten minutes per process: no cron is needed."""

    def __init__(
        self, database: Database, now: Callable[[], dt.datetime], retention: Retention | None = None
    ) -> None:
        self._database = database
        self._now = now
        self._retention = retention
        self._due_at: dt.datetime | None = None
        self._lock = threading.Lock()

    def run_if_due(self) -> bool:
        """Delete what has ended, if it is time; tell whether it was."""
        now = self._now()
        with self._lock:
            if self._due_at is not None and now < self._due_at:
                return False
            self._due_at = now + EVERY
        with self._database.begin() as connection:
            _keep_last_launches(connection, now)
            forget_private_halves(connection, now)
            for table in ENDING:
                connection.execute(delete(table).where(table.expires_at <= now))
        self._keep_no_longer(now)
        return True

    def _keep_no_longer(self, now: dt.datetime) -> None:
        """Delete what was kept long enough. It fails alone: the login beside which it runs goes on."""
        if self._retention is None:
            return
        try:
            self._retention.run(now)
        except SQLAlchemyError as error:
            log.warning("nothing was deleted this time: %s", type(error).__name__)


def _keep_last_launches(connection: Connection, now: dt.datetime) -> None:
    """Note on each registration when it last launched, before the session that tells it is deleted."""
    ended = (
        select(LaunchSession.registration_id, func.max(LaunchSession.created_at))
        .where(LaunchSession.expires_at <= now)
        .group_by(LaunchSession.registration_id)
    )
    held = Registration.last_launch_at
    for registration_id, last in connection.execute(ended).all():
        older = (Registration.id == registration_id, or_(held.is_(None), held < last))
        connection.execute(update(Registration).where(*older).values(last_launch_at=last))
