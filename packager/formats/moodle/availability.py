"""What must hold before an activity or a section opens, as Moodle's restricted access keeps it (JSON)."""

from __future__ import annotations

import json
from typing import Any

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
from packager.formats.moodle.build import Address, Build
from packager.formats.moodle.moment import moment_of
from packager.notes import Loss

Tree = dict[str, Any]

_OPERATORS = {"all": "&", "any": "|", "none": "!|"}
_SHOWN_ONE_BY_ONE = ("&", "!|")  # the others are shown or hidden as a whole (core_availability\tree, 4.5)
_COMPLETE, _COMPLETE_AND_PASSED = 1, 2  # the first lets a passing grade through as well


def availability(
    build: Build, place: str, after: tuple[str, ...], restrict: Restriction | None
) -> str | None:
    """Return the restriction: these units are done, which is greyed out until then, and what else must hold.

    `place` is the unit or section that is restricted, for notes.
    """
    trees = _Trees(build, place)
    done = [tree for unit in after if (tree := trees.done(unit))]
    if restrict is None:
        return _written("&", done, [True] * len(done)) if done else None
    shown = not restrict.hidden
    inner = trees.of(restrict.rule)
    operator = _OPERATORS[restrict.rule.how]
    if not inner:
        return _written("&", done, [True] * len(done)) if done else None
    if operator == "&":
        return _written("&", [*done, *inner], [True] * len(done) + [shown] * len(inner))
    if done:
        return _written("&", [*done, {"op": operator, "c": inner}], [True] * len(done) + [shown])
    return _written(operator, inner, [shown] * len(inner))


def _written(operator: str, conditions: list[Tree], shown: list[bool]) -> str:
    if operator in _SHOWN_ONE_BY_ONE:
        tree: Tree = {"op": operator, "c": conditions, "showc": shown}
    else:
        tree = {"op": operator, "c": conditions, "show": shown[0]}
    return json.dumps(tree, separators=(",", ":"))


class _Trees:
    """Conditions of one place as Moodle's."""

    def __init__(self, build: Build, place: str) -> None:
        self._build = build
        self._place = place

    def of(self, rule: Several) -> list[Tree]:
        """Return the conditions of a rule; what lasts from one time to another is two of them."""
        trees: list[Tree] = []
        for tree in filter(None, map(self._tree, rule.conditions)):
            trees += tree["c"] if rule.how == "all" and tree.get("op") == "&" else [tree]
        return trees

    def done(self, unit: str) -> Tree | None:
        """Return the condition that a unit is done."""
        address = self._address(unit)
        return {"type": "completion", "cm": address.course_module, "e": _COMPLETE} if address else None

    def _address(self, unit: str) -> Address | None:
        """Return where a unit is; a course may hold some units of a module only."""
        address = self._build.address(unit)
        if address is None:
            text = f"it does not wait for {unit}, which is not in this course"
            self._build.job.notes.add(Loss.SETTING_DROPPED, self._place, text)
        return address

    def _tree(self, condition: Condition) -> Tree | None:
        match condition:
            case UnitDone():
                return self.done(condition.unit)
            case UnitPassed():
                return self._passed(condition.unit)
            case UnitGraded():
                return self._graded(condition.unit, condition.least, condition.below)
            case InGroup():
                return self._group(self._build.edition.text(condition.name))
            case Time():
                return self._time(condition)
            case Several():
                inner = self.of(condition)
                return {"op": _OPERATORS[condition.how], "c": inner} if inner else None

    def _passed(self, unit: str) -> Tree | None:
        """Return "passed": as a state of completion where it has one, else by the grade."""
        address = self._address(unit)
        if address is None:
            return None
        if address.completes_by_passing:
            return {"type": "completion", "cm": address.course_module, "e": _COMPLETE_AND_PASSED}
        return self._graded(unit, address.passing, None)

    def _graded(self, unit: str, least: int | None, below: int | None) -> Tree | None:
        bounds = {name: value for name, value in (("min", least), ("max", below)) if value is not None}
        address = self._address(unit)
        return {"type": "grade", "id": address.grade_item, **bounds} if address else None

    def _group(self, name: str) -> Tree:
        text = f"the group {name} arrives without members: add them in the course"
        self._build.job.notes.add(Loss.SITE_NEEDS, self._place, text)
        return {"type": "group", "id": self._build.backup.group(self._build.name(name, self._place))}

    def _time(self, time: Time) -> Tree:
        both = [
            {"type": "date", "d": direction, "t": moment_of(moment, self._build.job.notes, self._place)}
            for direction, moment in ((">=", time.since), ("<", time.until))
            if moment is not None
        ]
        return both[0] if len(both) == 1 else {"op": "&", "c": both}
