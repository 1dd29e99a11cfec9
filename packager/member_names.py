"""Names of members of other people's archives: which of them stay inside, and how one is printed."""

from __future__ import annotations

import re

_DRIVE = re.compile(r"[A-Za-z]:")


def stays_inside(name: str) -> bool:
    """Tell whether a member's name, unpacked on any system, lies below the folder that it is unpacked in."""
    inside = name.rstrip("/")
    if not inside or inside.startswith("/") or "\\" in inside or _DRIVE.match(inside):
        return False
    return not any(part in ("", ".", "..") or "\0" in part for part in inside.split("/"))


def shown(name: str) -> str:
    """Return a name as it may be printed: ASCII alone, not longer than a line."""
    return ascii(name if len(name) <= 100 else f"{name[:100]}…")[1:-1]
