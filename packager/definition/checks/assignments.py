"""Assignments: what they ask fits together."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.models.units import AssignmentRow
from packager.definition.yaml_source import FieldPath
from packager.document.moments import out_of_order

_IN_ORDER = ("opens", "due", "closes", "marked")


def check_assignments(definition: Definition) -> None:
    """Check every assignment."""
    for path, row in definition.rows:
        if isinstance(row, AssignmentRow):
            _check_times(definition, path, row)
            _check_work(definition, path, row)
            _check_tries(definition, path, row)


def _error(definition: Definition, path: FieldPath, row: AssignmentRow, field: str, message: str) -> None:
    definition.problems.error(definition.place(*path, field), f"{row.id}.{field}", message)


def _check_times(definition: Definition, path: FieldPath, row: AssignmentRow) -> None:
    """Check that times of one kind (after the start, or of the calendar) follow each other."""
    moments = [(field, getattr(row, field)) for field in _IN_ORDER]
    for (field, moment), (name, before) in out_of_order(moments):
        _error(definition, path, row, field, f"{moment} is before {name} ({before}): correct one of them")


def _check_work(definition: Definition, path: FieldPath, row: AssignmentRow) -> None:
    if row.word_limit and "text" not in row.submit:
        _error(
            definition, path, row, "word_limit", "no text is written here: add text to submit:, or delete it"
        )
    elif row.word_limit and row.words and row.words > row.word_limit:
        message = f"the advised {row.words} words are more: raise it, or lower words:"
        _error(definition, path, row, "word_limit", message)
    if row.files and "file" not in row.submit:
        _error(definition, path, row, "files", "no files are handed in: add file to submit:, or delete it")
    if row.done and row.done.submit and not row.submit:
        _error(definition, path, row, "done", "nothing is handed in here: write done: grade or by-hand")
    if row.team and not row.submit:
        _error(definition, path, row, "team", "nothing is handed in here: delete it")


def _check_tries(definition: Definition, path: FieldPath, row: AssignmentRow) -> None:
    if row.reopen == "until-passed" and row.passing is None:
        _error(definition, path, row, "reopen", "there is no pass mark: add pass:, or write by-marker")
    if row.reopen and row.tries == 1:
        _error(definition, path, row, "reopen", "there is one try alone: raise tries:, or delete it")
