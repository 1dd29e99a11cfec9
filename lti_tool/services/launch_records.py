"""Keeps the last launches and failures for admins, without costing a launch a transaction of its own.

What happens is put into memory, a few per registration and kind; seconds later one transaction writes all of
it, in a thread beside. A flood of launches or of failures thus writes no more than a few rows at a time.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from lti_tool.db import Database
from lti_tool.lti.redaction import redacted
from lti_tool.lti.trail import Check, Trail
from lti_tool.models import LaunchRecord

WRITTEN_AFTER = 2.0  # seconds
KEPT = 50  # launches of a registration
KEPT_FAILED = 100  # failures of a registration and kind
IN_MEMORY = 50  # of each, between two writes

log = logging.getLogger(__name__)
Bucket = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Failure:
    """What a page told: its reference, the fault's code, and what the log says besides."""

    reference: str
    code: str
    detail: str


class LaunchRecorder:
    """Takes note of launches; any thread may call it."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now
        self._held: dict[Bucket, deque[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def opened(self, trail: Trail) -> None:
        """Note a launch that opened a session. Its claims are redacted later, beside the launches."""
        self._add({"trail": trail, "at": self._now(), "code": ""})

    def failed(self, failure: Failure, trail: Trail | None) -> None:
        """Note a launch or page that failed."""
        at = self._now()
        row = {
            "at": at,
            "reference": failure.reference,
            "code": failure.code,
            "detail": failure.detail[:1024],
            "failed_check": trail and trail.at,
        }
        self._add({**row, **_known(trail or Trail("unknown"), at)})

    def flush(self) -> None:
        """Write what is held. What cannot be written (no database) is dropped: the log has it, too.

        Each bucket has a savepoint: a registration that was purged meanwhile takes nothing else along.
        """
        with self._lock:
            held, self._held, self._timer = self._held, {}, None
        if not held:
            return
        try:
            with self._database.begin() as connection:
                for bucket, rows in held.items():
                    _write(connection, bucket, [_row(one) for one in rows])
        except SQLAlchemyError as error:
            _not_noted(error)

    def close(self) -> None:
        """Write what is held, and nothing afterwards."""
        with self._lock:
            timer = self._timer
        if timer is not None:
            timer.cancel()
            timer.join()
        self.flush()

    def _add(self, row: dict[str, Any]) -> None:
        trail = row.get("trail")
        bucket = (trail.registration_id if trail else row["registration_id"], row["code"])
        with self._lock:
            held = self._held.get(bucket)
            if held is None:
                held = self._held[bucket] = deque(maxlen=IN_MEMORY)
            held.append(row)
            if self._timer is None:
                self._timer = threading.Timer(WRITTEN_AFTER, self.flush)
                self._timer.daemon = True
                self._timer.start()


def outcomes(record: LaunchRecord) -> list[tuple[Check, bool | None]]:
    """Return every check of a launch with how it went: True, False, or None where it was not reached."""
    checks = list(Check)
    if not record.code:
        return [(one, True) for one in checks]
    if record.failed_check is None:
        return []
    failed = checks.index(Check(record.failed_check))
    return [(one, None if at > failed else at < failed) for at, one in enumerate(checks)]


def _row(held: dict[str, Any]) -> dict[str, Any]:
    if "trail" not in held:
        return held
    known = _known(held["trail"], held["at"])
    return {"at": held["at"], "code": "", "reference": None, "detail": "", "failed_check": None, **known}


def _known(trail: Trail, at: dt.datetime) -> dict[str, Any]:
    issued = trail.body.get("iat") if trail.body else None
    number = isinstance(issued, int | float) and not isinstance(issued, bool) and abs(issued) < 1e12
    return {
        "registration_id": trail.registration_id,
        "mode": trail.mode,
        "behind": at.timestamp() - float(issued) if number and issued is not None else None,
        "claims": redacted(trail.body) if trail.body else None,
    }


def _write(connection: Connection, bucket: Bucket, rows: Sequence[dict[str, Any]]) -> None:
    try:
        with connection.begin_nested():
            connection.execute(insert(LaunchRecord), rows)
            _prune(connection, bucket)
    except (IntegrityError, DataError) as error:  # of these rows alone; any other befalls all
        _not_noted(error)


def _not_noted(error: SQLAlchemyError) -> None:
    log.warning("launches were not noted: %s", type(error).__name__)


def _prune(connection: Connection, bucket: Bucket) -> None:
    registration_id, code = bucket
    fits = (
        LaunchRecord.registration_id.is_not_distinct_from(registration_id),
        LaunchRecord.code == code,
    )
    newest = select(LaunchRecord.id).where(*fits).order_by(LaunchRecord.id.desc())
    oldest_kept = connection.execute(newest.offset((KEPT_FAILED if code else KEPT) - 1).limit(1)).scalar()
    if oldest_kept is not None:
        connection.execute(delete(LaunchRecord).where(*fits, LaunchRecord.id < oldest_kept))
