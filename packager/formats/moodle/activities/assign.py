"""Assignments: a piece of work that a person marks."""

from __future__ import annotations

from collections.abc import Sequence

from packager.document.units import Assignment
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.gradebook import FULL, Grade
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import about, unit_body
from packager.formats.moodle.xml import Element, Value, node

_UNLIMITED = -1


def write(unit: Assignment, build: Build, activity: Activity) -> Content:
    """Return an assignment, done when handed in, and passed where there is a pass mark.

    The whole text stands in `intro`: the restore decodes links to other activities there, but not in
    `activity` (restore_assign_activity_task.class.php, 4.5 and 5.1). The template to fill is an
    introductory attachment.
    """
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"))
    passes = unit.passing is not None
    if unit.template:
        asset = build.edition.module.assets[build.edition.pick(unit.template)]
        build.files.add(activity.area("introattachment"), asset)
    element = assign(
        activity, plugin_configs(unit.submit, unit.words), intro=intro,
        instructions=_instructions(build, unit), grade=FULL, reopen="manual" if not passes else "untilpass",
    )  # fmt: skip
    return Content(
        element=element,
        completion=Completion(rules=True, grade=passes, pass_grade=passes),
        grade=Grade(passing=unit.passing or 0),
    )


def _instructions(build: Build, unit: Assignment) -> str:
    """Return what also shows while the learner writes.

    The length is advice: Moodle's own word limit would refuse a text that is one word longer.
    """
    parts = []
    if unit.words:
        parts.append(build.phrase_of("Write about %(num)s word.", "Write about %(num)s words.", unit.words))
    if unit.passing is not None:
        parts.append(build.phrase("The pass mark is %(passing)d per cent.") % {"passing": unit.passing})
    return paragraph(" ".join(parts))


def assign(
    activity: Activity, plugins: Element, *, intro: str, instructions: str, grade: int, reopen: str = "manual"
) -> Element:
    """Return the settings of an assignment; one without marks has the grade 0."""
    return node(
        "assign", {"id": activity.instance},
        plugins,
        name=activity.name, intro=intro, introformat=1, alwaysshowdescription=1, submissiondrafts=0,
        sendnotifications=0, sendlatenotifications=0, sendstudentnotifications=1, duedate=0, cutoffdate=0,
        gradingduedate=0, allowsubmissionsfromdate=0, grade=grade, timemodified=MOMENT, completionsubmit=1,
        requiresubmissionstatement=0, teamsubmission=0, requireallteammemberssubmit=0,
        teamsubmissiongroupingid=0, blindmarking=0, hidegrader=0, revealidentities=0,
        attemptreopenmethod=reopen, maxattempts=_UNLIMITED,
        markingworkflow=0, markingallocation=0, markinganonymous=0, preventsubmissionnotingroup=0,
        activity=instructions, activityformat=1, timelimit=0, submissionattachments=0,
    )  # fmt: skip


def plugin_configs(submit: Sequence[str], words: int | None = None) -> Element:
    """Return the settings of the ways to hand in (`text`, `file`) and to give feedback."""
    text, file = int("text" in submit), int("file" in submit)
    rows: list[tuple[str, str, str, Value]] = [("onlinetext", "assignsubmission", "enabled", text)]
    if text:
        rows += [
            ("onlinetext", "assignsubmission", "wordlimit", words or 0),
            ("onlinetext", "assignsubmission", "wordlimitenabled", 0),
        ]
    rows.append(("file", "assignsubmission", "enabled", file))
    if file:
        rows += [
            ("file", "assignsubmission", "maxfilesubmissions", 5),
            ("file", "assignsubmission", "maxsubmissionsizebytes", 0),
            ("file", "assignsubmission", "filetypeslist", ""),
        ]
    rows += [
        ("comments", "assignsubmission", "enabled", 0),
        ("comments", "assignfeedback", "enabled", 1),
        ("comments", "assignfeedback", "commentinline", 0),
    ]
    return node(
        "plugin_configs",
        None,
        *(
            node("plugin_config", {"id": number}, plugin=plugin, subtype=subtype, name=name, value=value)
            for number, (plugin, subtype, name, value) in enumerate(rows, start=1)
        ),
    )
