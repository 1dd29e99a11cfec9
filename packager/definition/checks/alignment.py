"""Constructive alignment: every outcome is assessed, every assessment serves an outcome."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.document.units import GRADED_KINDS


def check_alignment(definition: Definition) -> None:
    """Compare the outcomes with the units that serve them."""
    _check_outcomes_are_known(definition)
    _check_assessments_serve(definition)
    _check_outcomes_are_assessed(definition)


def known_outcomes(definition: Definition) -> str:
    """Return "LO1 to LO4", "LO1 and LE", "LO1" or "none yet"."""
    ids = definition.outcome_ids
    if len(ids) > 2 and ids == tuple(f"{ids[0][:-1]}{number}" for number in range(1, len(ids) + 1)):
        return f"{ids[0]} to {ids[-1]}"
    return f"{', '.join(ids[:-1])} and {ids[-1]}" if len(ids) > 1 else "".join(ids) or "it names none"


def _check_outcomes_are_known(definition: Definition) -> None:
    for path, row in definition.rows:
        for position, outcome in enumerate(row.serves):
            if outcome not in definition.outcome_ids:
                definition.problems.error(
                    definition.place(*path, "serves", position),
                    f"{row.id}.serves",
                    f"{outcome} is not an outcome of this module ({known_outcomes(definition)}): correct it",
                )


def _check_assessments_serve(definition: Definition) -> None:
    for path, row in definition.rows:
        if row.kind in GRADED_KINDS and not row.serves and definition.outcome_ids:
            definition.problems.incomplete(
                definition.place(*path),
                f"{row.id}.serves",
                f"this {row.kind} assesses no outcome: add serves: with one of "
                f"{known_outcomes(definition)}, or make it a lesson",
            )


def _check_outcomes_are_assessed(definition: Definition) -> None:
    if not definition.outcome_ids:
        definition.problems.incomplete(
            definition.place("credential", "outcomes"),
            "credential.outcomes",
            "names no outcome: add one, as {id: LO1, bloom: apply}",
        )
    assessed = {outcome for _, row in definition.rows if row.kind in GRADED_KINDS for outcome in row.serves}
    for position, row in enumerate(definition.structure.credential.outcomes):
        outcome = row.id
        if outcome not in assessed:
            definition.problems.incomplete(
                definition.place("credential", "outcomes", position),
                f"credential.outcomes.{outcome}",
                f"no quiz or assignment assesses it: add {outcome} to the serves: of one",
            )
