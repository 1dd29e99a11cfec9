"""Peer reviews: phases that follow each other, and files only where files are handed in."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.models.peer_review import PeerReviewRow
from packager.definition.yaml_source import FieldPath
from packager.document.moments import out_of_order

_ORDER = ("work_from", "work_until", "reviews_from", "reviews_until")


def check_peer_reviews(definition: Definition) -> None:
    """Check the settings of each peer review."""
    for path, row in definition.rows:
        if not isinstance(row, PeerReviewRow):
            continue
        if "file" not in row.submit and "attachments" in row.model_fields_set:
            _error(
                definition,
                path,
                row,
                "attachments",
                "no files are handed in: add file to submit:, or delete it",
            )
        if "text" not in row.submit and row.words:
            _error(definition, path, row, "words", "no text is handed in: add text to submit:, or delete it")
        _check_phases(definition, path, row)


def _check_phases(definition: Definition, path: FieldPath, row: PeerReviewRow) -> None:
    """Report a phase that ends before it begins, where both moments are of one sort."""
    moments = [(name, getattr(row.phases, name)) for name in _ORDER]
    for (later, _), (earlier, _) in out_of_order(moments):
        _error(definition, (*path, "phases"), row, later, f"is before {earlier}: correct one of them")


def _error(definition: Definition, path: FieldPath, row: PeerReviewRow, field: str, message: str) -> None:
    named = f"{row.id}.phases.{field}" if path[-1] == "phases" else f"{row.id}.{field}"
    definition.problems.error(definition.place(*path, field), named, message)
