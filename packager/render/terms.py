"""The terms that a page uses, explained at its end."""

from __future__ import annotations

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.references import references
from packager.document.texts import texts_of
from packager.render.environment import environment


def terms_in(edition: Edition, *parts: object) -> tuple[str, ...]:
    """Return the terms that parts of a unit (bodies, scenes, prompts …) link to, in order, each once."""
    used = dict.fromkeys(
        target
        for text in texts_of(parts, edition.language)
        for scheme, target in references(text)
        if scheme == "term"
    )
    return tuple(used)


def explained(edition: Edition, *parts: object) -> Markup:
    """Return the terms that parts of a unit link to, with their explanations."""
    terms = [(one, edition.module.terms[one]) for one in terms_in(edition, *parts)]
    template = environment(edition.language).get_template("unit/terms.html")
    return Markup(template.render(edition=edition, terms=terms))  # the template escapes
