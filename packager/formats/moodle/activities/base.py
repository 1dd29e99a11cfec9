"""What an activity is before and after it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packager.document.unit_base import UnitBase
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import UNTRACKED, Completion
from packager.formats.moodle.files import Area
from packager.formats.moodle.gradebook import Grade
from packager.formats.moodle.xml import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """An activity as written: its own element (`<page>`), and what the files around it say of it.

    `categories` are the question categories that it needs, `questions` is how many it asks; `grading` is
    the root of `grading.xml` where there is a rubric or a guide.
    `further_grades` stand beside `grade`, which decides on passing.
    """

    element: Element
    completion: Completion = UNTRACKED
    grade: Grade | None = None
    further_grades: tuple[Grade, ...] = ()
    show_description: bool = False
    categories: tuple[int, ...] = ()
    questions: int = 0
    grading: Element | None = None

    @property
    def grades(self) -> tuple[Grade, ...]:
        """Return all grades in the order of their numbers within the activity."""
        return (self.grade, *self.further_grades) if self.grade else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """An activity with its place in the course. `write` makes its content when all addresses are known."""

    build: Build  # of its module
    module: str  # Moodle's name: page, quiz …
    idnumber: str
    name: str
    id: int  # course module
    context: int
    instance: int
    section: int
    section_number: int
    write: Callable[[Build, Activity], Content]
    unit: UnitBase | None = None  # none for what stands beside the units
    visible: bool = True
    userinfo: bool = False  # its content is data of users to Moodle

    @property
    def directory(self) -> str:
        """Its folder in the archive."""
        return f"activities/{self.module}_{self.id}"

    @property
    def asked(self) -> bool:
        """Whether its module asks for it: learners see its unit, and need it."""
        return self.unit is not None and not (self.unit.settings.hidden or self.unit.settings.optional)

    def area(self, name: str, item: int = 0) -> Area:
        """Return a file area of this activity."""
        return Area(self.context, f"mod_{self.module}", name, item)
