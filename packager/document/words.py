"""Texts in several languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import NewType, TypeVar

Xhtml = NewType("Xhtml", str)
"""A well-formed, sanitised XHTML fragment. References in it are `asset:`, `unit:` and `term:` URLs."""

Words = Mapping[str, str]
"""Plain text by language (BCP 47 tag), in the module's order of languages."""

Prose = Mapping[str, Xhtml]
"""Markup by language."""

T = TypeVar("T")

_TAG = re.compile(r"<[^>]*>")


def plain_text(html: str) -> str:
    """Return the text of markup on one line; what stood in different elements stays apart."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def in_language(texts: Mapping[str, T], language: str) -> T:
    """Return the text in a language, or in the first one that there is.

    A published module holds every language; only a draft may lack one.
    """
    return texts[language] if language in texts else next(iter(texts.values()))
