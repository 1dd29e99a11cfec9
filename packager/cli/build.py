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
from packager.definition.problems import DefinitionError, Problems
from packager.definition.reader import read_module
from packager.document.module import Module
from packager.errors import UsageError
from packager.formats.base import ArchiveKind, Delivery, Format
from packager.formats.table import FORMATS, get_format
from packager.notes import Note

LONG_WORK = 64 << 20
"""Bytes of media from which a progress bar is worth its line."""


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="MODULE...",
)
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    metavar="FORMAT",
    help="A format, or 'all'; repeat for more.",
)
@click.option(
    "--lang", "languages", multiple=True, help="A language; repeat for more. Default: one package for each."
)
@click.option(
    "--overlay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The institution's own fields.",
)
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
    modules = [_read(folder, overlay, quiet=as_json) for folder in folders]
    with _progress(sum(bytes_to_write(module, order) for module in modules), quiet=as_json) as progress:
        built = [package for module in modules for package in build_module(module, order, progress)]
    if as_json:
        click.echo(json.dumps({"packages": [one.as_json() for one in built]}, indent=2, ensure_ascii=False))
    else:
        _print(built)


def _formats(names: tuple[str, ...]) -> tuple[Format, ...]:
    if "all" in names:
        return FORMATS
    return tuple(get_format(name) for name in dict.fromkeys(names))


def _read(folder: Path, overlay: Path | None, *, quiet: bool) -> Module:
    module, problems = read_module(folder, overlay=overlay)
    if module is None:
        raise _mistakes(folder, problems)
    if not quiet:
        for one in problems.warnings:
            click.echo(str(one), err=True)
    return module


def _mistakes(folder: Path, problems: Problems) -> DefinitionError | UsageError:
    if problems.errors:
        return DefinitionError(problems.errors)
    return UsageError(f"{folder}: there is no module here; poiju new {folder} makes one")


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


def size_text(size: int) -> str:
    """Return "412 KB", "1.2 MB"."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{max(1, round(size / 1024))} KB"
