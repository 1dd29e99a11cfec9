"""Checklists: a page to read and print, ticked as a whole."""

from __future__ import annotations

from packager.document.personal import Checklist
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.page import page
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.texts import about, unit_body
from packager.notes import Loss
from packager.render.personal import checklist_text


def write(unit: Checklist, build: Build, activity: Activity) -> Content:
    """Return a page with the items; Moodle itself has no list that keeps a learner's ticks."""
    build.job.note(
        Loss.NEAREST_FORM,
        unit,
        "the checklist is a page to read and print: the platform keeps no ticks",
    )
    told = build.phrase("When all is done that is not optional, mark the activity as done.")
    html = unit_body(build, unit, checklist_text(build.edition, unit, told), activity.area("content"))
    return Content(
        element=page(activity, intro=about(build, unit), html=html),
        completion=Completion(manual=True),
        show_description=True,
    )
