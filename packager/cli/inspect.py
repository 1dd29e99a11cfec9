"""`poiju inspect FILE`: what a Moodle backup holds, what a site needs for it, what a restore would lose."""

from __future__ import annotations

import json
from pathlib import Path

import click

from packager.cli.inspection_text import text_lines
from packager.inspection.inspection import inspect_backup
from packager.inspection.site_files import write_site_files
from packager.inspection.sites import SITES, get_site


@click.command(name="inspect")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE.mbz")
@click.option(
    "--moodle",
    default=SITES[0].name,
    show_default=True,
    metavar="VERSION",
    help=f"The version of the site that will restore it: {', '.join(site.name for site in SITES)}.",
)
@click.option(
    "--site-files",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write here what the site needs first: competency frameworks to import, custom fields to create.",
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def inspect(file: Path, moodle: str, folder: Path | None, as_json: bool) -> None:
    """Look into a Moodle backup (2.0 or later), ours or not, without restoring it.

    Exits with 0 when it could be read, whatever was found, and with 3 when it is no backup, is damaged, or
    is dangerous to read.
    """
    seen = inspect_backup(file, get_site(moodle))
    written = write_site_files(seen.facts, folder) if folder else []
    if as_json:
        answer = seen.as_json() | {"site_files": [str(path) for path in written]}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    for line in text_lines(seen):
        click.echo(line)
    for path in written:
        click.echo(f"written: {path}")
