"""From a module to packages: an edition per language, a writer per format, a page beside each package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from packager.archive import Archive, Progress, replacing, zip_archive
from packager.delivery_page import delivery_page
from packager.document.edition import Edition
from packager.document.module import Module
from packager.errors import UsageError
from packager.formats.base import ArchiveKind, Contents, Delivery, Format, Job
from packager.notes import Note, Notes
from packager.tar_archive import tar_gz_archive

_ARCHIVES: Mapping[ArchiveKind, Callable[[Path, Progress], AbstractContextManager[Archive]]] = {
    "zip": zip_archive,
    "tar.gz": tar_gz_archive,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to build. Without languages: a package for each of the module's."""

    formats: tuple[Format, ...]
    out: Path
    languages: tuple[str, ...] = ()
    delivery: Delivery = "native"
    tool_url: str = ""
    archive: ArchiveKind = "zip"

    def __post_init__(self) -> None:
        for row in self.formats:
            if self.archive not in row.archives:
                raise UsageError(
                    f"--archive {self.archive}: the format {row.name} is always a zip; build it without"
                )
        if self.delivery == "native":
            return
        address = urlsplit(self.tool_url)
        if (
            address.scheme not in ("https", "http")
            or not address.hostname
            or address.query
            or address.fragment
        ):
            raise UsageError("--delivery lti: --tool-url says where the tool is, as https://poiju.example.fi")
        for row in self.formats:
            if "lti" not in row.deliveries:
                raise UsageError(
                    f"--delivery lti: the format {row.name} holds no LTI links; build it without"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A package that was written: `page` stands beside it and tells what arrives and what the site needs."""

    path: Path
    page: Path
    module_id: str
    format: str
    language: str
    size: int
    contents: Contents
    notes: tuple[Note, ...]

    @property
    def contents_text(self) -> str:
        """Return the counts on one line: `1 assign, 3 page, 1 quiz, 10 questions`."""
        counts = [f"{number} {name}" for name, number in sorted(self.contents.items.items())]
        if self.contents.questions:
            counts.append(f"{self.contents.questions} questions")
        return ", ".join(counts)

    def as_json(self) -> dict[str, object]:
        """Return the package as JSON types."""
        return {
            "path": str(self.path),
            "page": str(self.page),
            "module": self.module_id,
            "format": self.format,
            "language": self.language,
            "size": self.size,
            "items": self.contents.items,
            "questions": self.contents.questions,
            "notes": [note.as_json() for note in self.notes],
        }


def build_module(module: Module, order: Order, progress: Progress = lambda _: None) -> Iterator[Built]:
    """Write and yield each package of a module. Raises UsageError for a language that it has not."""
    for row in order.formats:
        for language in _languages(module, order):
            yield _build_one(Edition(module, language), row, order, progress)


def bytes_to_write(module: Module, order: Order) -> int:
    """Return the bytes of media that building this order reads, for a progress bar."""
    media = sum(asset.size for asset in module.assets.values())
    return media * len(order.formats) * len(_languages(module, order))


def _languages(module: Module, order: Order) -> tuple[str, ...]:
    for language in order.languages:
        if language not in module.languages:
            there = ", ".join(module.languages)
            raise UsageError(f"--lang {language}: {module.id} is written in {there}")
    return order.languages or module.languages


def _build_one(edition: Edition, row: Format, order: Order, progress: Progress) -> Built:
    stem = f"{edition.module.id}-{edition.module.version}.{edition.language}"
    path = order.out / f"{stem}{'.lti' if order.delivery == 'lti' else ''}{row.extension}"
    notes = Notes(row.name)
    job = Job(edition=edition, notes=notes, delivery=order.delivery, tool_url=order.tool_url.rstrip("/"))
    with _ARCHIVES[order.archive](path, progress) as archive:
        contents = row.write(job, archive)
    size = path.stat().st_size
    page = path.with_name(f"{path.name}.html")
    with replacing(page) as temporary:
        temporary.write_bytes(delivery_page(edition, row, contents, tuple(notes), path.name, size))
    return Built(
        path=path,
        page=page,
        module_id=edition.module.id,
        format=row.name,
        language=edition.language,
        size=size,
        contents=contents,
        notes=tuple(notes),
    )
