"""The worker that empties the outbox: in a thread of `poiju serve`, or alone as `poiju worker`."""

from __future__ import annotations

import datetime as dt
import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from lti_tool.db import Database
from lti_tool.services import outbox
from lti_tool.services.delivery import deliver
from lti_tool.services.platform_client import PlatformClient
from packager.errors import PoijuError

POLL = 2.0  # seconds between looks at an empty outbox; another process may have filled it
PAUSE = dt.timedelta(seconds=30)
THREADS = 2  # one platform that hangs must not hold up the others

log = logging.getLogger(__name__)


Count = Callable[[str, str], None]
"""Takes what became of a score, and its code."""


def _nowhere(_outcome: str, _code: str) -> None:
    """Count nothing."""


class Worker:
    """Claims, sends and settles. Any number of them may run, in any number of processes."""

    def __init__(
        self, database: Database, client: PlatformClient, now: Callable[[], dt.datetime],
        *, lease: dt.timedelta = outbox.LEASE, poll: float = POLL, count: Count = _nowhere,
    ) -> None:  # fmt: skip
        self._database = database
        self._client = client
        self._now = now
        self._lease = lease
        self._poll = poll
        self._count = count
        self.last_beat: dt.datetime | None = None
        self._paused: dict[int, dt.datetime] = {}
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._starting = threading.Lock()
        self._process = 0

    def once(self) -> bool:
        """Send one score if one is due; tell whether there was one."""
        claimed = self._claim()
        if claimed is None:
            return False
        outcome = deliver(self._database, self._client, claimed)
        with self._database.write() as session:
            outbox.settle(session, claimed, outcome, self._now())
        self._note(claimed, outcome)
        return True

    def _claim(self) -> outbox.Claim | None:
        with self._database.read() as session:
            if not outbox.any_due(session, self._now()):
                return None
        owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(8)}"
        with self._database.write() as session:
            return outbox.claim(session, owner, self._now(), without=self._resting(), lease=self._lease)

    def _resting(self) -> list[int]:
        """Registrations whose platform did not answer a moment ago."""
        now = self._now()
        return [registration for registration, until in list(self._paused.items()) if until > now]

    def _note(self, claimed: outbox.Claim, outcome: outbox.Outcome) -> None:
        if isinstance(outcome, outbox.Delivered):
            self._paused.pop(claimed.registration_id, None)
            log.info("score %s: delivered", claimed.id)
            self._count("delivered", "delivered")
            return
        self._count("refused" if isinstance(outcome, outbox.Refused) else "postponed", outcome.code)
        if isinstance(outcome, outbox.Postponed) and outcome.platform_wide:
            self._paused[claimed.registration_id] = self._now() + max(
                min(outbox.wait(claimed.attempts, outcome.after), 4 * PAUSE), outcome.after or dt.timedelta()
            )
        log.warning("score %s: %s (%s)", claimed.id, outcome.code, outcome.detail)

    def run(self) -> None:
        """Send until `stop` is called."""
        while not self._stop.is_set():
            self.last_beat = self._now()
            try:
                busy = self.once()
            except OperationalError as error:
                # The database is locked or away for a moment; what was claimed comes back with its lease.
                log.warning("the outbox cannot be read: %s", error.orig)
                busy = False
            except PoijuError as error:
                # Such as a key that POIJU_SECRET_KEY no longer opens: an operator mends it, scores wait.
                log.error("no score can be sent: %s", error)
                busy = False
            if not busy:
                self._wake.wait(self._poll)
                self._wake.clear()

    def ensure_started(self) -> None:
        """Start once per process; a fork takes no threads along, so the child starts its own."""
        with self._starting:
            if self._process != os.getpid():
                self._process = os.getpid()
                self._threads.clear()
                self.start()

    def start(self, threads: int = THREADS) -> None:
        """Run in threads of this process that end with it."""
        self.last_beat = self._now()
        for number in range(threads):
            thread = threading.Thread(target=self.run, name=f"poiju-worker-{number + 1}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def nudge(self) -> None:
        """Say that something was queued, so that it leaves at once."""
        self._wake.set()

    def stop(self) -> None:
        """End after what is in flight."""
        self._stop.set()
        self._wake.set()
        for thread in self._threads:
            thread.join()
