"""The tool as `poiju serve` runs it, in processes of its own, beside a tool of the same data in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from alembic import command

from lti_tool.services.preparation import migrations
from tests.support.live import Live
from tests.support.ports import free_port
from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]


@dataclass
class Served:
    """Where it answers, and what it wrote on its standard error."""

    url: str
    log: Path

    @property
    def lines(self) -> list[str]:
        """The lines of its log so far."""
        return self.log.read_text(encoding="utf-8").splitlines()


@contextmanager
def served(place: Live, workers: int = 2, **changes: str) -> Iterator[Served]:
    """Serve the data of a tool (SQLite) with gunicorn until the block ends."""
    with place.runtime.database.engine.begin() as connection:
        command.stamp(migrations(connection), "head")  # the tables are there already
    settings, port = place.runtime.settings, free_port()
    environment = {
        **os.environ, "POIJU_URL": settings.url, "POIJU_DATA_DIR": str(settings.data_dir), "DATABASE_URL": "",
        "POIJU_SECRET_KEY": settings.secret_key.get_secret_value(), "POIJU_ALLOW_HTTP": "1",
        "POIJU_ALLOW_PRIVATE_PLATFORMS": "127.0.0.1", "POIJU_PROXY_HOPS": "0", "POIJU_WORKER": "0", **changes,
    }  # fmt: skip
    serve = [sys.executable, "-m", "lti_tool", "serve", "--port", str(port), "--workers", str(workers)]
    made = Served(f"http://localhost:{port}", settings.data_dir / "served.log")
    with (
        made.log.open("w", encoding="utf-8") as log,
        subprocess.Popen(serve, env=environment, cwd=ROOT, stderr=log, stdout=log) as process,
    ):
        try:
            eventually(lambda: _answers(made.url))
            yield made
        finally:
            process.terminate()


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/health", timeout=5).ok
    except requests.ConnectionError:
        return False
