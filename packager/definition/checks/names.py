"""Ids and files that may stand once only."""

from __future__ import annotations

from collections.abc import Iterator

from packager.definition.definition import Definition
from packager.definition.models.resources import MediaRow
from packager.definition.models.units import UnitRow
from packager.definition.yaml_source import FieldPath


def check_names(definition: Definition) -> None:
    """Report ids of outcomes, sections and units, files and languages that stand twice."""
    structure = definition.structure
    _once(definition, "outcome", [
        (("credential", "outcomes", at, "id"), row.id) for at, row in enumerate(structure.credential.outcomes)
    ])  # fmt: skip
    _once(definition, "section", [
        (("sections", at, "id"), row.id) for at, row in enumerate(structure.sections)
    ])  # fmt: skip
    _once(definition, "unit", [((*path, "id"), row.id) for path, row in definition.rows])
    pools = [(("pools", at), row) for at, row in enumerate(structure.pools)]
    _once(definition, "pool", [((*path, "id"), row.id) for path, row in pools])
    files = [((*path, name), file) for path, row in definition.rows for name, file in _files(row)]
    _once(definition, "file", files + [((*path, "file"), row.file) for path, row in pools])
    _once(definition, "language", [(("languages", at), one) for at, one in enumerate(structure.languages)])


def _files(row: UnitRow) -> Iterator[tuple[str, str]]:
    """Yield the files of a unit's texts, each with its field."""
    yield "file", row.file
    if isinstance(row, MediaRow) and row.transcript:
        yield "transcript", row.transcript


def _once(definition: Definition, what: str, names: list[tuple[FieldPath, str]]) -> None:
    first: dict[str, int] = {}
    for path, name in names:
        place = definition.place(*path)
        if name in first:
            definition.problems.error(
                place, "", f"the {what} {name} stands twice, first on line {first[name]}: name this one anew"
            )
        first.setdefault(name, place.line)
