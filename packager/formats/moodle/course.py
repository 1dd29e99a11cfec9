"""The course itself."""

from __future__ import annotations

from packager.document.words import in_language
from packager.formats.moodle.build import Backup, paragraph
from packager.formats.moodle.custom_fields import custom_fields
from packager.formats.moodle.files import Area
from packager.formats.moodle.ids import idnumber
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss

FORMAT = "topics"


def short_name(backup: Backup) -> str:
    """Return the course's short name; Moodle adds a number where a site has it already."""
    return backup.course.id if backup.job.multilang else f"{backup.course.id}-{backup.language}"


def course_settings(backup: Backup) -> Element:
    """Return `course.xml`: topics, completion on, in the backup's language, tagged by audience."""
    _add_overview_picture(backup)
    _note_what_a_site_decides(backup)
    options = [
        node("courseformatoption", None, format=FORMAT, sectionid=0, name=name, value=value)
        for name, value in (("hiddensections", 1), ("coursedisplay", 0))
    ]
    tags = [
        node("tag", {"id": backup.ids.new("tag")}, name=word.lower(), rawname=word) for word in _tags(backup)
    ]
    return node(
        "course", {"id": backup.course_id, "contextid": backup.course_context},
        node("category", {"id": backup.ids.new("course")}, name="", description=None),
        node("tags", None, *tags),
        custom_fields(backup),
        node("courseformatoptions", None, *options),
        shortname=short_name(backup), fullname=backup.title, idnumber=idnumber(short_name(backup)),
        summary=paragraph(backup.job.edition.text(backup.course.summary)),
        summaryformat=1, format=FORMAT, showgrades=1, newsitems=0, startdate=MOMENT, enddate=0, marker=0,
        maxbytes=0, legacyfiles=0, showreports=0, visible=1, groupmode=0, groupmodeforce=0,
        defaultgroupingid=0, lang="" if backup.job.multilang else backup.language, theme="",
        timecreated=MOMENT, timemodified=MOMENT, requested=0, showactivitydates=1,
        showcompletionconditions=1, pdfexportfont=None, enablecompletion=1,
        completionnotify=0,
    )  # fmt: skip


def _tags(backup: Backup) -> tuple[str, ...]:
    """Return whom the course is for, then the keywords of its modules, each once."""
    keywords = (word for module in backup.course.modules for word in backup.keywords(module))
    tags: dict[str, str] = {}
    for word in (*backup.course.audience, *keywords):
        tags.setdefault(word.lower(), word)
    return tuple(tags.values())


def _add_overview_picture(backup: Backup) -> None:
    """Give the course the picture of its first module that has one, or the institution's logo.

    A list of courses shows it beside the title, without a text of its own.
    """
    language, first = backup.language, backup.course.first
    pictures = (
        module.assets[in_language(module.picture.asset, language)]
        for module in backup.course.modules
        if module.picture
    )
    logo = first.institution.logo if first.institution else None
    picture = next(pictures, first.assets[logo.asset] if logo else None)
    if picture:
        backup.files.add(Area(backup.course_context, "course", "overviewfiles"), picture)


def _note_what_a_site_decides(backup: Backup) -> None:
    """Say what the site drops without a word."""
    notes, language = backup.job.notes, backup.language
    if language != "en" and not backup.job.multilang:
        notes.add(
            Loss.SITE_NEEDS, backup.place,
            f"the course is set to {language}: without that language pack Moodle uses the site's own",
        )  # fmt: skip
    notes.add(
        Loss.SETTING_DROPPED, backup.place,
        "Moodle drops a course's idnumber that comes from another site; activities and questions keep theirs",
    )  # fmt: skip
