"""Addresses within the site, relative to the page that they stand on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from packager.document.course_text import CourseText
from packager.document.identifiers import slug
from packager.document.unit_base import UnitBase
from packager.document.units import Book, BookPage


def unit_page(unit: UnitBase) -> str:
    """Return the address of a unit's page in the archive; a text between units stands on the first page."""
    if isinstance(unit, CourseText):
        return f"index.html#text-{slug(unit.id)}"
    return f"units/{slug(unit.id)}.html"


def book_page(unit: Book, page: BookPage) -> str:
    """Return the name of a page of a book in the archive."""
    return f"units/{slug(unit.id)}.{slug(page.id)}.html"


class SiteLinks:
    """Links of one page. `root` leads from the page to the site's top (empty, or `../`).

    Terms lead to the foot of the page if `explained` holds them, else to the page of terms. Units of
    other modules are not on the site: their keys are kept in `dropped`.
    """

    def __init__(self, pages: Mapping[str, str], root: str, explained: Collection[str] = ()) -> None:
        self._pages = pages
        self._root = root
        self._explained = explained
        self.dropped: list[str] = []

    def asset(self, path: str) -> str | None:
        """Return the address of a file."""
        return self._root + path

    def unit(self, key: str) -> str | None:
        """Return the address of a unit of this module."""
        if key not in self._pages:
            self.dropped.append(key)
            return None
        return self._root + self._pages[key]

    def term(self, term_id: str) -> str | None:
        """Return the address of a term's explanation."""
        return f"#term-{term_id}" if term_id in self._explained else f"{self._root}terms.html#term-{term_id}"
