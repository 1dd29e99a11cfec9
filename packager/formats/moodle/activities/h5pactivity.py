"""H5P activities: a package that Moodle plays."""

from __future__ import annotations

from packager.document.h5p import H5p
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.gradebook import FULL, Grade
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.own_language import kept_once
from packager.formats.moodle.texts import about, unit_body
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss

# Moodle's mod_h5pactivity\local\manager.
_METHODS = {"best": 1, "average": 2, "last": 3, "first": 4}
_LEARNERS_SEE_THEIR_TRIES = 1

# What H5P's core keeps is what is switched off; with a button there is a frame around it.
_FRAME = 1
_BUTTONS = {"download": 2, "embed": 4, "copyright": 8}


def write(unit: H5p, build: Build, activity: Activity) -> Content:
    """Return an H5P activity, done when it is passed, graded, or opened where nothing is graded.

    Moodle takes the package in at the first view, with the rights of the file's owner, who is the person
    that restores (core_h5p\\helper::can_update_library, 4.5 and 5.1).
    """
    asset = build.edition.module.assets[kept_once(build, unit, unit.asset, "the package")]
    build.files.add(activity.area("package"), asset)
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"), folded=True)
    _note_libraries(unit, build)
    grade = Grade(passing=unit.passing or 0) if unit.graded else None
    return Content(
        element=_h5pactivity(unit, activity, intro),
        completion=Completion(
            view=not unit.graded, grade=unit.graded, pass_grade=unit.graded and unit.passing is not None
        ),
        grade=grade,
    )


def _h5pactivity(unit: H5p, activity: Activity, intro: str) -> Element:
    return node(
        "h5pactivity", {"id": activity.instance},
        node("attempts"),
        name=activity.name, timecreated=MOMENT, timemodified=MOMENT, intro=intro, introformat=1,
        grade=FULL if unit.graded else 0, displayoptions=_switched_off(unit), enabletracking=1,
        grademethod=_METHODS[unit.counts], reviewmode=_LEARNERS_SEE_THEIR_TRIES,
    )  # fmt: skip


def _switched_off(unit: H5p) -> int:
    """Return the sum of what is switched off below and around the content."""
    buttons = sum(bit for name, bit in _BUTTONS.items() if name not in unit.buttons)
    return buttons if unit.buttons else buttons + _FRAME


def _note_libraries(unit: H5p, build: Build) -> None:
    """Say what the site must have before the content plays."""
    content = build.edition.pick(unit.content)
    build.job.note(
        Loss.SITE_NEEDS,
        unit,
        f"it plays with the H5P libraries {', '.join(content.needed)}: when a manager or administrator "
        "restores the course, Moodle installs them from the file; when a teacher restores it, "
        "the site must have them already",
    )
    if content.absent:
        build.job.note(
            Loss.SITE_NEEDS,
            unit,
            f"the H5P file does not bring {', '.join(content.absent)}: "
            "an administrator must install them before it plays",
        )
