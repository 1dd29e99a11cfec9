"""What writers note, in the languages of those who read a delivery page.

Writers note in English with names filled in. The phrases stand here once more, with `{}` for what is
filled in, so that the catalogues can hold them.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from packager.render.environment import translations


def N_(english: str) -> str:  # noqa: N802  # the name by which gettext marks phrases for the catalogue
    """Mark a phrase that is translated where it is used."""
    return english


PHRASES: tuple[str, ...] = (N_("embedded media are links"),)


def note_text(text: str, language: str) -> Markup:
    """Return a note's text in a language; one that has no phrase is shown in English, and marked as such."""
    for phrase in PHRASES:
        if found := _pattern(phrase).fullmatch(text):
            said = translations(language).gettext(phrase)
            return escape(said.format(*found.groups()))
    return escape(text) if language == "en" else Markup('<span lang="en">{}</span>').format(text)


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, phrase.split("{}"))), re.DOTALL)
