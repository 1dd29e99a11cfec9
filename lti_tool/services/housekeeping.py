"""Deletes what nobody can use any more: sessions and tokens that have ended."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

from sqlalchemy import delete

from lti_tool.db import Database
from lti_tool.models import AccessToken, LaunchSession

EVERY = dt.timedelta(minutes=10)
ENDING = (LaunchSession, AccessToken)
"""The tables whose rows end at their `expires_at`."""


class Housekeeping:
    """Runs beside a login, at most once in ten minutes per process: no cron is needed."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now
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
            for table in ENDING:
                connection.execute(delete(table).where(table.expires_at <= now))
        return True
