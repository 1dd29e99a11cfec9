"""From a module to packages: an edition per language, a writer per format, a page beside each package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from packager.archive import Archive, Medium, Progress, ZipArchive, zip_archive
from packager.built import Built
from packager.changes import Changes
from packager.delivery_page import delivery_page
from packager.document.course import Course
from packager.document.edition import Edition
from packager.document.module import Module
from packager.errors import UsageError
from packager.formats.base import ArchiveKind, Format, Job, Writer
from packager.notes import Notes
from packager.order import Order
from packager.replacing import replacing
from packager.tar_archive import tar_gz_archive

__all__ = ["Built", "Order", "build_module", "build_package", "languages_of", "write_package"]

_ARCHIVES: Mapping[ArchiveKind, Callable[[Path, Progress], AbstractContextManager[Archive]]] = {
    "zip": zip_archive,
    "tar.gz": tar_gz_archive,
}


def build_module(module: Module, order: Order, progress: Progress = lambda _: None) -> Iterator[Built]:
    """Write and yield each package of a module. Raises UsageError for a language that it has not."""
    editions = [Edition(module, one) for one in languages_of(module.id, module.languages, order)]
    for row in order.formats:
        for edition in editions:
            yield build_package(edition, row, order, progress)[0]


def languages_of(module_id: str, there: tuple[str, ...], order: Order) -> tuple[str, ...]:
    """Return the languages to build of a module. Raises UsageError for one that it has not."""
    for language in order.languages:
        if language not in there:
            raise UsageError(f"--lang {language}: {module_id} is written in {', '.join(there)}")
    return there[:1] if order.multilang else order.languages or there


def build_package(
    edition: Edition, row: Format, order: Order, progress: Progress = lambda _: None
) -> tuple[Built, Sequence[Medium]]:
    """Write one package and the page beside it; also return the files that stand in it byte for byte."""
    module = edition.module
    path = order.out / f"{module.id}-{module.version}{order.ending(edition.language)}{row.extension}"
    return write_package(path, edition, row, order, row.write, progress)


def write_package(
    path: Path,
    edition: Edition,
    row: Format,
    order: Order,
    write: Writer,
    progress: Progress,
    update: Changes | None = None,
    course: Course | None = None,
) -> tuple[Built, Sequence[Medium]]:
    """Write a package with a writer of its format, and the page beside it; see `build_package`. `course` is
    the whole where the package holds several modules."""
    notes = Notes(row.name)
    job = Job(
        edition=edition,
        notes=notes,
        delivery=order.delivery,
        tool_url=order.tool_url.rstrip("/"),
        multilang=order.multilang,
        moodle=order.moodle,
    )
    with _ARCHIVES[order.archive](path, progress) as archive:
        contents = write(job, archive)
    size = path.stat().st_size
    page = path.with_name(f"{path.name}.html")
    with replacing(page) as temporary:
        temporary.write_bytes(
            delivery_page(
                edition, row, contents, tuple(notes), path.name, size,
                language=order.page_language, update=update, course=course,
            )
        )  # fmt: skip
    built = Built(
        path=path,
        page=page,
        module_id=course.id if course else edition.module.id,
        format=row.name,
        language=edition.language,
        size=size,
        contents=contents,
        notes=tuple(notes),
    )
    return built, archive.media if isinstance(archive, ZipArchive) else ()
