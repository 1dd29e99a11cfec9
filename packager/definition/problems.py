"""Mistakes in a definition, each at its place, all found in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from packager.errors import PoijuError

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line (counted from 1) of a file, named relative to the module's folder."""

    file: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, in which field, what is wrong and what to do."""

    place: Place
    field: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        mark = "warning: " if self.severity == "warning" else ""
        field = f"{self.field}: " if self.field else ""
        return f"{mark}{self.place}: {field}{self.message}"

    def as_json(self) -> dict[str, object]:
        """Return the problem as JSON types."""
        return {**asdict(self.place), "field": self.field, "message": self.message, "severity": self.severity}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Problem:
        """Return the problem that `as_json` told."""
        return cls(Place(row["file"], row["line"]), row["field"], row["message"], row["severity"])

    def named_by(self, folder: Path, folders: Sequence[Path]) -> Problem:
        """Return the problem with its module's folder before its file, where there are several modules."""
        if len(folders) == 1:
            return self
        return replace(self, place=replace(self.place, file=(folder / self.place.file).as_posix()))


class Problems:
    """Collects problems while a definition is read, each once.

    `draft` is set as soon as the module says so: what a draft may still lack is a warning then.
    """

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self.draft = False

    def error(self, place: Place, field: str, message: str) -> None:
        """Report something that must be corrected."""
        self._found[Problem(place, field, message)] = None

    def warning(self, place: Place, field: str, message: str) -> None:
        """Report something that may be meant."""
        self._found[Problem(place, field, message, "warning")] = None

    def incomplete(self, place: Place, field: str, message: str) -> None:
        """Report something that is not there yet (a translation, a text alternative, a credit): an error
        in a published module, a warning in a draft."""
        report = self.warning if self.draft else self.error
        report(place, field, message)

    def __iter__(self) -> Iterator[Problem]:
        """Yield errors before warnings, each by file and line."""
        return iter(sorted(self._found, key=lambda one: (one.severity, one.place, one.field, one.message)))

    @property
    def errors(self) -> Sequence[Problem]:
        """The errors alone."""
        return [one for one in self if one.severity == "error"]

    @property
    def warnings(self) -> Sequence[Problem]:
        """The warnings alone."""
        return [one for one in self if one.severity == "warning"]


class DefinitionError(PoijuError):
    """The definition has mistakes that stop a build."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(one) for one in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[DefinitionError], tuple[Sequence[Problem]]]:
        """Let it travel from a worker with its problems."""
        return type(self), (self.problems,)
