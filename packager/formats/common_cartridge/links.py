"""Where references lead inside a cartridge."""

from __future__ import annotations

import posixpath

from packager.formats.common_cartridge.cartridge import Cartridge

TOKEN = "$IMS-CC-FILEBASE$"  # noqa: S105  # the standard's name for the place of a descriptor, no secret


class PageLinks:
    """Addresses relative to a web page. Remembers what the page depends on and what it could not link."""

    def __init__(self, cartridge: Cartridge, page: str, pages: dict[str, str]) -> None:
        self._cartridge = cartridge
        self._folder = posixpath.dirname(page)
        self._pages = pages  # unit key → name of its page
        self._used: dict[str, None] = {}
        self.dropped: dict[str, None] = {}  # what became text: "unit" and "term"

    @property
    def dependencies(self) -> tuple[str, ...]:
        """Identifiers of the resources whose files are linked, each once."""
        return tuple(self._used)

    def depend(self, identifier: str) -> None:
        """Name a further resource that the page needs."""
        self._used[identifier] = None

    def asset(self, path: str) -> str:
        """Return the address of a file, which then travels."""
        name, identifier = self._cartridge.medium(path)
        self._used[identifier] = None
        return self._address(name)

    def unit(self, key: str) -> str | None:
        """Return the address of a unit that is a page; None for what an importer makes another thing of."""
        if key in self._pages and self._cartridge.version.page_links:
            return self._address(self._pages[key])
        self.dropped["unit"] = None
        return None

    def term(self, term_id: str) -> str | None:
        """Return the place of a term on the same page."""
        return f"#term-{term_id}"

    def _address(self, name: str) -> str:
        return posixpath.relpath(name, self._folder)


class DescriptorLinks(PageLinks):
    """Addresses for markup inside a topic, a quiz or an assignment: the token, which
    stands for the descriptor's folder, then the path without a slash between (CC 1.1 Implementation)."""

    def __init__(self, cartridge: Cartridge, descriptor: str) -> None:
        super().__init__(cartridge, descriptor, {})

    def term(self, term_id: str) -> None:
        """Return nothing: Moodle takes a place on the same page for a file of the course."""
        self.dropped["term"] = None

    def _address(self, name: str) -> str:
        return TOKEN + super()._address(name)
