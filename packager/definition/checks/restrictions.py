"""Restrictions: they name units that are there, grades that are given, and ranges that can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from packager.definition.definition import Definition
from packager.definition.mistakes import did_you_mean
from packager.definition.models.restriction import ConditionRow, RestrictionRow
from packager.definition.models.units import UnitRow, has_grade
from packager.definition.validation import field_name
from packager.definition.yaml_source import FieldPath
from packager.document.moments import Moment


def check_restrictions(definition: Definition) -> None:
    """Check the restriction of every section and unit."""
    rows = {row.id: row for _, row in definition.rows}
    for path, restriction in _restrictions(definition):
        for inner, condition in restriction.walk():
            _check_unit(definition, (*path, *inner), condition, rows)
            _check_group(definition, (*path, *inner), condition)
        _Ranges(definition, path).check(restriction)


def _restrictions(definition: Definition) -> Iterator[tuple[FieldPath, RestrictionRow]]:
    for at, section in enumerate(definition.structure.sections):
        if section.restrict:
            yield ("sections", at, "restrict"), section.restrict
    for path, row in definition.rows:
        if row.restrict:
            yield (*path, "restrict"), row.restrict


def _error(definition: Definition, path: FieldPath, message: str) -> None:
    definition.problems.error(definition.place(*path), field_name(definition.file.data, path), message)


def _check_unit(
    definition: Definition, path: FieldPath, condition: ConditionRow, rows: dict[str, UnitRow]
) -> None:
    unit = condition.unit
    if unit is None:
        return
    where = (*path, condition.unit_field)
    row = rows.get(unit)
    if row is None:
        guess = did_you_mean(unit, rows) or "correct it, or take it away"
        _error(definition, where, f"{unit} is not a unit of this module: {guess}")
    elif not condition.done and not has_grade(row):
        _error(definition, where, f"{unit} is a {row.kind} and has no grade: write done: {unit}")
    elif condition.passed and getattr(row, "passing", None) is None:
        _error(definition, where, f"{unit} has no pass mark: add pass: to it, or write done: {unit}")


def _check_group(definition: Definition, path: FieldPath, condition: ConditionRow) -> None:
    languages = definition.structure.languages
    for language in condition.group or ():
        if language != "*" and language not in languages:
            message = f"{language} is no language of this module ({', '.join(languages)}): correct it"
            _error(definition, (*path, "group", language), message)


@dataclass
class _Bounds:
    """What several conditions together leave over of one thing: of a grade, or of the time."""

    least: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing is left."""
        return bool(self.least and self.below) and max(self.least) >= min(self.below)


class _Ranges:
    """Looks for conditions that must hold together and cannot."""

    def __init__(self, definition: Definition, path: FieldPath) -> None:
        self._definition = definition
        self._path = path

    def check(self, condition: ConditionRow) -> None:
        """Check one condition and those inside it, each on its own where one is enough."""
        together = list(_together(condition))
        self._check_together(together)
        for one in together:
            how, inner = one.parts
            if how != "all":
                for choice in inner:
                    self.check(choice)

    def _check_together(self, together: list[ConditionRow]) -> None:
        grades: dict[str, _Bounds] = {}
        times = {relative: _Bounds() for relative in (True, False)}
        for one in together:
            if one.grade:
                bounds = grades.setdefault(one.grade, _Bounds())
                bounds.least += [one.least] if one.least is not None else []
                bounds.below += [one.below] if one.below is not None else []
            for moment, sort in ((one.since, "least"), (one.until, "below")):
                if moment is not None:
                    getattr(times[moment.at is None], sort).append(_seconds(moment))
        for unit, bounds in grades.items():
            if bounds.empty or bounds.below == [0]:
                said = f"the grade of {unit} is to be {max(bounds.least, default=0)} or more and below "
                self._impossible(f"{said}{min(bounds.below)}")
        for bounds in times.values():
            if bounds.empty:
                self._impossible("the time ends before it begins")
        self._check_opposites(together)

    def _check_opposites(self, together: list[ConditionRow]) -> None:
        done = {one.done for one in together if one.done}
        for one in together:
            how, inner = one.parts
            if how == "none":
                for unit in sorted(done & {two.done for two in inner if two.done}):
                    self._impossible(f"{unit} is to be done and not done")

    def _impossible(self, what: str) -> None:
        _error(self._definition, self._path, f"{what}, so this never holds: correct one of them")


def _together(condition: ConditionRow) -> Iterator[ConditionRow]:
    """Yield the conditions that must hold at the same time; groups of any or none as they are."""
    how, inner = condition.parts
    if how != "all" or inner == (condition,):
        yield condition
        return
    for one in inner:
        yield from _together(one)


def _seconds(moment: Moment) -> int:
    if moment.at is not None:
        return int(moment.at.timestamp())
    assert moment.after_start is not None
    return int(moment.after_start.total_seconds())
