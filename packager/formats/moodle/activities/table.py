"""Every kind of unit, one row each: which activity it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from packager.document.units import (
    NATIVE_KINDS,
    Assignment,
    Book,
    Discussion,
    File,
    Lesson,
    Link,
    Quiz,
    Scenario,
    Unit,
)
from packager.formats.base import Delivery
from packager.formats.moodle.activities import assign, book, forum, lesson, lti, page, quiz, resource, url
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build


@dataclass(frozen=True, slots=True)
class Row:
    """A kind: Moodle's name of the activity, and its writer (unit, build, activity) → content."""

    module: str
    write: Callable[[Any, Build, Activity], Content]


ACTIVITIES: Mapping[type, Row] = {
    Lesson: Row("page", page.write_lesson),
    Quiz: Row("quiz", quiz.write),
    Assignment: Row("assign", assign.write),
    Discussion: Row("forum", forum.write),
    Link: Row("url", url.write),
    File: Row("resource", resource.write),
    Scenario: Row("lesson", lesson.write),
    Book: Row("book", book.write),
}

_TOOL = Row("lti", lti.write)


def row_of(unit: Unit, delivery: Delivery) -> Row:
    """Return the row of a unit; under `lti` the tool serves all but what lives from a group or a marker."""
    if delivery == "lti" and unit.kind not in NATIVE_KINDS:
        return _TOOL
    return ACTIVITIES[type(unit)]


def writer_of(unit: Unit, row: Row) -> Callable[[Build, Activity], Content]:
    """Return the row's writer for this unit."""
    return partial(row.write, unit)
