"""What stands above all sections: the module's description as a micro-credential, to read and as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.page import page
from packager.formats.moodle.activities.resource import resource
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.texts import AreaLinks, dressed
from packager.render.elm import record_json
from packager.render.environment import N_
from packager.render.record import record_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One activity of the start: its key within the module, Moodle's name, its title, its writer."""

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


ACTIVITIES = (
    Row(key="record", module="page", name=N_("The micro-credential"), write=_write_record),
    Row(key="data", module="resource", name=N_("The micro-credential as data"), write=_write_data),
)
