"""Groups of grades: they name units that have a grade, each once, and weigh against each other."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.mistakes import did_you_mean
from packager.definition.models.grading import GradingRow
from packager.definition.models.units import has_grade


def check_grading(definition: Definition) -> None:
    """Check `grading:` against the units."""
    grading = definition.structure.grading
    if grading is None:
        return
    for at, group in enumerate(grading.groups):
        for position, unit in enumerate(group.units):
            _check_unit(definition, unit, f"grading.groups.{group.id}", "groups", at, "units", position)
    for unit in grading.weights:
        _check_unit(definition, unit, "grading.weights", "weights", unit)
    for position, unit in enumerate(grading.hidden):
        _check_unit(definition, unit, "grading.hidden", "hidden", position)
    if grading.by and grading.groups:
        definition.problems.error(
            definition.place("grading", "by"),
            "grading.by",
            "groups are named, too: keep by: or groups:, not both",
        )
    _check_once(definition, grading)
    _check_weights(definition, grading)


def _graded(definition: Definition) -> list[str]:
    return [row.id for _, row in definition.rows if has_grade(row)]


def _check_unit(definition: Definition, unit: str, field: str, *path: str | int) -> None:
    """Report a name that is no unit, or one of a unit that has no grade."""
    graded = _graded(definition)
    if unit in graded:
        return
    if unit in [row.id for _, row in definition.rows]:
        message = f"{unit} has no grade: name one of {', '.join(graded)}"
    else:
        guess = did_you_mean(unit, graded) or "correct it, or take it away"
        message = f"{unit} is not a unit of this module: {guess}"
    definition.problems.error(definition.place("grading", *path), field, message)


def _check_once(definition: Definition, grading: GradingRow) -> None:
    """Report a group or a unit that stands twice."""
    groups: set[str] = set()
    first: dict[str, str] = {}
    for at, group in enumerate(grading.groups):
        if group.id in groups:
            definition.problems.error(
                definition.place("grading", "groups", at, "id"),
                "",
                f"the group {group.id} stands twice: name this one anew",
            )
        groups.add(group.id)
        for position, unit in enumerate(group.units):
            if unit in first:
                definition.problems.error(
                    definition.place("grading", "groups", at, "units", position),
                    f"grading.groups.{group.id}",
                    f"{unit} is in the group {first[unit]} already: keep it in one",
                )
            first.setdefault(unit, group.id)


def _check_weights(definition: Definition, grading: GradingRow) -> None:
    """Report weights that have nothing to weigh against."""
    weighed = [group.id for group in grading.groups if group.weight is not None]
    if not weighed:
        return
    for at, group in enumerate(grading.groups):
        if group.weight is None:
            definition.problems.error(
                definition.place("grading", "groups", at),
                f"grading.groups.{group.id}.weight",
                f"is missing: {weighed[0]} has a weight, so write one here, too",
            )
    grouped = {unit for group in grading.groups for unit in group.units}
    for unit in _graded(definition):
        if unit not in grouped:
            definition.problems.error(
                definition.place("grading", "groups"),
                "grading.groups",
                f"{unit} is in no group, but groups have weights: add it to one",
            )
