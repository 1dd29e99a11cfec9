"""Units in which learners write or tick for themselves, as text to read where nothing is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from packager.document.blocks import Body, Text
from packager.document.edition import Edition
from packager.document.personal import Checklist, Reflection
from packager.document.references import Links
from packager.document.unit_base import UnitBase
from packager.document.words import Xhtml
from packager.render.body import resolved
from packager.render.environment import environment
from packager.render.phrases import phrase


def reflection_text(edition: Edition, unit: Reflection, *told: str) -> Body:
    """Return a reflection's text with its prompts below as headings, in the edition's language.

    `told` are sentences of ours for the end: where to write, who reads it.
    """
    return _with_text_below(edition, unit.body, "unit/prompts.html", unit, told)


def checklist_text(edition: Edition, unit: Checklist, *told: str) -> Body:
    """Return a checklist's text with its items below as lists, in the edition's language."""
    return _with_text_below(edition, unit.body, "unit/checklist.html", unit, told)


def _with_text_below(
    edition: Edition, body: Body, template: str, unit: UnitBase, told: Sequence[str]
) -> Body:
    """The template escapes; what it marks safe is the document's sanitised XHTML, references unresolved."""
    page = environment(edition.language).get_template(template)
    below = Xhtml(page.render(edition=edition, unit=unit, told=told, html=Markup, phrase=phrase).strip())
    return {edition.language: (*edition.blocks(body), *((Text(html=below),) if below else ()))}


def tick_list(edition: Edition, unit: Checklist, links: Links, ticked: Collection[str] = ()) -> Markup:
    """Return the items of a checklist as boxes to tick, named `tick`, inside a form of the caller."""
    page = environment(edition.language).get_template("unit/ticks.html")
    return Markup(  # the template escapes; what it marks safe is the document's sanitised XHTML
        page.render(
            edition=edition,
            unit=unit,
            ticked=ticked,
            html=lambda xhtml: resolved(xhtml, links),
            phrase=phrase,
        )
    )
