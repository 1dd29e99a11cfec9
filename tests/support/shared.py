"""The one way by which tests find reference material beside the checkout (schemas, backups, tools)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2].parent / "shared"


def shared(name: str) -> Path:
    """Return a file or folder of the reference material; skip where it is absent, fail in CI.

    `POIJU_SHARED` names another place. CI sets `POIJU_CI=1`: there a skip would hide a test.
    """
    path = Path(os.environ.get("POIJU_SHARED", _BESIDE)) / name
    if not path.exists():
        message = f"reference material {name} is absent: put it beside the checkout or set POIJU_SHARED"
        if os.environ.get("POIJU_CI") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return path
