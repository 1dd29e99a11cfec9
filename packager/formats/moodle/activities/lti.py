"""Links to the LTI tool, for units that it serves."""

from __future__ import annotations

from packager.document.media import Media
from packager.document.personal import Checklist, Reflection
from packager.document.polls import Poll
from packager.document.scales import SelfAssessment
from packager.document.surveys import Survey
from packager.document.unit_base import UnitBase
from packager.document.units import Book, Lesson, Quiz, Scenario
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.gradebook import FULL, Grade
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import about
from packager.formats.moodle.xml import node
from packager.formats.tool_links import launch_address, note_what_the_tool_lacks

_CONTAINER_OF_THE_TOOL = 1
_BY_ADDRESS = 0  # no tool of the site is named: Moodle finds one by the address
_DONE_IN_THE_TOOL = (
    Lesson,
    Scenario,
    Book,
    Reflection,
    Checklist,
    Poll,
    SelfAssessment,
    Survey,
    Media,
)


def write(unit: UnitBase, build: Build, activity: Activity) -> Content:
    """Return an LTI activity that opens a unit in the tool.

    It names no tool of the site (ids of another site mean nothing): Moodle matches the address with a
    configured tool. A quiz sends its score; units that are `_DONE_IN_THE_TOOL` send that they are done,
    which is not part of the course's total. Other units are done when opened.
    """
    grade = _grade(unit)
    graded = grade is not None
    note_what_the_tool_lacks(build.job, unit)
    language = "" if build.job.multilang else f"lang={build.edition.language}\n"  # else the launch tells it
    custom = f"unit={unit.key}\n{language}ctx_history=$Context.id.history"
    element = node(
        "lti", {"id": activity.instance},
        name=activity.name, intro=about(build, unit), introformat=1, timecreated=MOMENT, timemodified=MOMENT,
        typeid=_BY_ADDRESS, toolurl=launch_address(build.job), securetoolurl="",
        launchcontainer=_CONTAINER_OF_THE_TOOL, instructorchoicesendname=0, instructorchoicesendemailaddr=0,
        instructorchoiceacceptgrades=int(graded), instructorchoiceallowroster=0,
        instructorchoiceallowsetting=0, grade=FULL if graded else 0, instructorcustomparameters=custom,
        debuglaunch=0, showtitlelaunch=0, showdescriptionlaunch=0, icon="", secureicon="",
    )  # fmt: skip
    completion = Completion(view=not graded, grade=graded, pass_grade=bool(grade and grade.passing))
    return Content(element=element, completion=completion, grade=grade, show_description=True)


def _grade(unit: UnitBase) -> Grade | None:
    """Return the grade of a unit in the gradebook; it is 100 for one that is `_DONE_IN_THE_TOOL`."""
    if isinstance(unit, Quiz):
        return Grade(passing=unit.passing or 0)
    if isinstance(unit, _DONE_IN_THE_TOOL):
        return Grade(passing=FULL, counted=False)
    return None
