"""A Moodle backup with the new and changed units alone, for a course that runs with an earlier version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from packager.archive import Archive, Progress
from packager.build import write_package
from packager.built import Built
from packager.changes import Changes
from packager.document.course import Part, course_of
from packager.document.edition import Edition
from packager.document.module import Module
from packager.formats.base import Contents, Job
from packager.formats.moodle.writer import write_course
from packager.formats.table import get_format
from packager.order import Order


def write_update(
    edition: Edition,
    found: Changes,
    out: Path,
    *,
    page_language: str = "",
    progress: Progress = lambda _: None,
) -> Built | None:
    """Write the backup and the page beside it; nothing where no unit is new or changed.

    Sections without such units stay, empty: Moodle puts activities into the section of the same number.
    """
    if not found.to_deliver:
        return None
    row = get_format("moodle")
    module = _with_units(edition.module, found.to_deliver)
    course = replace(course_of(module), parts=(Part(module=module, whole=False),))

    def write(job: Job, archive: Archive) -> Contents:
        return write_course(course, job, archive)

    name = f"{module.id}-{module.version}.since-{found.earlier.version}.{edition.language}{row.extension}"
    order = Order(formats=(row,), out=out, page_language=page_language)
    return write_package(out / name, Edition(module, edition.language), row, order, write, progress, found)[0]


def _with_units(module: Module, keys: frozenset[str]) -> Module:
    """Return the module with these units alone."""
    sections = tuple(
        replace(section, units=tuple(unit for unit in section.units if unit.key in keys))
        for section in module.sections
    )
    return replace(module, sections=sections)
