"""Assignments: a piece of work that a person marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from packager.document.handing_in import PLAIN_WORK, HandingIn
from packager.document.units import Assignment
from packager.formats.moodle.activities.assign_work import AS_USUAL, work_fields
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.gradebook import FULL, Grade
from packager.formats.moodle.grading_schemes import grading
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import about, unit_body
from packager.formats.moodle.xml import Element, Value, node

_HANDED_IN = "submissions"  # the area that a rubric or a guide is for
_FEEDBACK = (("comments", "comments"), ("annotation", "editpdf"), ("file", "file"))
_MEGABYTE = 1 << 20


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
    work = work_fields(unit, build)
    element = assign(
        activity, plugin_configs(unit.submit, unit.words, unit.work), intro=intro,
        instructions=_instructions(build, unit), grade=FULL, work=work,
    )  # fmt: skip
    submits = bool(unit.submit)
    return Content(
        element=element,
        completion=Completion(rules=submits, grade=passes or not submits, pass_grade=passes),
        grade=Grade(passing=unit.passing or 0),
        grading=grading(build, activity, unit.scheme, _HANDED_IN) if unit.scheme else None,
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
    activity: Activity,
    plugins: Element,
    *,
    intro: str,
    instructions: str,
    grade: int,
    work: Mapping[str, Value] = AS_USUAL,
) -> Element:
    """Return the settings of an assignment; one without marks has the grade 0."""
    return node(
        "assign", {"id": activity.instance},
        plugins,
        name=activity.name, intro=intro, introformat=1, alwaysshowdescription=1,
        submissiondrafts=work["submissiondrafts"], sendnotifications=0, sendlatenotifications=0,
        sendstudentnotifications=1, duedate=work["duedate"], cutoffdate=work["cutoffdate"],
        gradingduedate=work["gradingduedate"], allowsubmissionsfromdate=work["allowsubmissionsfromdate"],
        grade=grade, timemodified=MOMENT, completionsubmit=work["completionsubmit"],
        requiresubmissionstatement=0, teamsubmission=work["teamsubmission"],
        requireallteammemberssubmit=work["requireallteammemberssubmit"], teamsubmissiongroupingid=0,
        blindmarking=0, hidegrader=0, revealidentities=0, attemptreopenmethod=work["attemptreopenmethod"],
        maxattempts=work["maxattempts"], markingworkflow=0, markingallocation=0, markinganonymous=0,
        preventsubmissionnotingroup=0, activity=instructions, activityformat=1, timelimit=0,
        submissionattachments=0,
    )  # fmt: skip


def plugin_configs(submit: Sequence[str], words: int | None = None, work: HandingIn = PLAIN_WORK) -> Element:
    """Return the settings of the ways to hand in (`text`, `file`) and to give feedback."""
    rows: list[tuple[str, str, str, Value]] = [*_texts(submit, words, work), *_files(submit, work)]
    rows.append(("comments", "assignsubmission", "enabled", 0))
    rows += [(plugin, "assignfeedback", "enabled", int(name in work.feedback)) for name, plugin in _FEEDBACK]
    rows.append(("comments", "assignfeedback", "commentinline", 0))
    rows.append(("offline", "assignfeedback", "enabled", 0))
    return node(
        "plugin_configs",
        None,
        *(
            node("plugin_config", {"id": number}, plugin=plugin, subtype=subtype, name=name, value=value)
            for number, (plugin, subtype, name, value) in enumerate(rows, start=1)
        ),
    )


def _texts(
    submit: Sequence[str], words: int | None, work: HandingIn
) -> Iterator[tuple[str, str, str, Value]]:
    yield "onlinetext", "assignsubmission", "enabled", int("text" in submit)
    if "text" in submit:
        yield "onlinetext", "assignsubmission", "wordlimit", work.word_limit or words or 0
        yield "onlinetext", "assignsubmission", "wordlimitenabled", int(bool(work.word_limit))


def _files(submit: Sequence[str], work: HandingIn) -> Iterator[tuple[str, str, str, Value]]:
    yield "file", "assignsubmission", "enabled", int("file" in submit)
    if "file" in submit:
        size = (work.files.megabytes or 0) * _MEGABYTE  # 0 is the site's own limit
        yield "file", "assignsubmission", "maxfilesubmissions", work.files.most
        yield "file", "assignsubmission", "maxsubmissionsizebytes", size
        yield "file", "assignsubmission", "filetypeslist", ",".join(f".{one}" for one in work.files.types)
