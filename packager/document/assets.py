"""Files that travel with a module: pictures, sounds, films, templates to fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from packager.document.words import Words

# What is compressed already is stored in archives, not squeezed again.
COMPRESSED = frozenset(
    {"png", "jpg", "jpeg", "gif", "webp", "avif", "mp3", "m4a", "ogg", "oga", "opus", "mp4", "m4v", "webm"}
    | {
        "ogv",
        "mov",
        "zip",
        "docx",
        "xlsx",
        "pptx",
        "odt",
        "ods",
        "odp",
        "epub",
        "h5p",
        "pdf",
        "woff2",
        "7z",
        "gz",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who made it, under which licence, from where."""

    author: str
    licence: str
    source: str | None = None
    title: Words | None = None


Stamp = tuple[int, int, int, int]
"""Size, times of writing and of change, number on the disk: what tells a file from its later self."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What one reading of a file told, and the file's stamp when the reading began."""

    size: int
    sha1: str
    crc32: int
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file. `path` is its name inside the module (`media/alignment.svg`); its bytes are read from
    `location` in pieces, never whole. `sha1` is what Moodle calls the content hash. `sums` lets an archive
    copy the file without reading it again."""

    path: str
    media_type: str
    size: int
    sha1: str
    credit: Credit | None = None
    location: Path = field(default=Path(), compare=False)
    sums: Sums | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def compressed(self) -> bool:
        """Whether squeezing it again is useless."""
        return self.path.rpartition(".")[2].lower() in COMPRESSED
