"""Texts between units: what Moodle calls text and media areas, and keeps as labels."""

from __future__ import annotations

from packager.document.course_text import CourseText
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import unit_body
from packager.formats.moodle.xml import node
from packager.render.headings import lowered


def write(unit: CourseText, build: Build, activity: Activity) -> Content:
    """Return a text that the course page shows whole. Moodle sets `showdescription` for labels (4.5, 5.1).

    Its terms are not explained below: several texts stand on one page, where each place has one name. That
    page gives sections headings of level 3.
    """
    html = unit_body(build, unit, unit.body, activity.area("intro"), explain=False)
    intro = lowered(html, 2)
    element = node(
        "label", {"id": activity.instance},
        name=activity.name, intro=intro, introformat=1, timemodified=MOMENT,
    )  # fmt: skip
    return Content(element=element, show_description=True)
