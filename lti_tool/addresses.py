"""Addresses of platforms, extended without touching what stands in them already."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit, urlunsplit


def extended(address: str, query: Mapping[str, str], *, below: str = "") -> str:
    """Return an address with parameters behind its own query and a name below its path.

    The own query stays letter by letter: Moodle's line items are told apart by `?type_id=`. A fragment
    goes, as no server sees it.
    """
    parts = urlsplit(address)
    path = f"{parts.path.rstrip('/')}/{below}" if below else parts.path
    joined = "&".join(filter(None, (parts.query, urlencode(query))))
    return urlunsplit((parts.scheme, parts.netloc, path, joined, ""))
