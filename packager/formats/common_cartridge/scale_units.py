"""Units that ask what nobody marks, as pages of a cartridge."""

from __future__ import annotations

from packager.document.scales import SelfAssessment
from packager.document.surveys import Survey
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.unit_resources import Units
from packager.notes import Loss
from packager.render.environment import translations
from packager.render.scales import self_assessment_text
from packager.render.surveys import survey_text


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


def survey(units: Units, unit: Survey) -> None:
    """A survey is a page with its questions: no importer makes a survey of anything."""
    cartridge = units.cartridge
    cartridge.job.note(
        Loss.NEAREST_FORM,
        unit,
        "the survey is a page with its questions: make a survey of them in the platform to receive answers",
    )
    gettext = translations(cartridge.edition.language).gettext
    told = gettext("Your teacher tells you where to answer.")
    text = survey_text(cartridge.edition, unit, told)
    name, title = unit_file("pages", unit.id, "html"), cartridge.edition.text(unit.title)
    units.shown("page", unit, units.page(unit, text, key=unit.key, name=name, title=title))
