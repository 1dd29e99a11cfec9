"""What an author meant as a link, footnote or formula, but Markdown read as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable

# Lengths are bounded so that a line made to hurt is searched in time proportional to its length.
_FORMULA = re.compile(r"\$[^$\n]{0,200}?\\[A-Za-z][^$\n]{0,200}\$")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_TORN_LINK = re.compile(r"\][ \t]+\((?:https?:|mailto:|unit:|term:|\.\./)[^)]{0,300}\)")
_LINK = re.compile(r"\]\(([^)\s]{0,300}[/:.][^)]{0,300}\))")
_REFERENCE = re.compile(r"\][ ]?\[([^\[\]]+)\]")

Say = Callable[[re.Match[str]], str]

_LOST: tuple[tuple[str, re.Pattern[str], Say], ...] = (
    (
        "footnote",
        _NOTE,
        lambda found: f"the footnote [^{found[1]}] has no text: write [^{found[1]}]: and it",
    ),
    (
        "link",
        _TORN_LINK,
        lambda found: f"delete the space between the brackets of the link: {found[0]}",
    ),
    (
        "link",
        _LINK,
        lambda found: (
            f"({found[1]} is not read as an address: write one with spaces as (<../media/my file.pdf>), "
            "and no footnote or link between its brackets"
        ),
    ),
    (
        "link",
        _REFERENCE,
        lambda found: f"[{found[1]}] has no address: write [{found[1]}]: and the address on a line",
    ),
    (
        "formula",
        _FORMULA,
        lambda found: (
            f"{found[0]} is not read as a formula: count its braces, and write no space behind the first $ "
            "or before the last"
        ),
    ),
)


def lost_markup(text: str) -> tuple[str, str] | None:
    """Return field and message for the first thing in plain text that was meant as markup."""
    for field, pattern, say in _LOST:
        found = pattern.search(text)
        if found:
            return field, say(found)
    return None
