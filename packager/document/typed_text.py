"""Typed texts as they are compared: words folded, numbers read, patterns with stars."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

# The white space that is folded is written out: \s differs between Python and browsers.
_SPACE = re.compile("[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_LONGEST_NUMBER = 40


def folded(text: str, *, case_sensitive: bool) -> str:
    """Return a typed text as it is compared: NFC, white space folded, small letters unless case counts."""
    plain = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")
    return plain if case_sensitive else plain.lower()


def read_number(text: str) -> Decimal | None:
    """Return the number that a person wrote (`53,3`, `1 600`, `−2.5`), or None.

    A comma or a point is the decimal mark, spaces of any kind stand between thousands.
    """
    plain = _SPACE.sub("", text).replace(",", ".").replace("\u2212", "-")
    return Decimal(plain) if len(plain) <= _LONGEST_NUMBER and _NUMBER.fullmatch(plain) else None


def matches(pattern: str, given: str, *, case_sensitive: bool) -> bool:
    """Tell whether a folded text is what a pattern says; each `*` stands for anything, also nothing."""
    first, *rest = folded(pattern, case_sensitive=case_sensitive).split("*")
    if not rest:
        return given == first
    *between, last = rest
    if len(given) < len(first) + len(last) or not given.startswith(first) or not given.endswith(last):
        return False
    place, end = len(first), len(given) - len(last)
    for piece in between:
        found = given.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True
