"""References inside markup: `asset:media/x.png`, `unit:<unit key>`, `term:<id>`.

The document holds references, each format decides what a link looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Literal, Protocol
from urllib.parse import unquote

from packager.document.words import Xhtml

Scheme = Literal["asset", "unit", "term"]

# Attribute values never hold a raw ">" (our own serialisation), so a tag ends at the first one.
_TAG = re.compile(r"<(?:a|img|source|audio|video|track)\s[^>]*>")
_REFERENCE = re.compile(r'(\b(?:href|src)=")(asset|unit|term):([^"#]*)(#[^"]*)?"')


class Links(Protocol):
    """Where a format keeps things. None means that the target does not travel: the link becomes text."""

    def asset(self, path: str) -> str | None:
        """Return the address of a file."""

    def unit(self, key: str) -> str | None:
        """Return the address of a unit, given its key."""

    def term(self, term_id: str) -> str | None:
        """Return the address of a term's explanation."""


def references(html: str) -> Iterator[tuple[Scheme, str]]:
    """Yield each reference in markup as (scheme, target), in order."""
    for tag in _TAG.finditer(html):
        for found in _REFERENCE.finditer(tag[0]):
            yield found[2], unquote(unescape(found[3]))  # type: ignore[misc]  # the pattern allows no other


def resolve(html: Xhtml, links: Links) -> Xhtml:
    """Replace every reference by the address that `links` gives; drop the attribute where it gives none."""

    def attribute(found: re.Match[str]) -> str:
        target = unquote(unescape(found[3]))
        address = getattr(links, found[2])(target)
        if address is None:
            return ""
        return f'{found[1]}{escape(address)}{found[4] or ""}"'

    return Xhtml(_TAG.sub(lambda tag: _REFERENCE.sub(attribute, tag[0]), html))
