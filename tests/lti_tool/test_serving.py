"""`poiju serve` in processes of its own: scores that waited leave, though nobody asks for a page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command

from lti_tool.services.preparation import migrations
from tests.support.live import live
from tests.support.ports import free_port
from tests.support.quiz_taking import begun, cell, right_answers
from tests.support.waiting import eventually


@pytest.mark.slow
def test_a_score_that_waited_leaves_when_the_tool_starts_again(tmp_path: Path) -> None:
    with live(tmp_path, POIJU_WORKER="0", DATABASE_URL="") as place:
        visit = begun(place)
        visit.send("/attempts/", **right_answers())
        assert cell(place, "quiz") is None
        with place.runtime.database.engine.begin() as connection:
            command.stamp(migrations(connection), "head")  # the tables are there already
        settings = place.runtime.settings
        environment = {
            **os.environ, "POIJU_URL": settings.url,
            "POIJU_SECRET_KEY": settings.secret_key.get_secret_value(),
            "POIJU_DATA_DIR": str(settings.data_dir), "POIJU_ALLOW_HTTP": "1", "DATABASE_URL": "",
            "POIJU_ALLOW_PRIVATE_PLATFORMS": "127.0.0.1",
        }  # fmt: skip
        serve = [sys.executable, "-m", "lti_tool", "serve", "--port", str(free_port()), "--workers", "2"]
        with subprocess.Popen(serve, env=environment, cwd=Path(__file__).parents[2]) as process:
            try:
                eventually(lambda: cell(place, "quiz") == 100)
            finally:
                process.terminate()
        assert len(place.platform.received) == 1
