"""`poiju build MODULE... --to FORMAT`: packages, the pages beside them, and what was lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from packager.built import Built
from packager.cache.cache import Cache
from packager.cache.place import VARIABLE, cache_folder
from packager.cli.amounts import size_text
from packager.cli.definitions import folders_argument, overlay_option
from packager.errors import UsageError
from packager.formats.base import ArchiveKind, Delivery, Format
from packager.formats.table import FORMATS, get_format
from packager.library import build_folders
from packager.notes import Note
from packager.order import Order

if TYPE_CHECKING:
    from packager.archive import Progress
    from packager.definition.problems import Problem
    from packager.document.module import Module

LONG_WORK = 64 << 20
"""Bytes of media from which a progress bar is worth its line."""


@click.command()
@folders_argument
@click.option("--path", "path_name", default="", help="A path of paths.yaml: its modules in one course.")
@click.option("--together", is_flag=True, help="These modules in one course, in this order.")
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
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, help="How many processes work at once. Default: 1."
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"Where packages of unchanged modules are kept. Default: {VARIABLE}, or the user's caches.",
)
@click.option("--no-cache", is_flag=True, help="Build all anew and keep nothing.")
@click.option("--moodle", default="", metavar="RELEASE", help="A Moodle before 4.5, as 4.1: untested.")
@click.option(
    "--multilang", is_flag=True, help="One Moodle backup with all languages, for Moodle's own filter."
)
@click.option(
    "--page-lang", "page_language", default="", help="The language of the page beside each package."
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def build(
    folders: tuple[Path, ...],
    path_name: str,
    together: bool,
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    overlay: Path | None,
    out: Path,
    delivery: str,
    tool_url: str,
    archive: str,
    site_files: Path | None,
    jobs: int,
    cache: Path | None,
    no_cache: bool,
    moodle: str,
    multilang: bool,
    page_language: str,
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
        moodle=moodle,
        multilang=multilang,
        page_language=page_language,
    )
    if site_files and not any(row.name == "moodle" for row in order.formats):
        raise UsageError("--site-files: only a Moodle site has a use for them; add --to moodle")

    modules: tuple[Module, ...] = ()
    tell = _silent if as_json else _tell
    if path_name or together:
        built, modules = _course(order, folders, path_name, together, overlay, tell)
    elif not folders:
        raise UsageError("name the folder of a module, or a path with --path")
    else:
        kept = None if no_cache else cache or cache_folder()
        found, bar = Cache(kept) if kept else None, partial(_progress, quiet=as_json)
        built = build_folders(folders, order, overlay=overlay, jobs=jobs, cache=found, tell=tell, bar=bar)
    written = _site_files(modules or _read(folders, overlay), languages, site_files) if site_files else []
    _say(built, written, as_json=as_json)


def _course(
    order: Order,
    folders: tuple[Path, ...],
    path: str,
    together: bool,
    overlay: Path | None,
    tell: Callable[[Problem], None],
) -> tuple[list[Built], tuple[Module, ...]]:
    """Build the course of a path or of several modules together; return it with its modules."""
    from packager.cli.courses import course_to_build  # brings the reader
    from packager.course_build import build_course  # brings all that writes

    course = course_to_build(folders, path, together, overlay, tell)
    return list(build_course(course, order)), tuple(course.modules)


def _tell(problem: Problem) -> None:
    click.echo(str(problem), err=True)


def _silent(problem: Problem) -> None:
    """Say nothing: JSON stands alone."""


def _say(built: list[Built], written: list[Path], *, as_json: bool) -> None:
    """Say what was built, and what was written beside it."""
    if as_json:
        answer = {"packages": [one.as_json() for one in built], "site_files": [str(one) for one in written]}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    _print(built)
    for path in written:
        click.echo(f"written: {path}")


def _read(folders: tuple[Path, ...], overlay: Path | None) -> tuple[Module, ...]:
    from packager.definition.reader import load_module  # a cache that has all needs no reader

    return tuple(load_module(one, overlay) for one in folders)


def _site_files(modules: tuple[Module, ...], languages: tuple[str, ...], target: Path) -> list[Path]:
    """Write what a site needs before the packages are taken in."""
    from packager.site_files import write_site_files

    return write_site_files(modules, languages, target)


def _formats(names: tuple[str, ...]) -> tuple[Format, ...]:
    if not names:
        known = ", ".join(row.name for row in FORMATS)
        raise UsageError(f"--to is missing: add --to and one of {known}, or --to all")
    if "all" in names:
        return FORMATS
    return tuple(get_format(name) for name in dict.fromkeys(names))


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
