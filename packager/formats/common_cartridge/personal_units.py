"""Units in which learners write or tick for themselves, as pages of a cartridge."""

from __future__ import annotations

from packager.document.blocks import Body
from packager.document.personal import Checklist, Reflection
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.unit_resources import Units
from packager.notes import Loss
from packager.render.environment import translations
from packager.render.personal import checklist_text, reflection_text


def reflection(units: Units, unit: Reflection) -> None:
    """A reflection is a page with its prompts; a platform has no place to write for oneself."""
    cartridge = units.cartridge
    gettext = translations(cartridge.edition.language).gettext
    if unit.shared:
        told = gettext("Write your text and hand it in as your teacher tells you.")
        lost = "the reflection becomes a page: add an assignment in the platform to receive the text"
    else:
        told = gettext("Write in a notebook or a file of your own: the text is for you alone.")
        lost = "the reflection is a page with its prompts: there is no place to write"
    cartridge.job.note(Loss.NEAREST_FORM, unit, lost)
    _page(units, unit, reflection_text(cartridge.edition, unit, told))


def checklist(units: Units, unit: Checklist) -> None:
    """A checklist is a page to read and print."""
    lost = "the checklist is a page to read and print: the platform keeps no ticks"
    units.cartridge.job.note(Loss.NEAREST_FORM, unit, lost)
    _page(units, unit, checklist_text(units.cartridge.edition, unit))


def _page(units: Units, unit: Reflection | Checklist, text: Body) -> None:
    name, title = unit_file("pages", unit.id, "html"), units.cartridge.edition.text(unit.title)
    units.shown("page", unit, units.page(unit, text, key=unit.key, name=name, title=title))
