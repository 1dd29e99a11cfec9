"""Writing XML by hand safely: escaping, addresses, and what XML cannot hold."""

from __future__ import annotations

import re
from html import escape

HOLD, RELEASE = "\ufdd0", "\ufdd1"
"""Around a number: keeps the place of a gap in running text. Never comes into an attribute."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NESTING = re.compile(r"<(/?)(?:blockquote|[uod]l|li|em|strong|del)\b")
_TAG = re.compile(r"<[^>]*>")
# RFC 3987 allows letters of every script in an address, but none of these.
_UNSAFE_IN_ADDRESS = {ord(sign): f"%{ord(sign):02X}" for sign in ' "<>\\^`{|}'} | {
    code: f"%{code:02X}" for code in (*range(0x20), 0x7F)
}
_HELD = re.compile(f"{HOLD}[0-9]*|{RELEASE}")


def text(raw: str) -> str:
    """Return character data, escaped."""
    return escape(raw, quote=False)


def attribute(raw: str) -> str:
    """Return an attribute's value, escaped, on one line."""
    return escape(" ".join(_FORBIDDEN.sub("", without_held(raw)).split()))


def address(raw: str) -> str:
    """Return an address as an attribute's value: what no address may hold is percent-encoded."""
    return escape(without_held(raw).translate(_UNSAFE_IN_ADDRESS))


def without_held(raw: str) -> str:
    """Return a text without the marks of gaps."""
    return _HELD.sub("", raw) if HOLD in raw or RELEASE in raw else raw


def without_forbidden(markup: str) -> str:
    """Return markup without the characters that XML refuses (they come from `&#1;` in a source)."""
    return _FORBIDDEN.sub("", markup) if _FORBIDDEN.search(markup) else markup


def depth(markup: str) -> int:
    """Return how deep lists, quotations and emphasis stand in each other in well-formed markup."""
    deepest = level = 0
    for found in _NESTING.finditer(markup):
        level += -1 if found[1] else 1
        deepest = max(deepest, level)
    return deepest


def without_tags(markup: str) -> str:
    """Return the text of markup that this package wrote, still escaped."""
    return _TAG.sub("", markup)
