"""H5P activities: what only a grade can have stands where there is one."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.models.h5p import H5pRow

_OF_GRADES = {"passing": "pass", "counts": "counts"}


def check_h5p(definition: Definition) -> None:
    """Report a pass mark, or which try counts, where nothing is graded."""
    for path, row in definition.rows:
        if not isinstance(row, H5pRow) or row.graded:
            continue
        for name in _OF_GRADES.keys() & row.model_fields_set:
            field = _OF_GRADES[name]
            definition.problems.error(
                definition.place(*path, field),
                f"{row.id}.{field}",
                f"nothing is graded here: add graded: true, or delete {field}:",
            )
