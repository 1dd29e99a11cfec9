"""Units that wait for others: none waits for itself, not even in a circle."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.mistakes import did_you_mean


def check_order(definition: Definition) -> None:
    """Check `after` of every unit."""
    ids = [row.id for _, row in definition.rows]
    waits: dict[str, tuple[str, ...]] = {}
    for path, row in definition.rows:
        waits[row.id] = row.after
        for position, other in enumerate(row.after):
            if other not in ids:
                guess = did_you_mean(other, ids) or "correct it, or take it away"
                definition.problems.error(
                    definition.place(*path, "after", position),
                    f"{row.id}.after",
                    f"{other} is not a unit of this module: {guess}",
                )
    _check_circles(definition, waits)


def _check_circles(definition: Definition, waits: dict[str, tuple[str, ...]]) -> None:
    reported: set[str] = set()
    for path, row in definition.rows:
        circle = _circle(row.id, waits)
        if not circle or reported.intersection(circle):
            continue
        reported.update(circle)
        said = "it waits for itself" if len(circle) == 1 else f"{' → '.join([*circle, row.id])} is a circle"
        definition.problems.error(
            definition.place(*path, "after"), f"{row.id}.after", f"{said}, so nobody can begin: take one away"
        )


def _circle(start: str, waits: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the shortest way from a unit over `after` back to itself, or an empty list."""
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
