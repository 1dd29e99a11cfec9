"""What stands beside the units: a module's description as a micro-credential, to read and as data; and, above
several modules, what the course is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.page import page
from packager.formats.moodle.activities.resource import resource
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.texts import AreaLinks, coded, dressed
from packager.render.course import course_page
from packager.render.elm import record_json
from packager.render.environment import N_
from packager.render.record import record_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One activity of the start: its key within its owner, Moodle's name, its title, its writer."""

    key: str
    module: str
    name: str
    write: Callable[[Build, Activity], Content]


def _write_record(build: Build, activity: Activity) -> Content:
    links = AreaLinks(build, activity.area("content"), "module", terms=False)
    return Content(
        element=page(activity, intro="", html=dressed(str(record_page(build.edition, links)))),
    )


def _write_data(build: Build, activity: Activity) -> Content:
    content = record_json(build.edition)
    build.files.add_bytes(activity.area("content"), "micro-credential.jsonld", "application/ld+json", content)
    said = build.phrase("The same description for machines, in the European Learning Model (JSON-LD).")
    return Content(element=resource(activity, intro=paragraph(said)), show_description=True)


def _write_course(build: Build, activity: Activity) -> Content:
    def address(module_id: str) -> str | None:
        """Return where the description of a module stands."""
        found = build.addresses.get(f"{module_id}#record")
        return coded(found) if found else None

    backup = build.backup
    html = dressed(str(course_page(backup.course, backup.language, address)))
    return Content(element=page(activity, intro="", html=html), show_description=False)


ACTIVITIES = (
    Row(key="record", module="page", name=N_("The micro-credential"), write=_write_record),
    Row(key="data", module="resource", name=N_("The micro-credential as data"), write=_write_data),
)

COURSE = Row(key="course", module="page", name=N_("The modules of this course"), write=_write_course)
"""What stands above several modules."""
