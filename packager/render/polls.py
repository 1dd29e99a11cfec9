"""A poll as text to read where no answer can be given, and as a form where one can."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from packager.document.blocks import Body, Text
from packager.document.edition import Edition
from packager.document.polls import Poll
from packager.document.words import Xhtml
from packager.render.environment import environment


def poll_text(edition: Edition, unit: Poll, *told: str) -> Body:
    """Return a poll's text with its options as a list, in the edition's language.

    `told` are sentences of ours for the end.
    """
    page = environment(edition.language).get_template("unit/poll.html")
    below = Xhtml(page.render(edition=edition, unit=unit, told=told).strip())  # the template escapes
    return {edition.language: (*edition.blocks(unit.body), Text(html=below))}


def poll_fields(edition: Edition, unit: Poll, chosen: Collection[str] = ()) -> Markup:
    """Return the options as fields named `option`, inside a form of the caller."""
    page = environment(edition.language).get_template("unit/poll_fields.html")
    return Markup(page.render(edition=edition, unit=unit, chosen=chosen))  # the template escapes
