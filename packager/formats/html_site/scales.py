"""Units of statements on a scale, live on the site: all stays in the browser."""

from __future__ import annotations

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.references import Links
from packager.document.scales import SelfAssessment
from packager.document.surveys import Survey
from packager.document.units import Unit
from packager.render.body import render_body, resolved
from packager.render.environment import environment, translations
from packager.render.scales import profile, statement_tables, statements_form
from packager.render.surveys import survey_text


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


def survey_part(edition: Edition, unit: Survey, links: Links) -> Markup:
    """Return a survey as text: a site has nobody who would gather the answers."""
    gettext = translations(edition.language).gettext
    told = gettext("A survey needs somebody who gathers the answers: this site cannot.")
    return render_body(edition, survey_text(edition, unit, told), links)
