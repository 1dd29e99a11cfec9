"""URLs: a page elsewhere, with a word on why to open it."""

from __future__ import annotations

from packager.document.units import Link
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.own_language import differs, kept_once, own_link
from packager.formats.moodle.texts import about, unit_body
from packager.formats.moodle.xml import node

_DISPLAY_AUTOMATIC = 0


def write(unit: Link, build: Build, activity: Activity) -> Content:
    """Return a link as a URL activity; its description shows on the course page, as Moodle opens the
    address at once."""
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"))
    opened = kept_once(build, unit, unit.url, "the address")
    if differs(build, unit.url):
        own = build.edition.text(unit.url)
        intro += own_link(own, own)
    element = node(
        "url", {"id": activity.instance},
        name=activity.name, intro=intro, introformat=1, externalurl=opened,
        display=_DISPLAY_AUTOMATIC, displayoptions='a:1:{s:10:"printintro";i:1;}', parameters="a:0:{}",
        timemodified=MOMENT,
    )  # fmt: skip
    return Content(element=element, completion=Completion(view=True), show_description=True)
