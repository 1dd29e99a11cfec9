"""A single paragraph as a phrase, for places where a paragraph may not stand (labels, list items, cells)."""

from __future__ import annotations

import re

from packager.document.words import Xhtml

_ONE_PARAGRAPH = re.compile(r"\s*<p>((?:(?!<p[ >]).)*)</p>\s*", re.DOTALL)


def phrase(html: Xhtml) -> Xhtml:
    """Return the content of the one paragraph that markup consists of; other markup as it is."""
    found = _ONE_PARAGRAPH.fullmatch(html)
    return Xhtml(found[1]) if found else html
