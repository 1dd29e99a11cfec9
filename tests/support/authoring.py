"""What an author's texts are read with in tests: a scope that knows some media, units and terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from packager.definition.markdown.page import open_page
from packager.definition.markdown.pen import TEXT_HEADINGS, Pen
from packager.definition.models.module_file import PoolRow
from packager.definition.models.units import UnitRow
from packager.definition.pools import read_pool
from packager.definition.problems import Place, Problems
from packager.definition.scope import SourceFile
from packager.definition.units import read_unit
from packager.document.h5p import H5pContent
from packager.document.pools import Pool
from packager.document.units import Unit

FOLDER = Path("/nowhere/module")


@dataclass
class KnownScope:
    """Knows every file whose name holds no `missing`, the units and terms that do not begin with `no-`."""

    module_id: str = "fi.example.grammar"
    languages: tuple[str, ...] = ("fi", "sv", "en")
    problems: Problems = field(default_factory=Problems)

    def asset(self, written: str, language: str, place: Place, *, field: str = "") -> str | None:
        """Return the path below media/."""
        if "missing" in written:
            self.problems.error(place, field or "media", f"{written} is not there")
            return None
        return "media/" + written.rpartition("media/")[2]

    def h5p(self, path: str, place: Place, field: str) -> H5pContent | None:
        """Return what a package holds."""
        return H5pContent(content_type="Cards", needed=("H5P.Cards 1.0",))

    def folder(self, written: str, place: Place, *, field: str = "") -> tuple[str, ...]:
        """Return two files, one of them in a folder inside."""
        return () if "missing" in written else (f"{written}/plan.docx", f"{written}/guides/ward.pdf")

    def unit(self, written: str, place: Place) -> str | None:
        """Return a unit key."""
        if written.startswith("no-"):
            self.problems.error(place, "link", f"there is no unit {written}")
            return None
        return written if "/" in written else f"{self.module_id}/{written}"

    def term(self, written: str, place: Place) -> str | None:
        """Return the id of a term."""
        if written.startswith("no-"):
            self.problems.error(place, "link", f"there is no term {written}")
            return None
        return written


def source(text: str, name: str = "en/page.md", folder: Path = FOLDER) -> SourceFile:
    """Return a text as if it had been read from a file."""
    return SourceFile(name, text, folder / name)


def write_prose(text: str, scope: KnownScope | None = None) -> tuple[str, list[str]]:
    """Return the XHTML of running text and the problems as lines."""
    scope = scope or KnownScope()
    page = open_page(source(text), "en", scope.problems)
    pen = Pen(page, scope, "page")
    html = pen.prose(page.passage(page.begin, len(page.lines)), TEXT_HEADINGS)
    pen.finish()
    return html, [str(one) for one in scope.problems]


def read_texts(
    kind: str, texts: Mapping[str, str], *, folder: Path = FOLDER, **row: Any
) -> tuple[Unit | Pool | None, list[str]]:
    """Return the unit, or pool, that texts by language make, and the problems as lines."""
    scope = KnownScope(languages=tuple(texts))
    fields = {"id": "page", "kind": kind, "file": "page.md", "minutes": 10, **row}
    if kind == "pool":
        pages = {language: source(text, f"{language}/page.md", folder) for language, text in texts.items()}
        return read_pool(PoolRow(id="page", file="page.md"), pages, scope), [
            str(one) for one in scope.problems
        ]
    raw: Any = TypeAdapter(UnitRow).validate_python(fields)
    sources = {language: source(text, f"{language}/page.md", folder) for language, text in texts.items()}
    return read_unit(raw, sources, scope), [str(one) for one in scope.problems]
