"""What a format cannot carry, said in typed notes that name their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum


class Loss(StrEnum):
    """Every kind of loss that a writer may report."""

    SHOWN_AS_TEXT = "shown-as-text"  # a live part (self-check, embed) is readable but not live
    NEAREST_FORM = "nearest-form"  # another kind stands in for the one that was meant
    LEFT_OUT = "left-out"  # the part does not travel at all
    SETTING_DROPPED = "setting-dropped"  # the part travels, one of its settings does not
    SITE_NEEDS = "site-needs"  # it arrives only where the site has something


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """One loss. `place` is `unit` or `unit#question`; `file`/`line` point into the definition."""

    format: str
    loss: Loss
    place: str
    text: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file or self.place
        return f"{self.format}: {where}: {self.text}"

    def as_json(self) -> dict[str, object]:
        """Return the note as JSON types."""
        return asdict(self)


class Notes:
    """Collects notes in the order in which a writer meets them, each once."""

    def __init__(self, format_name: str) -> None:
        self.format_name = format_name
        self._notes: dict[Note, None] = {}

    def add(self, loss: Loss, place: str, text: str, *, file: str = "", line: int = 0) -> None:
        """Report a loss at a unit (`level`) or a question of it (`quiz#verb`)."""
        self._notes[Note(self.format_name, loss, place, text, file, line)] = None

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)


class PartNotes(Notes):
    """Notes on one module of several: they go to those of the whole, and name the module."""

    def __init__(self, whole: Notes, module_id: str, folder: str) -> None:
        super().__init__(whole.format_name)
        self._notes = whole._notes
        self._whole = whole
        self._module_id = module_id
        self._folder = folder

    def add(self, loss: Loss, place: str, text: str, *, file: str = "", line: int = 0) -> None:
        """Report a loss at a unit, a question of it, or the module itself."""
        place = self._module_id if place == "module" else f"{self._module_id}/{place}"
        if file and self._folder:
            file = f"{self._folder}/{file}"
        self._whole.add(loss, place, text, file=file, line=line)
