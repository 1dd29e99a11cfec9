"""Sentences about a unit, as a list."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup


def listed(facts: Iterable[str]) -> Markup:
    """Return sentences as a list; nothing for none."""
    items = Markup("").join(Markup("<li>{}</li>\n").format(fact) for fact in facts)
    return Markup('<ul class="poiju-facts">\n{}</ul>\n').format(items) if items else Markup("")
