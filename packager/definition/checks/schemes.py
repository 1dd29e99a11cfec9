"""Rubrics and guides: what they look at are outcomes of their unit, and the weakest work earns nothing."""

from __future__ import annotations

from packager.definition.checks.alignment import known_outcomes
from packager.definition.definition import Definition
from packager.definition.models.peer_review import PeerReviewRow
from packager.definition.models.units import AssignmentRow
from packager.definition.problems import Place
from packager.document.grading_schemes import Rubric, Scheme
from packager.document.peer_review import PeerReview
from packager.document.units import Assignment

Row = AssignmentRow | PeerReviewRow


def check_schemes(definition: Definition) -> None:
    """Check the criteria of each assignment and peer review."""
    for _, row in definition.rows:
        unit = definition.units.get(row.id)
        if isinstance(row, Row) and isinstance(unit, Assignment | PeerReview) and unit.scheme is not None:
            file = next(iter(unit.files.values()))
            _check_outcomes(definition, row, unit.scheme, file)
            _check_lowest_levels(definition, unit.scheme, file)


def _check_outcomes(definition: Definition, row: Row, scheme: Scheme, file: str) -> None:
    for criterion in scheme.criteria:
        for outcome in criterion.serves:
            if outcome not in definition.outcome_ids:
                message = (
                    f"{outcome} is not an outcome of this module ({known_outcomes(definition)}): correct it"
                )
                definition.problems.error(Place(file, criterion.line), "serves", message)
            elif outcome not in row.serves:
                message = f"{row.id} does not serve {outcome}: add it to its serves: in module.yaml"
                definition.problems.error(Place(file, criterion.line), "serves", message)


def _check_lowest_levels(definition: Definition, scheme: Scheme, file: str) -> None:
    if not isinstance(scheme, Rubric):
        return
    for rubric in scheme.criteria:
        if all(level.points for level in rubric.levels):
            definition.problems.warning(
                Place(file, rubric.line),
                "table",
                "no level is worth 0 points, so the weakest work earns some: add one, or leave it so",
            )
