"""Quizzes: something in them must count, where they are to be passed."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.document.units import Quiz


def check_quizzes(definition: Definition) -> None:
    """Report quizzes of essays alone, which weigh nothing: there is no grade to reach."""
    for path, row in definition.rows:
        unit = definition.units.get(row.id)
        if not isinstance(unit, Quiz) or not unit.questions or unit.draws:
            continue
        if any(one.marks for one in unit.questions):
            continue
        if unit.passing is None:
            definition.problems.warning(
                definition.place(*path),
                row.id,
                "no question of this quiz counts, so it has no grade: give an essay marks=1, or leave it so",
            )
        else:
            definition.problems.error(
                definition.place(*path, "pass"),
                f"{row.id}.pass",
                "no question of this quiz counts, so nobody can pass: give an essay marks=1, or delete pass:",
            )
