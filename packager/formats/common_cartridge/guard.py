"""Markup that survives Moodle's cartridge import, which decodes entities once too often.

`entities::safexml` (Moodle 4.5 to 5.1, backup/cc/entities.class.php) turns `&lt;script&gt;` in a text into
a live tag and `&quot;` in an attribute into the attribute's end. An invisible word joiner after the sign
and a typographic quotation mark say the same to a reader and cannot become markup.
"""

from __future__ import annotations

import re

from packager.document.words import Xhtml

_WORD_JOINER = "\u2060"
_OPENING = re.compile(r"&lt;(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&amp;(?=#?\w+;)")
_TAG = re.compile(r"<[^>]*>")


def guarded(html: str) -> Xhtml:
    """Return markup whose entities may be decoded once more without harm."""
    joined = _OPENING.sub(f"&lt;{_WORD_JOINER}", html)
    joined = _ENTITY.sub(f"&amp;{_WORD_JOINER}", joined)
    return Xhtml(_TAG.sub(lambda tag: tag[0].replace("&quot;", "\u201d").replace("&#34;", "\u201d"), joined))
