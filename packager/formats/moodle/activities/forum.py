"""Forums: a prompt that a group talks about."""

from __future__ import annotations

from packager.document.discussions import Style, Subscription
from packager.document.units import Discussion
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.gradebook import FULL, Grade
from packager.formats.moodle.moment import MOMENT, moment_of
from packager.formats.moodle.texts import about, unit_body
from packager.formats.moodle.xml import node

_TYPES: dict[Style, str] = {
    "general": "general",
    "each": "eachuser",
    "single": "single",
    "questions": "qanda",
    "blog": "blog",
}
_SUBSCRIPTIONS: dict[Subscription, int] = {"optional": 0, "forced": 1, "automatic": 2, "off": 3}
_WHOLE_FORUM = 1  # the grade of all that a person writes; 0 would be that of ratings


def write(unit: Discussion, build: Build, activity: Activity) -> Content:
    """Return a discussion as a forum, done with the first post (an answer counts), and passed where there is
    a pass mark.

    A single discussion begins with the description: Moodle makes that post itself at the restore.
    """
    talk, notes = unit.talk, build.job.notes
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"))
    element = node(
        "forum", {"id": activity.instance},
        type=_TYPES[talk.style], name=activity.name, intro=intro, introformat=1,
        duedate=moment_of(talk.due, notes, unit.id), cutoffdate=moment_of(talk.closes, notes, unit.id),
        assessed=0, assesstimestart=0, assesstimefinish=0, scale=0, maxbytes=0, maxattachments=3,
        forcesubscribe=_SUBSCRIPTIONS[talk.subscription], trackingtype=1, rsstype=0, rssarticles=0,
        timemodified=MOMENT, warnafter=0, blockafter=0, blockperiod=0, completiondiscussions=0,
        completionreplies=0, completionposts=1, displaywordcount=0, lockdiscussionafter=0,
        grade_forum=FULL if talk.graded else 0,
    )  # fmt: skip
    passes = talk.passing is not None
    return Content(
        element=element,
        completion=Completion(rules=True, grade=passes, pass_grade=passes),
        grade=_grade(unit, build) if talk.graded else None,
    )


def _grade(unit: Discussion, build: Build) -> Grade:
    name = build.phrase("%(title)s: all posts") % {"title": build.edition.text(unit.title)}
    return Grade(passing=unit.talk.passing or 0, number=_WHOLE_FORUM, name=build.name(name, unit.id))
