"""What a text may refer to while it is read: the module's units, media and terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from packager.definition.problems import Place, Problems
from packager.document.h5p import H5pContent


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file of the definition. `name` is relative to the module's folder, with `/`."""

    name: str
    text: str
    path: Path

    def place(self, line: int) -> Place:
        """Return the place of a line, counted from 1."""
        return Place(self.name, line)


class Scope(Protocol):
    """Resolves what authors write into references of the document, and reports what is not there."""

    module_id: str
    languages: tuple[str, ...]
    problems: Problems

    def asset(self, written: str, language: str, place: Place, *, field: str = "") -> str | None:
        """Return the asset path for a path as written in a text (`../media/x.svg`), preferring the
        language's own variant (`media/x.fi.svg`), and make it travel with the module. Report a
        missing file (None), and a picture, sound or film that media.yaml does not credit. `field` names
        the field that holds the path, where it is one of module.yaml."""

    def h5p(self, path: str, place: Place, field: str) -> H5pContent | None:
        """Return what the .h5p file of an asset path holds; report one that does not play (None)."""

    def folder(self, written: str, place: Place, *, field: str = "") -> tuple[str, ...]:
        """Return the files of a folder (`media/tools`), those of folders in it too, each once and without
        the language of its variants; report a folder that is not there or holds none."""

    def unit(self, written: str, place: Place) -> str | None:
        """Return the unit key for `level` or `fi.poiju.other/level`; report an unknown unit (None)."""

    def term(self, written: str, place: Place) -> str | None:
        """Return the id of a term; report an unknown one (None)."""


UnitSources = Mapping[str, SourceFile]
"""A unit's text by language."""
