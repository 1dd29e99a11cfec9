"""What was built. Light to import: a package that is in the cache is told without all that builds one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packager.formats.base import Contents
from packager.notes import Loss, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A package that was written: `page` stands beside it and tells what arrives and what the site needs."""

    path: Path
    page: Path
    module_id: str
    format: str
    language: str
    size: int
    contents: Contents
    notes: tuple[Note, ...]

    @property
    def contents_text(self) -> str:
        """Return the counts on one line: `1 assign, 3 page, 1 quiz, 10 questions`."""
        counts = [f"{number} {name}" for name, number in sorted(self.contents.items.items())]
        if self.contents.questions:
            counts.append(f"{self.contents.questions} questions")
        return ", ".join(counts)

    def as_json(self) -> dict[str, object]:
        """Return the package as JSON types."""
        return {
            "path": str(self.path),
            "page": str(self.page),
            "module": self.module_id,
            "format": self.format,
            "language": self.language,
            "size": self.size,
            "items": self.contents.items,
            "questions": self.contents.questions,
            "notes": [note.as_json() for note in self.notes],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any], folder: Path) -> Built:
        """Return the package that `as_json` told, as one in this folder."""
        path = folder / Path(told["path"]).name
        return cls(
            path=path,
            page=path.with_name(f"{path.name}.html"),
            module_id=told["module"],
            format=told["format"],
            language=told["language"],
            size=told["size"],
            contents=Contents(told["items"], told["questions"]),
            notes=tuple(Note(**{**row, "loss": Loss(row["loss"])}) for row in told["notes"]),
        )
