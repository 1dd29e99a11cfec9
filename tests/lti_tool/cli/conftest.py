"""The tool's commands as an operator calls them, on a SQLite file of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lti_tool.cli import COMMANDS
from packager.cli import make_group
from tests.support.tool import SECRET

Run = Callable[..., Result]


@pytest.fixture
def poiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `poiju`, with settings and without the shipped modules."""
    monkeypatch.setenv("POIJU_URL", "https://poiju.example.fi")
    monkeypatch.setenv("POIJU_SECRET_KEY", SECRET)
    monkeypatch.setenv("POIJU_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("lti_tool.services.preparation.shipped_modules", list)
    return lambda *words: CliRunner().invoke(make_group(COMMANDS), words)
