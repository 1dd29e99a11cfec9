"""The course itself."""

from __future__ import annotations

from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.files import Area
from packager.formats.moodle.ids import idnumber
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss

FORMAT = "topics"


def short_name(build: Build) -> str:
    """Return the course's short name; Moodle adds a number where a site has it already."""
    return f"{build.edition.module.id}-{build.edition.language}"


def course(build: Build) -> Element:
    """Return `course.xml`: topics, completion on, in the edition's language, tagged by audience."""
    edition = build.edition
    _add_overview_picture(build)
    _note_what_a_site_decides(build)
    options = [
        node("courseformatoption", None, format=FORMAT, sectionid=0, name=name, value=value)
        for name, value in (("hiddensections", 1), ("coursedisplay", 0))
    ]
    tags = [
        node("tag", {"id": build.ids.new("tag")}, name=word.lower(), rawname=word)
        for word in edition.module.audience
    ]
    return node(
        "course", {"id": build.course_id, "contextid": build.course_context},
        node("category", {"id": build.ids.new("course")}, name="", description=None),
        node("tags", None, *tags),
        node("customfields"),
        node("courseformatoptions", None, *options),
        shortname=short_name(build), fullname=build.name(edition.title, "module"),
        idnumber=idnumber(short_name(build)), summary=paragraph(edition.text(edition.module.summary)),
        summaryformat=1, format=FORMAT, showgrades=1, newsitems=0, startdate=MOMENT, enddate=0, marker=0,
        maxbytes=0, legacyfiles=0, showreports=0, visible=1, groupmode=0, groupmodeforce=0,
        defaultgroupingid=0, lang=edition.language, theme="", timecreated=MOMENT, timemodified=MOMENT,
        requested=0, showactivitydates=1, showcompletionconditions=1, pdfexportfont=None, enablecompletion=1,
        completionnotify=0,
    )  # fmt: skip


def _add_overview_picture(build: Build) -> None:
    """Give the course the institution's logo as its picture in lists of courses."""
    institution = build.edition.module.institution
    if institution and institution.logo:
        asset = build.edition.module.assets[institution.logo.asset]
        build.files.add(Area(build.course_context, "course", "overviewfiles"), asset)


def _note_what_a_site_decides(build: Build) -> None:
    """Say what the site drops without a word."""
    notes, language = build.job.notes, build.edition.language
    if language != "en":
        notes.add(
            Loss.SITE_NEEDS, "module",
            f"the course is set to {language}: without that language pack Moodle uses the site's own",
        )  # fmt: skip
    notes.add(
        Loss.SETTING_DROPPED, "module",
        "Moodle drops a course's idnumber that comes from another site; activities and questions keep theirs",
    )  # fmt: skip
