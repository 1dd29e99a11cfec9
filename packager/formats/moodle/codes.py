"""Moodle's own codes, which an author may also have typed as words.

A backup writes links as `$@PAGEVIEWBYID*7@$` and files as `@@PLUGINFILE@@/x.png`, and the restore (4.5, 5.1:
restore_decode_rule::decode) and format_text() replace them wherever they stand in a text.
"""

from __future__ import annotations

import re

_CODE = re.compile(r'(\b(?:href|src|poster)="[^"]*")|(\$|@)@')


def as_words(markup: str) -> str:
    """Return markup or an escaped text with no code but those in its own links and files."""
    return _CODE.sub(lambda found: found[1] or f"{found[2]}&#64;", markup)
