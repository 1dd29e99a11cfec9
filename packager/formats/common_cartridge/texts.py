"""Bodies of units that hold no self-checks."""

from __future__ import annotations

from markupsafe import Markup

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase
from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.links import PageLinks
from packager.formats.common_cartridge.noting import note_body
from packager.render.body import render_body


def text_of(cartridge: Cartridge, unit: UnitBase, body: Body, links: PageLinks) -> Markup:
    """Return a unit's body as XHTML, what it loses noted."""
    html = render_body(cartridge.edition, body, links)
    note_body(cartridge, unit, body, links)
    return html
