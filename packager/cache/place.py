"""Where the cache is kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "POIJU_CACHE"


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder that `POIJU_CACHE` names, else the one where the system keeps caches of a user.

    None (there is no cache) where `POIJU_CACHE` is empty or nobody has a home.
    """
    if VARIABLE in environment:
        return Path(environment[VARIABLE]) if environment[VARIABLE] else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "poiju" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "poiju"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "poiju"
