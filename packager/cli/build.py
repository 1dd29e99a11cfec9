"""`poiju build MODULE... --to FORMAT`: packages, the pages beside them, and what was lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import click

from packager.archive import Progress
from packager.build import Built, Order, build_module, bytes_to_write
from packager.cli.amounts import size_text
from packager.cli.definitions import modules_argument, named, overlay_option
from packager.definition.problems import DefinitionError
from packager.definition.reader import read_module
from packager.document.module import Module
from packager.errors import UsageError
from packager.formats.base import ArchiveKind, Delivery, Format
from packager.formats.table import FORMATS, get_format
from packager.notes import Note
from packager.site_files import check_site_files, write_site_files

LONG_WORK = 64 << 20
"""Bytes of media from which a progress bar is worth its line."""


@click.command()
@modules_argument
@click.option(
    "--to",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="A format, or 'all'; repeat for more. `poiju formats` lists them.",
)
@click.option(
    "--lang", "languages", multiple=True, help="A language; repeat for more. Default: one package for each."
)
@overlay_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Where to write. Default: here.",
)
@click.option(
    "--delivery",
    type=click.Choice(["native", "lti"]),
    default="native",
    help="lti: a link to the tool for each unit.",
)
@click.option(
    "--tool-url", default="", help="The tool's address, for --delivery lti: https://poiju.example.fi"
)
@click.option(
    "--archive",
    type=click.Choice(["zip", "tar.gz"]),
    default="zip",
    help="tar.gz: for Moodle backups, as Moodle itself writes them.",
)
@click.option(
    "--site-files",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write here what a Moodle site needs first: competency frameworks, custom fields.",
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def build(
    folders: tuple[Path, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    overlay: Path | None,
    out: Path,
    delivery: str,
    tool_url: str,
    archive: str,
    site_files: Path | None,
    as_json: bool,
) -> None:
    """Build packages of modules. A failed build leaves earlier packages as they were."""
    order = Order(
        formats=_formats(formats),
        languages=languages,
        out=out,
        delivery=cast(Delivery, delivery),
        tool_url=tool_url,
        archive=cast(ArchiveKind, archive),
    )
    if site_files:
        check_site_files(order.formats)
    modules = _read(folders, overlay, quiet=as_json)
    with _progress(sum(bytes_to_write(module, order) for module in modules), quiet=as_json) as progress:
        built = [package for module in modules for package in build_module(module, order, progress)]
    written = write_site_files(modules, languages, site_files) if site_files else []
    if as_json:
        answer = {"packages": [one.as_json() for one in built], "site_files": [str(one) for one in written]}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    _print(built)
    for path in written:
        click.echo(f"written: {path}")


def _formats(names: tuple[str, ...]) -> tuple[Format, ...]:
    if not names:
        known = ", ".join(row.name for row in FORMATS)
        raise UsageError(f"--to is missing: add --to and one of {known}, or --to all")
    if "all" in names:
        return FORMATS
    return tuple(get_format(name) for name in dict.fromkeys(names))


def _read(folders: tuple[Path, ...], overlay: Path | None, *, quiet: bool) -> list[Module]:
    """Return the modules of all folders, or report the mistakes of all of them at once."""
    read = {folder: read_module(folder, overlay=overlay) for folder in dict.fromkeys(folders)}
    errors = [
        named(one, folder, folders) for folder, (_, problems) in read.items() for one in problems.errors
    ]
    if errors:
        raise DefinitionError(errors)
    for folder, (_, problems) in read.items():
        for one in () if quiet else problems.warnings:
            click.echo(str(named(one, folder, folders)), err=True)
    return [module for module, _ in read.values() if module is not None]


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Progress]:
    if quiet or total < LONG_WORK or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=total, label="Building", file=sys.stderr) as bar:
        yield bar.update


def _print(built: list[Built]) -> None:
    width = max(len(one.path.name) for one in built)
    for one in built:
        click.echo(f"{one.path.name:<{width}}  {size_text(one.size):>7}  {one.contents_text}")
    for note in _once(built):
        click.echo(f"note: {note}")


def _once(built: list[Built]) -> Iterator[Note]:
    """Yield each note once, though every language repeats it with its own file."""
    seen = set()
    for package in built:
        for note in package.notes:
            key = (note.format, note.loss, note.place, note.text)
            if key not in seen:
                seen.add(key)
                yield note
