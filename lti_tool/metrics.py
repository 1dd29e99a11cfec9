"""Numbers for Prometheus, where a setting asks for them. No label holds a name, an id or an address.

`prometheus_client` is imported only then. Where several processes serve, it adds up what they keep in a
folder, which has to be named before the first import (`shared_folder`).
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from lti_tool.config import Settings
from lti_tool.db import Database
from lti_tool.services.queue_figures import figures
from packager.errors import SettingsError

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own variable."""
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class NoMetrics:
    """Counts nothing: what the tool does unless a setting asks for numbers."""

    on = False

    def launch(self, step: str, outcome: str) -> None:
        """Count a login or a launch."""

    def score(self, outcome: str, code: str) -> None:
        """Count a score that was sent."""

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request and its time."""

    def text(self) -> tuple[bytes, str]:
        """Return nothing."""
        return b"", "text/plain"

    def listen(self, bind: str) -> None:
        """Listen nowhere."""


class Metrics(NoMetrics):
    """Counts in this process, and tells what all processes of `poiju serve` have counted."""

    on = True

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._library = library = _library()
        self._database = database
        self._now = now
        self._own = library.CollectorRegistry()
        self._told = library.CollectorRegistry()
        self._told.register(self)
        launches = ("poiju_launches", "Logins and launches by outcome.", ("step", "outcome"))
        self._launches = library.Counter(*launches, registry=self._own)
        scores = ("poiju_scores", "Scores sent, by what became of them.", ("outcome", "code"))
        self._scores = library.Counter(*scores, registry=self._own)
        requests = ("poiju_request_seconds", "Time of requests.", ("route", "method", "status"))
        self._requests = library.Histogram(*requests, buckets=SECONDS, registry=self._own)

    def launch(self, step: str, outcome: str) -> None:
        """Count a login or a launch."""
        self._launches.labels(step, outcome).inc()

    def score(self, outcome: str, code: str) -> None:
        """Count a score that was sent."""
        self._scores.labels(outcome, code).inc()

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request and its time."""
        self._requests.labels(route, method, str(status)).observe(seconds)

    def text(self) -> tuple[bytes, str]:
        """Return all of it as Prometheus reads it, with its media type."""
        content: bytes = self._library.generate_latest(self._told)
        kind: str = self._library.CONTENT_TYPE_LATEST
        return content, kind

    def listen(self, bind: str) -> None:
        """Answer on an address of its own, in a thread, whoever reaches it."""
        host, _, port = bind.rpartition(":")
        try:
            self._library.start_http_server(int(port), host.strip("[]"), self._told)
        except OSError as error:
            raise SettingsError(f"POIJU_METRICS_BIND: {bind} cannot be opened: {error.strerror}") from error

    def collect(self) -> Iterator[Any]:
        """Yield everything: the library calls it when it is asked."""
        yield from self._counted().collect()
        try:
            told = figures(self._database, self._now())
        except SQLAlchemyError:
            return  # what was counted is told even while the database is away
        gauge = self._library.core.GaugeMetricFamily
        queue = gauge("poiju_scores_held", "Scores in the outbox by state.", labels=["state"])
        for state, count in {**told.by_state, "platform-off": told.resting}.items():
            queue.add_metric([state], count)
        yield queue
        yield gauge("poiju_scores_oldest_seconds", "Age of the oldest score on its way.", value=told.oldest)

    def _counted(self) -> Any:
        if not os.environ.get(FOLDER):
            return self._own
        from prometheus_client import multiprocess

        all_processes = self._library.CollectorRegistry()
        collector: Any = multiprocess.MultiProcessCollector  # has no type information
        collector(all_processes)
        return all_processes


def metrics_for(settings: Settings, database: Database, now: Callable[[], dt.datetime]) -> NoMetrics:
    """Return what counts, as the settings say. Raises SettingsError where the library is missing."""
    return Metrics(database, now) if _wanted(settings) else NoMetrics()


@contextmanager
def shared_folder(settings: Settings) -> Iterator[None]:
    """Let processes that are forked within keep their numbers in one folder. Enter it first."""
    if not _wanted(settings):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="poiju-metrics-", ignore_cleanup_errors=True) as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            os.environ.pop(FOLDER, None)


def _wanted(settings: Settings) -> bool:
    return bool(settings.metrics_token.get_secret_value() or settings.metrics_bind)


def _library() -> Any:
    try:
        import prometheus_client
        import prometheus_client.core
    except ImportError as error:
        raise SettingsError(
            "POIJU_METRICS_TOKEN and POIJU_METRICS_BIND need a library: pip install prometheus-client"
        ) from error
    return prometheus_client
