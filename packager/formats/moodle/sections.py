"""Sections of the course, and which activities stand in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from packager.document.unit_base import UnitBase
from packager.document.units import Assignment, Unit
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.page import write_marking
from packager.formats.moodle.activities.start import Row
from packager.formats.moodle.activities.table import row_of, writer_of
from packager.formats.moodle.availability import availability
from packager.formats.moodle.build import Address, Backup, Build
from packager.formats.moodle.course_plan import Plan, planned
from packager.formats.moodle.ids import idnumber
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSection:
    """A section of the course. Number 0 is the one above all others."""

    id: int
    number: int
    name: str
    summary: str
    activities: tuple[Activity, ...]
    plan: Plan

    @property
    def directory(self) -> str:
        """Its folder in the archive."""
        return f"sections/section_{self.id}"

    def element(self) -> Element:
        """Return `section.xml`. Asked for when all grades have their numbers."""
        source = self.plan.source
        restriction = availability(self.plan.build, source.id, (), source.restrict) if source else None
        return node(
            "section", {"id": self.id},
            number=self.number, name=self.name, summary=self.summary, summaryformat=1,
            sequence=",".join(str(activity.id) for activity in self.activities), visible=1,
            availabilityjson=restriction, component=None, itemid=None, timemodified=MOMENT,
        )  # fmt: skip


def course_sections(backup: Backup) -> tuple[CourseSection, ...]:
    """Return all sections, every activity with its numbers, and note the address of each unit."""
    return tuple(_section(plan, number) for number, plan in enumerate(planned(backup)))


def _section(plan: Plan, number: int) -> CourseSection:
    section = plan.build.ids.new("section")
    beside = tuple(_beside(plan, row, section, number) for row in plan.rows)
    of_units = (one for unit in plan.units for one in _activities(plan.build, section, number, unit))
    return CourseSection(
        id=section, number=number, name=plan.name, summary=plan.summary, plan=plan,
        activities=(*beside, *of_units),
    )  # fmt: skip


def _beside(plan: Plan, row: Row, section: int, number: int) -> Activity:
    """Return an activity that stands beside the units, and note its address."""
    key = f"{plan.owner}#{row.key}"
    name = plan.build.phrase(row.name)
    made = _new(plan.build, section, number, module=row.module, name=name, write=row.write, key=key)
    plan.build.addresses[key] = Address(module=made.module, course_module=made.id)
    return made


def _activities(build: Build, section: int, number: int, unit: Unit) -> Iterator[Activity]:
    """Yield the activity of a unit, and behind it the hidden page for its marker."""
    row = row_of(unit, build.job.delivery)
    title = build.edition.text(unit.title)
    made = _new(build, section, number, module=row.module, name=title, write=writer_of(unit, row),
                key=unit.key, unit=unit, userinfo=row.userinfo)  # fmt: skip
    build.addresses[unit.key] = Address(module=made.module, course_module=made.id)
    yield made
    if isinstance(unit, Assignment) and unit.marking:
        build.job.note(
            Loss.NEAREST_FORM,
            unit,
            "what is for the marker stands on a page of its own, hidden from learners",
        )
        yield _new(
            build, section, number, module="page", visible=False, key=f"{unit.key}#marking",
            name=build.phrase("For the marker: %(title)s") % {"title": title},
            write=partial(write_marking, unit.marking, unit.id),
        )  # fmt: skip


def _new(
    build: Build,
    section: int,
    number: int,
    *,
    module: str,
    name: str,
    key: str,
    write: Callable[[Build, Activity], Content],
    unit: UnitBase | None = None,
    visible: bool = True,
    userinfo: bool = False,
) -> Activity:
    """Return an activity with numbers of its own."""
    return Activity(
        build=build,
        module=module,
        idnumber=idnumber(key),
        name=build.name(name, unit.id if unit else key),
        id=build.ids.new("module"),
        context=build.ids.new("context"),
        instance=build.ids.new("instance"),
        section=section,
        section_number=number,
        write=write,
        unit=unit,
        visible=visible,
        userinfo=userinfo,
    )
