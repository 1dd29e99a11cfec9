"""Pages: lessons, and what a marker reads."""

from __future__ import annotations

from packager.document.units import Lesson
from packager.document.words import Prose
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import about, audio_player, prose, unit_body
from packager.formats.moodle.xml import Element, node

_DISPLAY_OPEN = 5
_OPTIONS = 'a:2:{s:10:"printintro";s:1:"0";s:17:"printlastmodified";s:1:"0";}'  # PHP's serialize()


def write_lesson(unit: Lesson, build: Build, activity: Activity) -> Content:
    """Return a lesson as one page; its self-checks open as text."""
    area = activity.area("content")
    html = unit_body(build, unit, unit.body, area, unit.checks)
    if unit.audio:
        html = audio_player(build, build.edition.pick(unit.audio), area) + html
    return Content(
        element=page(activity, intro=about(build, unit), html=html),
        completion=Completion(view=True),
        show_description=True,
    )


def write_marking(marking: Prose, place: str, build: Build, activity: Activity) -> Content:
    """Return what is for the marker's eyes alone; the activity is hidden from learners."""
    return Content(
        element=page(activity, intro="", html=prose(build, marking, activity.area("content"), place))
    )


def page(activity: Activity, *, intro: str, html: str) -> Element:
    """Return a page."""
    return node(
        "page", {"id": activity.instance},
        name=activity.name, intro=intro, introformat=1, content=html, contentformat=1, legacyfiles=0,
        legacyfileslast=None, display=_DISPLAY_OPEN, displayoptions=_OPTIONS, revision=1, timemodified=MOMENT,
    )  # fmt: skip
