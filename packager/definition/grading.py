"""Reads how the grades of a module come together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from packager.definition.definition import Definition
from packager.document.grading import GradeGroup, Grading
from packager.document.module import Section
from packager.document.units import has_grade


def read_grading(definition: Definition, sections: Sequence[Section]) -> Grading | None:
    """Return what `grading:` says. `sections` are the module's, as they are read."""
    row = definition.structure.grading
    if row is None:
        return None
    return Grading(
        groups=tuple(_by_section(sections) if row.by else _groups(definition)),
        weights=row.weights,
        hidden=row.hidden,
        passing=row.passing,
    )


def _by_section(sections: Sequence[Section]) -> Iterator[GradeGroup]:
    for section in sections:
        units = tuple(unit.id for unit in section.units if has_grade(unit))
        if units:
            yield GradeGroup(id=section.id, title=section.title, units=units)


def _groups(definition: Definition) -> Iterator[GradeGroup]:
    for row in definition.structure.grading.groups if definition.structure.grading else ():
        titles = {
            language: one.words.grading[row.id]
            for language, one in definition.languages.items()
            if row.id in one.words.grading
        }
        yield GradeGroup(
            id=row.id,
            title=titles or {definition.structure.languages[0]: row.id},
            units=row.units,
            weight=row.weight or Decimal(1),
            passing=row.passing,
        )
