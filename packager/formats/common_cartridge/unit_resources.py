"""What units of all kinds do to a cartridge: pages, links in the organization, counts."""

from __future__ import annotations

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase
from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.texts import text_of
from packager.formats.common_cartridge.webcontent import Pages
from packager.render.environment import translations


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

    def about(self, unit: UnitBase, body: Body) -> None:
        """Web links and files have no place for a description: it is a page of its own."""
        edition = self.cartridge.edition
        if not edition.blocks(body):
            return
        title = translations(edition.language).gettext("About: %(title)s") % {
            "title": edition.text(unit.title)
        }
        name = unit_file("about", unit.id, "html")
        key = f"{unit.key}/about"
        self.cartridge.link(key, title, self.page(unit, body, key=key, name=name, title=title))
        self.count("page")
