"""Units of statements on a scale, live on the site: all stays in the browser."""

from __future__ import annotations

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.references import Links
from packager.document.scales import SelfAssessment
from packager.document.units import Unit
from packager.render.body import resolved
from packager.render.environment import environment
from packager.render.scales import profile, statement_tables, statements_form


def self_assessment_part(edition: Edition, unit: SelfAssessment, links: Links) -> Markup:
    """Return the form and the profile that a script fills in, and tables for whom no script runs."""
    template = environment(edition.language).get_template("packager/html_site/self_assessment.html")
    return Markup(  # noqa: S704  # the template escapes
        template.render(
            statements=statements_form(edition, unit, links),
            profile=profile(edition, unit, links),
            tables=resolved(statement_tables(edition, unit), links),
        )
    )


def scale_of(edition: Edition, unit: Unit) -> list[str]:
    """Return the names of the steps of a self-assessment."""
    return [edition.text(step) for step in unit.scale] if isinstance(unit, SelfAssessment) else []
