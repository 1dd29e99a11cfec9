"""Settings that a unit's kind cannot have, and units that nobody sees though others wait for them."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.models.units import DiscussionRow, UnitRow, has_grade
from packager.definition.yaml_source import FieldPath
from packager.document.moments import is_before

SUBMITTED_KINDS = frozenset({"assignment", "poll", "self-assessment"})
POSTED_KINDS = frozenset({"discussion"})


def check_settings(definition: Definition) -> None:
    """Check when each unit is done, and who sees it."""
    hidden = {row.id for _, row in definition.rows if row.hidden}
    for path, row in definition.rows:
        _check_done(definition, path, row)
        if isinstance(row, DiscussionRow):
            _check_talk(definition, path, row)
        if row.hidden and row.stealth:
            _error(definition, path, row, "stealth", "a hidden unit is in no list anyway: take one away")
        _check_waits_for_hidden(definition, path, row, hidden)
        _check_waits_for_optional(definition, path, row)
    for at, section in enumerate(definition.structure.sections):
        for inner, condition in section.restrict.walk() if section.restrict else ():
            if condition.unit in hidden and "none" not in inner:
                where = ("sections", at, "restrict", *inner)
                definition.problems.error(
                    definition.place(*where), f"sections.{section.id}.restrict", _nobody(condition.unit)
                )


def _check_done(definition: Definition, path: FieldPath, row: UnitRow) -> None:
    done = row.done
    if done is None:
        return
    if done.submit and not _submits(row):
        _error(definition, path, row, "done", f"nothing is handed in here: a {row.kind} has no done: submit")
    if (done.posts or done.discussions or done.replies) and row.kind not in POSTED_KINDS:
        _error(definition, path, row, "done", f"nobody posts here: a {row.kind} has no posts to count")
    if (done.grade or done.passed) and not has_grade(row):
        _error(definition, path, row, "done", f"a {row.kind} has no grade: write view or by-hand")
    elif done.passed and getattr(row, "passing", None) is None:
        _error(definition, path, row, "done", "there is no pass mark: add pass:, or write done: grade")


def _check_talk(definition: Definition, path: FieldPath, row: DiscussionRow) -> None:
    if row.passing is not None and not row.graded:
        _error(definition, path, row, "pass", "the discussion has no grade: add graded: true, or delete it")
    if row.due and row.closes and is_before(row.closes, row.due):
        message = f"{row.closes} is before due ({row.due}): correct one of them"
        _error(definition, path, row, "closes", message)


def _submits(row: UnitRow) -> bool:
    return row.kind in SUBMITTED_KINDS or bool(getattr(row, "shared", False))


def _check_waits_for_hidden(definition: Definition, path: FieldPath, row: UnitRow, hidden: set[str]) -> None:
    for position, other in enumerate(row.after):
        if other in hidden:
            place = definition.place(*path, "after", position)
            definition.problems.error(place, f"{row.id}.after", _nobody(other))
    for inner, condition in row.restrict.walk() if row.restrict else ():
        if condition.unit in hidden and "none" not in inner:
            place = definition.place(*path, "restrict", *inner)
            definition.problems.error(place, f"{row.id}.restrict", _nobody(condition.unit))


def _check_waits_for_optional(definition: Definition, path: FieldPath, row: UnitRow) -> None:
    """Warn where a unit that is needed waits for one that is not."""
    optional = {one.id for _, one in definition.rows if one.optional}
    for position, other in enumerate(row.after):
        if other in optional and not row.optional:
            definition.problems.warning(
                definition.place(*path, "after", position),
                f"{row.id}.after",
                f"{other} is optional, yet nobody is done without it: take optional: away, or do not wait",
            )


def _nobody(unit: str | None) -> str:
    return f"{unit} is hidden, so nobody can do it: show it, or do not wait for it"


def _error(definition: Definition, path: FieldPath, row: UnitRow, field: str, message: str) -> None:
    definition.problems.error(definition.place(*path, field), f"{row.id}.{field}", message)
