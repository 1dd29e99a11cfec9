"""A scenario as one page that needs no script: what follows from a choice opens, and links lead on."""

from __future__ import annotations

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.references import Links
from packager.document.scenes import SceneChoice
from packager.document.units import Scenario
from packager.render.body import resolved
from packager.render.environment import environment
from packager.render.terms import terms_in


def scenario_page(edition: Edition, unit: Scenario, links: Links) -> Markup:
    """Return all scenes below each other, headings from level 2, the terms that they use at the end."""
    template = environment(edition.language).get_template("unit/scenario.html")
    return Markup(  # the template escapes; what it marks safe is the document's sanitised XHTML
        template.render(
            edition=edition,
            unit=unit,
            terms=[(one, edition.module.terms[one]) for one in scenario_terms(edition, unit)],
            html=lambda xhtml: resolved(xhtml, links),
            follows=lambda choice: consequence(edition, choice, links),
        )
    )


def consequence(edition: Edition, choice: SceneChoice, links: Links) -> Markup:
    """Return what follows from a choice, and its principle."""
    template = environment(edition.language).get_template("unit/consequence.html")
    return Markup(  # as above
        template.render(edition=edition, choice=choice, html=lambda xhtml: resolved(xhtml, links))
    )


def scenario_terms(edition: Edition, unit: Scenario) -> tuple[str, ...]:
    """Return the terms that a scenario uses, in order."""
    return terms_in(edition, unit.intro, unit.scenes)
