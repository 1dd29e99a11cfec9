"""When and how often work is handed in to an assignment, and by whom."""

from __future__ import annotations

from collections.abc import Mapping

from packager.document.units import Assignment
from packager.formats.moodle.build import Build
from packager.formats.moodle.moment import moment_of
from packager.formats.moodle.xml import Value
from packager.notes import Loss

_UNLIMITED = -1
_REOPEN = {"by-marker": "manual", "until-passed": "untilpass", "at-once": "automatic"}

AS_USUAL: Mapping[str, Value] = {
    "submissiondrafts": 0, "duedate": 0, "cutoffdate": 0, "gradingduedate": 0, "allowsubmissionsfromdate": 0,
    "completionsubmit": 1, "teamsubmission": 0, "requireallteammemberssubmit": 0,
    "attemptreopenmethod": "manual", "maxattempts": _UNLIMITED,
}  # fmt: skip
"""An assignment that asks for nothing special."""


def work_fields(unit: Assignment, build: Build) -> Mapping[str, Value]:
    """Return the fields of an assignment that say when, how often and by whom work is handed in."""
    work = unit.work
    _note_site_needs(unit, build)
    times = {
        "allowsubmissionsfromdate": work.dates.opens, "duedate": work.dates.due,
        "cutoffdate": work.dates.closes, "gradingduedate": work.dates.marked,
    }  # fmt: skip
    reopen = work.reopen or ("by-marker" if unit.passing is None else "until-passed")
    all_confirm = int(work.team == "all")
    return {
        **{name: moment_of(moment, build.job.notes, unit.id) for name, moment in times.items()},
        "completionsubmit": int(bool(unit.submit)),
        "teamsubmission": int(work.team is not None),
        "requireallteammemberssubmit": all_confirm,
        "submissiondrafts": all_confirm,  # each of a team confirms with a click on "submit"
        "attemptreopenmethod": _REOPEN[reopen],
        "maxattempts": work.tries or _UNLIMITED,
    }


def _note_site_needs(unit: Assignment, build: Build) -> None:
    if "annotation" in unit.work.feedback:
        build.job.note(Loss.SITE_NEEDS, unit, "notes in PDF files need Ghostscript on the site")
    if unit.work.team is not None:
        build.job.note(Loss.SITE_NEEDS, unit, "groups hand in together: make them in the course")
