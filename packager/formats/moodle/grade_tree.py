"""The gradebook of a course: its categories, what counts in them, and how much.

Without `grading:` a course of one module has one category in which each grade counts the same (natural
weighting, as in every new course). With it, or with several modules, categories are weighted means: each
module counts by its hours, each group by its weight, each unit once or by its weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from packager.formats.moodle.activities.base import Activity
from packager.formats.moodle.build import Backup, Build
from packager.formats.moodle.gradebook import FULL, Grade, grade_item
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, Value, node

_NATURAL, _WEIGHTED_MEAN = 13, 10  # GRADE_AGGREGATE_SUM, GRADE_AGGREGATE_WEIGHTED_MEAN

Graded = tuple[Activity, Grade]


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category. The course's own has no name and none above it."""

    id: int
    path: tuple[int, ...]
    name: str | None = None
    weight: Decimal = Decimal(0)
    passing: int = 0


class Gradebook:
    """The categories of a course, and in which each graded activity stands."""

    def __init__(self, backup: Backup, graded: Iterable[Graded]) -> None:
        self._backup = backup
        self._graded = [(activity, grade) for activity, grade in graded]
        self._natural = backup.course.alone and backup.course.first.grading is None
        self._homes: dict[int, int] = {}  # course module → category
        root = backup.ids.new("grade_category")
        passing = backup.course.first.grading if backup.course.alone else None
        self.categories = [Category(id=root, path=(root,), passing=(passing and passing.passing) or 0)]
        for build in backup.builds:
            self._add(build)

    @property
    def _full(self) -> Decimal:
        return sum((grade.full for _, grade in self._graded if grade.counted), Decimal(0))

    def _add(self, build: Build) -> None:
        """Add the categories of a module that have a grade in them."""
        own = {activity.unit.id: activity for activity, _ in self._graded_of(build) if activity.unit}
        if not own:
            return
        above = self.categories[0]
        grading = build.edition.module.grading
        if not self._backup.course.alone:
            name = build.name(build.edition.title, "module")
            above = self._open(above, name, build.part.hours, (grading and grading.passing) or 0)
        self._homes.update({activity.id: above.id for activity in own.values()})
        for group in grading.groups if grading else ():
            members = [own[unit] for unit in group.units if unit in own]
            if members:
                name = build.name(build.edition.text(group.title), "module")
                category = self._open(above, name, group.weight, group.passing or 0)
                self._homes.update({activity.id: category.id for activity in members})

    def _graded_of(self, build: Build) -> Iterator[Graded]:
        for activity, grade in self._graded:
            if activity.build is build:
                yield activity, grade

    def _open(self, above: Category, name: str, weight: Decimal, passing: int) -> Category:
        number = self._backup.ids.new("grade_category")
        made = Category(id=number, path=(*above.path, number), name=name, weight=weight, passing=passing)
        self.categories.append(made)
        return made

    def fields(self, activity: Activity, grade: Grade) -> dict[str, Value]:
        """Return what a grade item says of its place: category, weight, whether learners see it."""
        grading = activity.build.edition.module.grading
        unit = activity.unit.id if activity.unit else ""
        weight = grading.weights.get(unit, Decimal(1)) if grading else Decimal(1)
        share = grade.full / self._full if grade.counted and self._natural else Decimal(0)
        part = weight * grade.full / FULL if grade.counted and not self._natural else Decimal(0)
        return {
            "categoryid": self._homes[activity.id],
            "aggregationcoef": _figure(part),
            "aggregationcoef2": _figure(share),
            "weightoverride": int(self._natural and not grade.counted),
            "hidden": int(bool(grading and unit in grading.hidden)),
        }

    def element(self) -> Element:
        """Return `gradebook.xml`."""
        return node(
            "gradebook",
            None,
            node("attributes"),
            node("grade_categories", None, *map(self._category, self.categories)),
            node("grade_items", None, *self._items()),
            node("grade_letters"),
            node("grade_settings", None, node("grade_setting", {"id": ""}, name="minmaxtouse", value=1)),
        )

    def _category(self, one: Category) -> Element:
        return node(
            "grade_category", {"id": one.id},
            parent=one.path[-2] if len(one.path) > 1 else None, depth=len(one.path),
            path=f"/{'/'.join(map(str, one.path))}/", fullname=one.name or "?",
            aggregation=_NATURAL if self._natural else _WEIGHTED_MEAN, keephigh=0, droplow=0,
            aggregateonlygraded=1, aggregateoutcomes=0, timecreated=MOMENT, timemodified=MOMENT, hidden=0,
        )  # fmt: skip

    def _items(self) -> Iterator[Element]:
        """Yield the total of the course and of each category; they stand before the activities."""
        full = (self._full or FULL) if self._natural else FULL
        for place, one in enumerate(self.categories, start=1):
            top = one is self.categories[0]
            yield grade_item(
                self._backup.ids.new("grade_item"), full=full if top else FULL, passing=one.passing,
                categoryid=None, itemname=None, itemtype="course" if top else "category", itemmodule=None,
                iteminstance=one.id, itemnumber=None, idnumber=None, aggregationcoef=_figure(one.weight),
                aggregationcoef2="0.00000", weightoverride=0, sortorder=place,
            )  # fmt: skip


def _figure(value: Decimal) -> str:
    return f"{value:.5f}"
