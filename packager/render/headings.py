"""Levels of headings: what stands below another heading begins lower than on a page of its own."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(</?)h([1-6])\b")


def lowered(html: str, by: int) -> str:
    """Return markup whose headings stand so many levels lower, as far as there are any."""
    return _HEADING.sub(lambda tag: f"{tag[1]}h{min(int(tag[2]) + by, 6)}", html)
