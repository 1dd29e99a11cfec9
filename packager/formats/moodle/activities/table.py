"""Every kind of unit, one row each: which activity it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from packager.document.course_text import CourseText
from packager.document.folder import Folder
from packager.document.glossary import Glossary
from packager.document.h5p import H5p
from packager.document.media import Media
from packager.document.peer_review import PeerReview
from packager.document.personal import Checklist, Reflection
from packager.document.polls import Poll
from packager.document.scales import SelfAssessment
from packager.document.surveys import Survey
from packager.document.units import (
    Assignment,
    Book,
    Discussion,
    File,
    Lesson,
    Link,
    Quiz,
    Scenario,
    Unit,
    stays_native,
)
from packager.formats.base import Delivery
from packager.formats.moodle.activities import (
    assign,
    book,
    checklist,
    choice,
    folder,
    forum,
    glossary,
    h5pactivity,
    label,
    lesson,
    lti,
    media,
    page,
    quiz,
    reflection,
    resource,
    self_assessment,
    survey,
    url,
    workshop,
)
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build


@dataclass(frozen=True, slots=True)
class Row:
    """A kind: Moodle's name of the activity, and its writer (unit, build, activity) → content.

    `userinfo`: Moodle takes what it holds for data of users, which then must be announced.
    """

    module: str
    write: Callable[[Any, Build, Activity], Content]
    userinfo: bool = False


ACTIVITIES: Mapping[type, Row] = {
    Lesson: Row("page", page.write_lesson),
    Quiz: Row("quiz", quiz.write),
    Assignment: Row("assign", assign.write),
    Discussion: Row("forum", forum.write),
    Link: Row("url", url.write),
    File: Row("resource", resource.write),
    Scenario: Row("lesson", lesson.write),
    Book: Row("book", book.write),
    Reflection: Row("page", reflection.write_private),
    Glossary: Row("glossary", glossary.write, userinfo=True),
    Checklist: Row("page", checklist.write),
    H5p: Row("h5pactivity", h5pactivity.write),
    Folder: Row("folder", folder.write),
    Poll: Row("choice", choice.write),
    SelfAssessment: Row("feedback", self_assessment.write),
    Survey: Row("feedback", survey.write),
    Media: Row("page", media.write),
    PeerReview: Row("workshop", workshop.write),
    CourseText: Row("label", label.write),
}

_SHARED_REFLECTION = Row("assign", reflection.write_shared)

_TOOL = Row("lti", lti.write)


def row_of(unit: Unit, delivery: Delivery) -> Row:
    """Return the row of a unit; under `lti` the tool serves all but what lives from a group or a marker."""
    if delivery == "lti" and not stays_native(unit):
        return _TOOL
    if isinstance(unit, Reflection) and unit.shared:
        return _SHARED_REFLECTION
    return ACTIVITIES[type(unit)]


def writer_of(unit: Unit, row: Row) -> Callable[[Build, Activity], Content]:
    """Return the row's writer for this unit."""
    return partial(row.write, unit)
