"""An activity as its unit is set: when it is done, who sees it, how groups work in it, how it is tagged."""

from __future__ import annotations

from dataclasses import replace

from packager.document.settings import PLAIN, Done, Settings
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import moment_of
from packager.formats.moodle.xml import Element, Value, node
from packager.notes import Loss

_GROUP_MODES = {None: 0, "separate": 1, "visible": 2}
_GROUPS_WORK_IN = frozenset(
    {"assign", "choice", "data", "feedback", "forum", "h5pactivity", "lesson", "quiz", "scorm", "survey"}
    | {"wiki", "workshop"}
)
"""Activities that know groups (FEATURE_GROUPS in their lib.php, Moodle 4.5 and 5.1)."""


def settled(activity: Activity, content: Content) -> Content:
    """Return an activity's content with what its unit says of completion and description."""
    settings = _settings(activity)
    if settings.done is not None:
        _set_own_rules(content.element, settings.done)
        content = replace(content, completion=_completion(settings.done))
    if settings.description is not None:
        content = replace(content, show_description=settings.description)
    return content


def _settings(activity: Activity) -> Settings:
    return activity.unit.settings if activity.unit else PLAIN


def _completion(done: Done) -> Completion:
    return Completion(
        view=done.view,
        grade=done.grade or done.passed,
        pass_grade=done.passed,
        rules=done.own_rules,
        manual=done.by_hand,
    )


def _set_own_rules(element: Element, done: Done) -> None:
    """Set the activity's own conditions; those that its unit does not ask for are off."""
    asked = {
        "completionsubmit": int(done.submit),
        "completionposts": done.posts,
        "completiondiscussions": done.discussions,
        "completionreplies": done.replies,
    }
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith("completion"):
            child.text = str(asked.get(child.tag, 0))


def module_fields(activity: Activity) -> dict[str, Value]:
    """Return what `module.xml` says of visibility, groups and the day when one is to be done."""
    settings, build = _settings(activity), activity.build
    visible = int(activity.visible and not settings.hidden)
    if activity.unit and settings.groups and activity.module not in _GROUPS_WORK_IN:
        build.job.note(Loss.SETTING_DROPPED, activity.unit, "groups see the same: Moodle has none in it")
    if activity.unit and settings.unlisted:
        build.job.note(
            Loss.SITE_NEEDS, activity.unit, "it is in no list only where the site allows stealth activities"
        )
    return {
        "visible": visible,
        "visibleoncoursepage": int(not settings.unlisted),
        "visibleold": visible,
        "groupmode": _GROUP_MODES[settings.groups],
    }


def expected(activity: Activity) -> int:
    """Return when learners are to be done with an activity; 0 for never."""
    place = activity.unit.id if activity.unit else ""
    return moment_of(_settings(activity).expected, activity.build.job.notes, place)


def tags(activity: Activity) -> Element:
    """Return the tags of an activity."""
    return node("tags", None, *(
        node("tag", {"id": activity.build.ids.new("tag")}, name=tag.lower(), rawname=tag)
        for tag in _settings(activity).tags
    ))  # fmt: skip
