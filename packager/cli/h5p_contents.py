"""What the H5P packages of a module hold, as `poiju check` lists it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packager.document.h5p import H5p, H5pContent
from packager.document.module import Module


@dataclass(frozen=True, slots=True)
class Packaged:
    """A package of a module that has no mistakes."""

    module: Path
    file: str
    content: H5pContent

    def __str__(self) -> str:
        said = (
            f"{self.file}: H5P content of the type {self.content.content_type}, "
            f"with the libraries {', '.join(self.content.needed)}"
        )
        absent = ", ".join(self.content.absent)
        return f"{said}; it does not bring {absent}" if absent else said

    def as_json(self) -> dict[str, object]:
        """Return it as JSON types."""
        return {
            "module": str(self.module),
            "file": self.file,
            "content_type": self.content.content_type,
            "libraries": list(self.content.needed),
            "absent": list(self.content.absent),
        }


def packages_of(folder: Path, module: Module | None) -> Iterator[Packaged]:
    """Yield each package of a module once, by path."""
    units = [unit for unit in module.units if isinstance(unit, H5p)] if module else []
    found = {unit.asset[language]: content for unit in units for language, content in unit.content.items()}
    for path, content in sorted(found.items(), key=lambda row: row[0]):
        yield Packaged(folder, path, content)
