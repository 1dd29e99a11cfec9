"""Units in which learners write for themselves, as pages of a cartridge."""

from __future__ import annotations

from packager.document.personal import Reflection
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.unit_resources import Units
from packager.notes import Loss
from packager.render.environment import translations
from packager.render.personal import reflection_text


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
    text = reflection_text(cartridge.edition, unit, told)
    name, title = unit_file("pages", unit.id, "html"), cartridge.edition.text(unit.title)
    units.shown("page", unit, units.page(unit, text, key=unit.key, name=name, title=title))
