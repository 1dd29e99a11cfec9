"""Texts between units: nobody opens or does them, so nothing can be set or wait that presumes it."""

from __future__ import annotations

from collections.abc import Iterator

from packager.definition.definition import Definition
from packager.definition.models.course_text import TextRow
from packager.definition.models.restriction import RestrictionRow
from packager.definition.validation import field_name
from packager.definition.yaml_source import FieldPath

_NOTHING_TO_DO = ("minutes", "serves", "done", "optional", "expected", "stealth", "groups", "description")
"""Fields that all kinds of units have and that mean nothing here."""


def check_course_texts(definition: Definition) -> None:
    """Check what texts between units are set to, and that nobody waits for one."""
    texts = {row.id for _, row in definition.rows if isinstance(row, TextRow)}
    for path, row in definition.rows:
        if isinstance(row, TextRow):
            _check_fields(definition, path, row)
        for where, unit in _waited_for(path, row.after, row.restrict):
            if unit in texts:
                _nobody_does(definition, where, unit)
    for at, section in enumerate(definition.structure.sections):
        for where, unit in _waited_for(("sections", at), (), section.restrict):
            if unit in texts:
                _nobody_does(definition, where, unit)
    for at, unit in enumerate(definition.structure.badge.units if definition.structure.badge else ()):
        if unit in texts:
            _nobody_does(definition, ("badge", "units", at), unit)


def _check_fields(definition: Definition, path: FieldPath, row: TextRow) -> None:
    for field in _NOTHING_TO_DO:
        if field in row.model_fields_set:
            definition.problems.error(
                definition.place(*path, field),
                f"{row.id}.{field}",
                f"a text is neither opened nor done: delete {field}",
            )


def _waited_for(
    path: FieldPath, after: tuple[str, ...], restrict: RestrictionRow | None
) -> Iterator[tuple[FieldPath, str | None]]:
    """Yield the units that something waits for, each with the field that says so."""
    for position, unit in enumerate(after):
        yield (*path, "after", position), unit
    for inner, condition in restrict.walk() if restrict else ():
        yield (*path, "restrict", *inner), condition.unit


def _nobody_does(definition: Definition, where: FieldPath, unit: str) -> None:
    definition.problems.error(
        definition.place(*where),
        field_name(definition.file.data, where),
        f"{unit} is a text, which nobody does: wait for another unit",
    )
