"""Every format, one row each."""

from __future__ import annotations

from packager.errors import UsageError
from packager.formats.base import Format
from packager.formats.common_cartridge.writer import write_1_1, write_1_3
from packager.formats.html_site.writer import write as write_html_site
from packager.formats.moodle.writer import write as write_moodle

FORMATS: tuple[Format, ...] = (
    Format(
        name="moodle",
        title="Moodle backup for Moodle 4.5 to 5.1",
        extension=".mbz",
        media_type="application/vnd.moodle.backup",
        write=write_moodle,
        deliveries=("native", "lti"),
        archives=("zip", "tar.gz"),
    ),
    Format(
        name="imscc-1.1",
        title="Common Cartridge 1.1 (Moodle, Canvas, Brightspace, Blackboard, Sakai, Open edX)",
        extension=".1.1.imscc",
        media_type="application/zip",
        write=write_1_1,
        deliveries=("native", "lti"),
    ),
    Format(
        name="imscc-1.3",
        title="Common Cartridge 1.3 (Canvas, Brightspace, Sakai)",
        extension=".1.3.imscc",
        media_type="application/zip",
        write=write_1_3,
        deliveries=("native", "lti"),
    ),
    Format(
        name="html",
        title="Self-contained web site that works from a file, zipped",
        extension=".html.zip",
        media_type="application/zip",
        write=write_html_site,
    ),
)


def get_format(name: str) -> Format:
    """Return the format of this name, or say which there are."""
    for row in FORMATS:
        if row.name == name:
            return row
    known = ", ".join(row.name for row in FORMATS)
    raise UsageError(f"--to {name}: there is no such format; choose one of {known}")
