"""Texts in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NewType, TypeVar

Xhtml = NewType("Xhtml", str)
"""A well-formed, sanitised XHTML fragment. References in it are `asset:`, `unit:` and `term:` URLs."""

Words = Mapping[str, str]
"""Plain text by language (BCP 47 tag), in the module's order of languages."""

Prose = Mapping[str, Xhtml]
"""Markup by language."""

T = TypeVar("T")


def in_language(texts: Mapping[str, T], language: str) -> T:
    """Return the text in a language, or in the first one that there is.

    A published module holds every language; only a draft may lack one.
    """
    return texts[language] if language in texts else next(iter(texts.values()))
