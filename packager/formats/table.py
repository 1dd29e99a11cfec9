"""Every format, one row each. A writer is imported when it first writes, so that the table stays cheap."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from packager.errors import UsageError
from packager.formats.base import Contents, Format

if TYPE_CHECKING:
    from packager.archive import Archive
    from packager.document.course import Course
    from packager.formats.base import CourseWriter, Job, Writer


def _write(module: str, function: str, job: Job, archive: Archive) -> Contents:
    """Write with a function of a module below this folder."""
    writer: Writer = getattr(import_module(f"packager.formats.{module}"), function)
    return writer(job, archive)


def _write_course(module: str, function: str, course: Course, job: Job, archive: Archive) -> Contents:
    """Write several modules with a function of a module below this folder."""
    writer: CourseWriter = getattr(import_module(f"packager.formats.{module}"), function)
    return writer(course, job, archive)


FORMATS: tuple[Format, ...] = (
    Format(
        name="moodle",
        title="Moodle backup for Moodle 4.5 to 5.1",
        extension=".mbz",
        media_type="application/vnd.moodle.backup",
        write=partial(_write, "moodle.writer", "write"),
        write_course=partial(_write_course, "moodle.writer", "write_course"),
        deliveries=("native", "lti"),
        archives=("zip", "tar.gz"),
        multilang=True,
        releases=("4.0", "4.1", "4.2", "4.3", "4.4"),
    ),
    Format(
        name="imscc-1.1",
        title="Common Cartridge 1.1 (Moodle, Canvas, Brightspace, Blackboard, Sakai, Open edX)",
        extension=".1.1.imscc",
        media_type="application/zip",
        write=partial(_write, "common_cartridge.writer", "write_1_1"),
        write_course=partial(_write_course, "common_cartridge.course", "write_course_1_1"),
        deliveries=("native", "lti"),
    ),
    Format(
        name="imscc-1.3",
        title="Common Cartridge 1.3 (Canvas, Brightspace, Sakai)",
        extension=".1.3.imscc",
        media_type="application/zip",
        write=partial(_write, "common_cartridge.writer", "write_1_3"),
        write_course=partial(_write_course, "common_cartridge.course", "write_course_1_3"),
        deliveries=("native", "lti"),
    ),
    Format(
        name="html",
        title="Self-contained web site that works from a file, zipped",
        extension=".html.zip",
        media_type="application/zip",
        write=partial(_write, "html_site.writer", "write"),
        write_course=partial(_write_course, "html_site.course", "write_course"),
    ),
)


def get_format(name: str) -> Format:
    """Return the format of this name, or say which there are."""
    for row in FORMATS:
        if row.name == name:
            return row
    known = ", ".join(row.name for row in FORMATS)
    raise UsageError(f"--to {name}: there is no such format; choose one of {known}")
