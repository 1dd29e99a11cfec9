"""Expected texts that a person can read. `POIJU_ACCEPT=1 pytest …` writes them anew: read the difference."""

from __future__ import annotations

import os
from pathlib import Path

_GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def assert_golden(name: str, text: str) -> None:
    """Compare a text with `tests/golden/<name>`."""
    path = _GOLDEN / name
    if os.environ.get("POIJU_ACCEPT") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"{path} is missing: POIJU_ACCEPT=1 writes it"
    assert text == path.read_text(encoding="utf-8")
