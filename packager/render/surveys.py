"""A survey: as text where it cannot be answered, and as a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from packager.document.blocks import Body, Text
from packager.document.edition import Edition
from packager.document.references import Links
from packager.document.surveys import Survey
from packager.document.words import Xhtml
from packager.render.body import resolved
from packager.render.environment import environment
from packager.render.phrases import phrase


def survey_text(edition: Edition, unit: Survey, *told: str) -> Body:
    """Return the text of a survey with its questions below; `told` are sentences of ours for the end."""
    template = environment(edition.language).get_template("unit/survey_text.html")
    html = template.render(
        edition=edition,
        unit=unit,
        told=told,
        html=lambda prose: Markup(edition.html(prose)),  # the document's XHTML is sanitised
        line=lambda prose: Markup(phrase(edition.html(prose))),
    )
    return {edition.language: (*edition.blocks(unit.body), Text(html=Xhtml(html.strip())))}


def survey_form(
    edition: Edition, unit: Survey, links: Links, given: Mapping[str, Sequence[str]] | None = None
) -> Markup:
    """Return the questions as fields: `rate-<statement>`, `choose-<question>`, `tell-<question>`.

    It holds neither the form nor its button; headings are of level 2. `given` fills the fields.
    """
    template = environment(edition.language).get_template("unit/survey_form.html")
    return Markup(  # the template escapes; what it marks safe is the document's sanitised XHTML
        template.render(
            edition=edition,
            unit=unit,
            given=given or {},
            html=lambda prose: resolved(edition.html(prose), links),
            line=lambda prose: resolved(phrase(edition.html(prose)), links),
        )
    )
