"""Units of statements on a scale, as pages of a cartridge."""

from __future__ import annotations

from packager.document.scales import SelfAssessment
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.unit_resources import Units
from packager.notes import Loss
from packager.render.environment import translations
from packager.render.scales import self_assessment_text


def self_assessment(units: Units, unit: SelfAssessment) -> None:
    """A self-assessment is a page with its statements as tables to print, and all of its advice."""
    cartridge = units.cartridge
    cartridge.job.note(
        Loss.NEAREST_FORM,
        unit,
        "the self-assessment is a page to print: learners find their means themselves, and nothing is kept",
    )
    gettext = translations(cartridge.edition.language).gettext
    told = gettext("Print the page, or note your ratings on paper: they are for you alone.")
    text = self_assessment_text(cartridge.edition, unit, told)
    name, title = unit_file("pages", unit.id, "html"), cartridge.edition.text(unit.title)
    units.shown("page", unit, units.page(unit, text, key=unit.key, name=name, title=title))
