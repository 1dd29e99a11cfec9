"""What units of all kinds do to a cartridge: pages, links in the organization, counts."""

from __future__ import annotations

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase
from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.texts import text_of
from packager.formats.common_cartridge.webcontent import Pages


class Units:
    """Adds units to a cartridge and counts what they became."""

    def __init__(self, cartridge: Cartridge, pages: Pages) -> None:
        self.cartridge = cartridge
        self.pages = pages
        self.counts: dict[str, int] = {}
        self.questions = 0

    def shown(self, name: str, unit: UnitBase, resource: str) -> None:
        """Show a unit's resource in the organization and count it under a name that people know."""
        self.cartridge.link(unit.key, self.cartridge.edition.text(unit.title), resource)
        self.count(name)

    def count(self, name: str) -> None:
        """Count one more of something."""
        self.counts[name] = self.counts.get(name, 0) + 1

    def page(self, unit: UnitBase, body: Body, *, key: str, name: str, title: str) -> str:
        """Add a page of a body that holds no self-checks."""
        links = self.pages.links(name)
        html = text_of(self.cartridge, unit, body, links)
        return self.pages.add(key, name, title, html, links, unit.serves)
