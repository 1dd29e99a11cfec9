"""Stable identifiers made of module ids and unit keys. Nothing here depends on a clock or on chance."""

from __future__ import annotations

import hashlib
import re

_SLUG = re.compile(r"[^a-z0-9]+")


def ncname(*parts: str) -> str:
    """Return an XML name (NCName) that is the same for the same parts: `P` and 24 hex digits."""
    return "P" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24].upper()


def md5_hex(*parts: str) -> str:
    """Return 32 hex digits, the shape of Moodle's stamps and hashes (not for security)."""
    return hashlib.md5("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()


def slug(text: str) -> str:
    """Return a name for files: lower-case ASCII letters, digits and single hyphens."""
    return _SLUG.sub("-", text.lower()).strip("-") or "x"
