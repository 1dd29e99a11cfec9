"""The command line as its users call it, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from packager.cli import COMMANDS, make_group
from packager.definition.starter import create_module

Poiju = Callable[..., Result]


@pytest.fixture
def poiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Poiju:
    """Return a function that runs `poiju` in an empty folder; a bug raises as it would there."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> Result:
        return CliRunner().invoke(make_group(COMMANDS), words, catch_exceptions=False)

    return run


@pytest.fixture
def module(poiju: Poiju, tmp_path: Path) -> Path:
    """Return a starter module, a draft without a mistake, as `starter` in the current folder."""
    create_module(tmp_path / "starter")
    return tmp_path / "starter"


def spoil(module: Path, *, status: str) -> None:
    """Take what a published module needs: a minute count. Set its status."""
    path = module / "module.yaml"
    text = path.read_text(encoding="utf-8").replace("status: draft    ", f"status: {status}")
    path.write_text(text.replace("minutes: 15, pass: 80", "pass: 80"), encoding="utf-8")
