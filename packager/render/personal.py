"""Units in which learners write for themselves, as text to read where nothing can be written."""

from __future__ import annotations

from markupsafe import Markup

from packager.document.blocks import Body, Text
from packager.document.edition import Edition
from packager.document.personal import Reflection
from packager.document.words import Xhtml
from packager.render.environment import environment


def reflection_text(edition: Edition, unit: Reflection, *told: str) -> Body:
    """Return a reflection's text with its prompts below as headings, in the edition's language.

    `told` are sentences of ours for the end: where to write, who reads it.
    """
    template = environment(edition.language).get_template("unit/prompts.html")
    # The template escapes; what it marks safe is the document's sanitised XHTML, references unresolved.
    below = Xhtml(template.render(edition=edition, unit=unit, told=told, html=Markup).strip())
    return {edition.language: (*edition.blocks(unit.body), *((Text(html=below),) if below else ()))}
