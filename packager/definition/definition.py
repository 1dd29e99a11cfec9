"""A definition as it was read: its files and the units made of them, before they become a module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from packager.definition.media import MediaFolder
from packager.definition.models.language_file import LanguageFile
from packager.definition.models.module_file import ModuleFile
from packager.definition.models.units import UnitRow
from packager.definition.problems import Place, Problems
from packager.definition.yaml_source import FieldPath, YamlFile
from packager.document.pools import Pool
from packager.document.units import Unit


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """One language's module.yaml, with its lines."""

    words: LanguageFile
    file: YamlFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """All that was read. `units` holds, by id, those whose texts could be read; `languages` holds the
    languages whose module.yaml could be read, in the module's order."""

    folder: Path
    structure: ModuleFile
    file: YamlFile
    problems: Problems
    languages: dict[str, LanguageWords]
    media: MediaFolder
    units: dict[str, Unit] = field(default_factory=dict)
    pools: dict[str, Pool] = field(default_factory=dict)
    picture: dict[str, str] = field(default_factory=dict)  # asset path by language
    badge_picture: dict[str, str] = field(default_factory=dict)
    whole: bool = True  # False where module.yaml has mistakes: the texts are read for theirs alone

    def place(self, *path: str | int) -> Place:
        """Return the line of a field of module.yaml."""
        return self.file.place(path)

    @property
    def outcome_ids(self) -> tuple[str, ...]:
        """The ids of the learning outcomes, each once."""
        return tuple(dict.fromkeys(row.id for row in self.structure.credential.outcomes))

    @property
    def rows(self) -> Iterator[tuple[FieldPath, UnitRow]]:
        """The rows of units in their order, each with its path in module.yaml."""
        return self.structure.units
