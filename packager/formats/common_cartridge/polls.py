"""Polls as pages of a cartridge, which has no form for them."""

from __future__ import annotations

from packager.document.polls import Poll
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.unit_resources import Units
from packager.notes import Loss
from packager.render.environment import translations
from packager.render.polls import poll_text


def poll(units: Units, unit: Poll) -> None:
    """A poll is a page that names its options."""
    edition = units.cartridge.edition
    lost = "the poll is a page with its options: make a poll in the platform to collect answers"
    units.cartridge.job.note(Loss.NEAREST_FORM, unit, lost)
    gettext = translations(edition.language).gettext
    text = poll_text(edition, unit, gettext("Answer where your teacher asks for it."))
    name, title = unit_file("pages", unit.id, "html"), edition.text(unit.title)
    units.shown("page", unit, units.page(unit, text, key=unit.key, name=name, title=title))
