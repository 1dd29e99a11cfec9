"""From a restriction as written to the document's."""

from __future__ import annotations

from collections.abc import Iterable

from packager.definition.models.base import in_or_for_all
from packager.definition.models.restriction import ConditionRow, RestrictionRow
from packager.document.restriction import (
    Condition,
    InGroup,
    Restriction,
    Several,
    Time,
    UnitDone,
    UnitGraded,
    UnitPassed,
)


def read_restriction(row: RestrictionRow | None, languages: Iterable[str]) -> Restriction | None:
    """Return what must hold before something opens; `checks.restrictions` says what is wrong with it."""
    if row is None:
        return None
    rule = _several(row, tuple(languages))
    return Restriction(rule=rule, hidden=row.hidden)


def _several(row: ConditionRow, languages: tuple[str, ...]) -> Several:
    how, inner = row.parts
    return Several(how=how, conditions=tuple(_condition(one, languages) for one in inner))


def _condition(row: ConditionRow, languages: tuple[str, ...]) -> Condition:
    if row.done:
        return UnitDone(unit=row.done)
    if row.passed:
        return UnitPassed(unit=row.passed)
    if row.grade:
        return UnitGraded(unit=row.grade, least=row.least, below=row.below)
    if row.group is not None:
        named = {language: in_or_for_all(row.group, language) for language in languages}
        return InGroup(name={language: name for language, name in named.items() if name} or row.group)
    if row.since or row.until:
        return Time(since=row.since, until=row.until)
    return _several(row, languages)
