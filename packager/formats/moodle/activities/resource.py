"""Resources: a file to open or keep."""

from __future__ import annotations

from packager.document.units import File
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.own_language import differs, kept_once, own_link
from packager.formats.moodle.texts import about, file_address, unit_body
from packager.formats.moodle.xml import Element, node

_DISPLAY_AUTOMATIC = 0


def write(unit: File, build: Build, activity: Activity) -> Content:
    """Return a file as a resource; its description shows on the course page, as Moodle opens the file
    at once."""
    opened = kept_once(build, unit, unit.asset, "the file")
    build.files.add(activity.area("content"), build.edition.module.assets[opened], main=True)
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"))
    if differs(build, unit.asset):
        own = build.edition.pick(unit.asset)
        intro += own_link(file_address(build, activity.area("intro"), own), own.rpartition("/")[2])
    return Content(
        element=resource(activity, intro=intro), completion=Completion(view=True), show_description=True
    )


def resource(activity: Activity, *, intro: str) -> Element:
    """Return a resource; its file stands in the area `content`, marked as the main one."""
    return node(
        "resource", {"id": activity.instance},
        name=activity.name, intro=intro, introformat=1, tobemigrated=0, legacyfiles=0, legacyfileslast=None,
        display=_DISPLAY_AUTOMATIC, displayoptions='a:1:{s:10:"printintro";i:1;}', filterfiles=0,
        revision=1, timemodified=MOMENT,
    )  # fmt: skip
