"""Units that wait for others: none waits for itself, not even in a circle, and each can open."""

from __future__ import annotations

from collections.abc import Container

from packager.definition.definition import Definition
from packager.definition.mistakes import did_you_mean
from packager.definition.models.restriction import ConditionRow, RestrictionRow
from packager.definition.validation import field_name
from packager.definition.yaml_source import FieldPath

Waits = dict[str, dict[str, FieldPath]]
"""For each unit the units without which it never opens, and the field that says so."""


def check_order(definition: Definition) -> None:
    """Check `after` of every unit, and that each opens some day."""
    ids = [row.id for _, row in definition.rows]
    for path, row in definition.rows:
        for position, other in enumerate(row.after):
            if other not in ids:
                guess = did_you_mean(other, ids) or "correct it, or take it away"
                definition.problems.error(
                    definition.place(*path, "after", position),
                    f"{row.id}.after",
                    f"{other} is not a unit of this module: {guess}",
                )
    waits = _waits(definition)
    if not _check_circles(definition, waits):
        _check_each_opens(definition, waits)


def _waits(definition: Definition) -> Waits:
    return {
        row.id: {
            other: where
            for where, restrict in reversed(_restrictions(definition, path, row.restrict))
            for other in _needed(restrict)
        }
        | dict.fromkeys(row.after, (*path, "after"))
        for path, row in definition.rows
    }


def _restrictions(
    definition: Definition, path: FieldPath, own: RestrictionRow | None
) -> list[tuple[FieldPath, RestrictionRow]]:
    """Return what restricts a unit: itself, then its section, each with its path."""
    section = path[:2]
    above = definition.structure.sections[int(section[1])].restrict
    found = [((*path, "restrict"), own), ((*section, "restrict"), above)]
    return [(where, one) for where, one in found if one is not None]


def _needed(condition: ConditionRow) -> list[str]:
    """Return the units without which a condition can never hold."""
    how, inner = condition.parts
    if inner == (condition,):
        return [condition.unit] if condition.unit else []
    if how == "all" or (how == "any" and len(inner) == 1):
        return [unit for one in inner for unit in _needed(one)]
    return []


def _check_circles(definition: Definition, waits: Waits) -> bool:
    """Report each circle once; tell whether there is one."""
    reported: set[str] = set()
    for _, row in definition.rows:
        circle = _circle(row.id, waits)
        if not circle or reported.intersection(circle):
            continue
        reported.update(circle)
        said = "it waits for itself" if len(circle) == 1 else f"{' → '.join([*circle, row.id])} is a circle"
        where = waits[row.id][circle[1] if len(circle) > 1 else row.id]
        definition.problems.error(
            definition.place(*where),
            field_name(definition.file.data, where),
            f"{said}, so nobody can begin: take one away",
        )
    return bool(reported)


def _circle(start: str, waits: Waits) -> list[str]:
    """Return the shortest way from a unit over what it waits for back to itself, or an empty list."""
    came: dict[str, list[str]] = {start: [start]}
    queue = [start]
    for unit in queue:
        for other in waits.get(unit, ()):
            if other == start:
                return came[unit]
            if other not in came:
                came[other] = [*came[unit], other]
                queue.append(other)
    return []


def _check_each_opens(definition: Definition, waits: Waits) -> None:
    """Report the first unit that no choice of its conditions opens (`any` of several can hide a circle)."""
    rows = {row.id: (path, row) for path, row in definition.rows}
    opened: set[str] = set()
    while True:
        more = {
            unit
            for unit, (path, row) in rows.items()
            if unit not in opened
            and all(other in opened or other not in rows for other in row.after)
            and all(_can_hold(one, opened, rows) for _, one in _restrictions(definition, path, row.restrict))
        }
        if not more:
            break
        opened |= more
    for unit, (path, row) in rows.items():
        if unit not in opened:
            where = _restrictions(definition, path, row.restrict)[0][0] if row.restrict else (*path, "after")
            definition.problems.error(
                definition.place(*where),
                field_name(definition.file.data, where),
                "it never opens, as every unit that would open it waits for it in turn: take one away",
            )
            break


def _can_hold(condition: ConditionRow, opened: set[str], known: Container[str]) -> bool:
    how, inner = condition.parts
    if inner == (condition,):
        return condition.unit is None or condition.unit in opened or condition.unit not in known
    held = (_can_hold(one, opened, known) for one in inner)
    return how == "none" or (all(held) if how == "all" else any(held))
