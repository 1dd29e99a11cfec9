"""Moodle's filter for multi-language content (filter_multilang, 4.5 and 5.1), for reading as learners do."""

from __future__ import annotations

import re

SPAN = re.compile(r'<span lang="([^"]+)" class="multilang">(.*?)</span>', re.DOTALL)
"""One language of a text, as it is written."""

_LANGUAGE = r'<span(?:\s+lang="([a-zA-Z0-9_-]+)"|\s+class="multilang"){2}\s*>(.*?)</span>'
_ONE = re.compile(_LANGUAGE, re.DOTALL)
_GROUP = re.compile(rf"{_LANGUAGE}(?:\s*{_LANGUAGE})+", re.DOTALL)


def told_in(language: str, text: str) -> str:
    """Return what remains of a text for who reads this language, or the first one where it is not told."""

    def one(group: re.Match[str]) -> str:
        told: dict[str, str] = dict(_ONE.findall(group[0]))
        return told.get(language, next(iter(told.values())))

    return _GROUP.sub(one, text)


def same_markup(text: str) -> str:
    """Return markup without what says nothing: space between elements, spans, two ways to be empty."""
    text = re.sub(r"<(/?)(?:span|bdi)\b", r"<\1bdi", text)
    return re.sub(r">\s+<", "><", re.sub(r"<(\w+)([^<>]*)></\1>", r"<\1\2/>", text)).strip()
