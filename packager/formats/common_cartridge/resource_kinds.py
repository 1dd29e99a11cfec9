"""Units to look things up in, to take along, to hear or to see, as resources of a cartridge."""

from __future__ import annotations

from packager.document.glossary import Glossary
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.noting import note_links, note_text
from packager.formats.common_cartridge.unit_resources import Units
from packager.render.glossary import glossary_page


def glossary(units: Units, unit: Glossary) -> None:
    """A glossary is one page in the order of the alphabet."""
    cartridge = units.cartridge
    name = unit_file("pages", unit.id, "html")
    links = units.pages.links(name)
    body = glossary_page(cartridge.edition, unit, links)
    cartridge.job.note_embeds(unit, unit.body)
    note_text(cartridge, unit, body)
    note_links(cartridge, unit, links, terms_explained=True)
    title = cartridge.edition.text(unit.title)
    units.shown("page", unit, units.pages.add(unit.key, name, title, body, links, unit.serves))
