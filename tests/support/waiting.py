"""Waiting for what another thread or process does."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 20.0  # seconds; far more than anything takes, so that a slow machine fails no test


def eventually(holds: Callable[[], object], patience: float = PATIENCE) -> None:
    """Return as soon as something holds; fail when it never does."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)
