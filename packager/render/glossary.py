"""A glossary as one page: its words in the order of the alphabet, with links to the letters."""

from __future__ import annotations

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.glossary import Glossary
from packager.document.references import Links
from packager.render.alphabet import by_letter
from packager.render.body import resolved
from packager.render.environment import environment
from packager.render.terms import terms_in


class _OwnTerms:
    """Links of a glossary's page: its own terms are explained in it."""

    def __init__(self, unit: Glossary, links: Links) -> None:
        self._own = {entry.id for entry in unit.entries}
        self._links = links

    def asset(self, path: str) -> str | None:
        """Return the address of a file."""
        return self._links.asset(path)

    def unit(self, key: str) -> str | None:
        """Return the address of a unit."""
        return self._links.unit(key)

    def term(self, term_id: str) -> str | None:
        """Return the place of a term on the page, or where else it is explained."""
        return f"#{term_id}" if term_id in self._own else self._links.term(term_id)


def glossary_page(edition: Edition, unit: Glossary, links: Links) -> Markup:
    """Return what stands before the words, the words by letter, and the terms of other places at the end."""
    own = _OwnTerms(unit, links)
    template = environment(edition.language).get_template("unit/glossary.html")
    return Markup(  # the template escapes; what it marks safe is the document's sanitised XHTML
        template.render(
            edition=edition,
            blocks=edition.blocks(unit.body),
            letters=by_letter(unit.entries, lambda entry: edition.text(entry.term), edition.language),
            aliases=lambda entry: edition.pick(entry.aliases) if entry.aliases else (),
            terms=[(one, edition.module.terms[one]) for one in glossary_terms(edition, unit)],
            html=lambda xhtml: resolved(xhtml, own),
        )
    )


def glossary_terms(edition: Edition, unit: Glossary) -> tuple[str, ...]:
    """Return the terms that a glossary uses and does not hold itself: its page explains them at its end."""
    own = {entry.id for entry in unit.entries}
    return tuple(one for one in terms_in(edition, unit.body, unit.entries) if one not in own)
