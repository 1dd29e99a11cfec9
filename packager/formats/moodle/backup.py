"""The face of the backup: what it holds, from which Moodle it claims to be, and its settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packager.document.identifiers import md5_hex
from packager.formats.moodle.activities.base import Activity
from packager.formats.moodle.badges import has_badges
from packager.formats.moodle.build import Backup
from packager.formats.moodle.course import FORMAT, short_name
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.releases import claim
from packager.formats.moodle.sections import CourseSection
from packager.formats.moodle.xml import Element, Value, node

# The site that a backup is from. It may not be the one that restores: a site takes short cuts with its own.
_SITE = "https://poiju.invalid"

# Without the root settings a restore ends well and brings no activity at all.
_ROOT_SETTINGS = {
    "imscc11": 0, "users": 0, "anonymize": 0, "role_assignments": 0, "activities": 1, "blocks": 0, "files": 1,
    "filters": 0, "comments": 0, "badges": 0, "calendarevents": 0, "userscompletion": 0, "logs": 0,
    "grade_histories": 0, "questionbank": 1, "groups": 0, "competencies": 1, "customfield": 1,
    "contentbankcontent": 0, "xapistate": 0, "legacyfiles": 0,
}  # fmt: skip


def moodle_backup(backup: Backup, sections: Iterable[CourseSection]) -> Element:
    """Return `moodle_backup.xml`."""
    sections = tuple(sections)
    release, version = claim(backup.job)
    detail = node("detail", {"backup_id": md5_hex(backup.course.id, backup.course.version, backup.language)},
                  type="course", format="moodle2", interactive=1, mode=10, execution=1,
                  executiontime=0)  # fmt: skip
    information = node(
        "information", None,
        node("details", None, detail),
        _contents(backup, sections),
        node("settings", None, *_settings(backup, sections)),
        name=_file_name(backup), moodle_version=version, moodle_release=release, backup_version=version,
        backup_release=release, backup_date=MOMENT, mnet_remoteusers=0, include_files=1,
        include_file_references_to_external_content=0, original_wwwroot=_SITE,
        original_site_identifier_hash=md5_hex(_SITE), original_course_id=backup.course_id,
        original_course_format=FORMAT, original_course_fullname=backup.title,
        original_course_shortname=short_name(backup), original_course_startdate=MOMENT,
        original_course_enddate=0, original_course_contextid=backup.course_context,
        original_system_contextid=backup.system_context,
    )  # fmt: skip
    return node("moodle_backup", None, information)


def _file_name(backup: Backup) -> str:
    language = "mul" if backup.job.multilang else backup.language
    return f"{backup.course.id}-{backup.course.version}.{language}.mbz"


def _contents(backup: Backup, sections: tuple[CourseSection, ...]) -> Element:
    """Return the list of sections and activities; its order is the order of the course."""
    activities = [
        node("activity", None, moduleid=one.id, sectionid=one.section, modulename=one.module, title=one.name,
             directory=one.directory, insubsection="")
        for section in sections
        for one in section.activities
    ]  # fmt: skip
    listed = [
        node("section", None, sectionid=one.id, title=one.name, directory=one.directory,
             parentcmid="", modname="")
        for one in sections
    ]  # fmt: skip
    return node(
        "contents", None,
        node("activities", None, *activities),
        node("sections", None, *listed),
        node("course", None, courseid=backup.course_id, title=short_name(backup), directory="course"),
    )  # fmt: skip


def _settings(backup: Backup, sections: tuple[CourseSection, ...]) -> Iterator[Element]:
    """Yield the settings: the backup's, then each section's with those of its activities."""
    yield node("setting", None, level="root", name="filename", value=_file_name(backup))
    there = {"groups": int(bool(backup.groups)), "badges": int(has_badges(backup))}
    for name, value in (_ROOT_SETTINGS | there).items():
        yield node("setting", None, level="root", name=name, value=value)
    for section in sections:
        userinfo = any(activity.userinfo for activity in section.activities)
        yield from _pair("section", f"section_{section.id}", userinfo)
        for activity in section.activities:
            yield from _pair("activity", _setting_name(activity), activity.userinfo)


def _setting_name(activity: Activity) -> str:
    return f"{activity.module}_{activity.id}"


def _pair(level: str, name: str, userinfo: bool) -> Iterator[Element]:
    """Yield that a part is included, and whether it holds what Moodle takes for data of users."""
    for setting, value in (("included", 1), ("userinfo", int(userinfo))):
        fields: dict[str, Value] = {"level": level, level: name, "name": f"{name}_{setting}", "value": value}
        yield node("setting", None, **fields)
