"""Folders: several files to take along."""

from __future__ import annotations

from packager.document.folder import Folder
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import about, unit_body
from packager.formats.moodle.xml import node

_ON_A_PAGE_OF_ITS_OWN = 0  # FOLDER_DISPLAY_PAGE


def write(unit: Folder, build: Build, activity: Activity) -> Content:
    """Return a folder that shows what its folders hold, and downloads as a whole."""
    area = activity.area("content")
    for file in unit.files_inside:
        asset = build.edition.module.assets[build.edition.pick(file.asset)]
        build.files.add(area.inside(file.within), asset)
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"))
    element = node(
        "folder", {"id": activity.instance},
        name=activity.name, intro=intro, introformat=1, revision=1, timemodified=MOMENT,
        display=_ON_A_PAGE_OF_ITS_OWN, showexpanded=1, showdownloadfolder=1, forcedownload=1,
    )  # fmt: skip
    return Content(element=element, completion=Completion(view=True), show_description=True)
