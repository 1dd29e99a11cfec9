"""Notes about units, each with the file of its unit."""

from __future__ import annotations

from packager.document.blocks import Body, Check
from packager.document.module import Section
from packager.document.unit_base import UnitBase
from packager.document.units import own_as_written
from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.links import PageLinks
from packager.notes import Loss


def note_body(cartridge: Cartridge, unit: UnitBase, body: Body, links: PageLinks) -> None:
    """Report what the text of a unit loses."""
    blocks = cartridge.edition.blocks(body)
    cartridge.job.note_embeds(unit, body)
    note_text(cartridge, unit, "".join(block.html for block in blocks if not isinstance(block, Check)))
    note_links(cartridge, unit, links, terms_explained=True)


def note_text(cartridge: Cartridge, unit: UnitBase, html: str) -> None:
    """Report what markup loses."""
    if "<math" in html:
        cartridge.job.note(
            Loss.SITE_NEEDS,
            unit,
            "formulas are MathML: Moodle's import of cartridges drops its tags",
        )


def note_links(cartridge: Cartridge, unit: UnitBase, links: PageLinks, *, terms_explained: bool) -> None:
    """Report links that became text."""
    if "unit" in links.dropped:
        which = "units that are no pages" if cartridge.version.page_links else "other units"
        cartridge.job.note(Loss.SHOWN_AS_TEXT, unit, f"links to {which} are text: importers break them")
    if "term" in links.dropped and not terms_explained:
        cartridge.job.note(Loss.SHOWN_AS_TEXT, unit, "the terms in the questions are not explained there")


def note_restriction(cartridge: Cartridge, place: UnitBase | Section) -> None:
    """Report that nothing is locked in a cartridge."""
    cartridge.job.note_restriction(place, "does not travel: restrict it in the platform")


def note_common_settings(cartridge: Cartridge, unit: UnitBase) -> None:
    """Report the settings that no unit of a cartridge can carry."""
    note_restriction(cartridge, unit)
    cartridge.job.note_settings(unit, "does not travel: set it in the platform", own_as_written(unit))
    if unit.after:
        cartridge.job.note(
            Loss.SETTING_DROPPED,
            unit,
            f"that it comes after {', '.join(unit.after)} does not travel: restrict it in the platform",
        )
