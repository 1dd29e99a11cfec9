"""Forums: a prompt that a group talks about."""

from __future__ import annotations

from packager.document.units import Discussion
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import about, unit_body
from packager.formats.moodle.xml import node


def write(unit: Discussion, build: Build, activity: Activity) -> Content:
    """Return a discussion as a forum for general use, done with the first post (an answer counts)."""
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"))
    element = node(
        "forum", {"id": activity.instance},
        type="general", name=activity.name, intro=intro, introformat=1, duedate=0, cutoffdate=0, assessed=0,
        assesstimestart=0, assesstimefinish=0, scale=0, maxbytes=0, maxattachments=3, forcesubscribe=0,
        trackingtype=1, rsstype=0, rssarticles=0, timemodified=MOMENT, warnafter=0, blockafter=0,
        blockperiod=0, completiondiscussions=0, completionreplies=0, completionposts=1, displaywordcount=0,
        lockdiscussionafter=0, grade_forum=0,
    )  # fmt: skip
    return Content(element=element, completion=Completion(rules=True))
