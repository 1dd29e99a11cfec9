"""Archives that are the same bytes for the same input, written in a stream and whole or not at all."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from packager.copying import copy_into
from packager.document.assets import Asset
from packager.replacing import replacing
from packager.sums import PIECE, sums_of
from packager.zip_records import DEFLATED, LARGE, STORED, Entry, directory

LEVEL = 6
_RAW = -15  # deflate without zlib's own header, with its widest window

Progress = Callable[[int], None]
"""Told how many bytes of media were written since the last call."""


class Archive(Protocol):
    """Where a writer puts the files of a package. Names use `/`; each name is given once."""

    def add(self, name: str, content: bytes) -> None:
        """Add a small file from memory."""

    def add_asset(self, name: str, asset: Asset) -> None:
        """Add a media file by reading it in pieces."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A file that stands in an archive byte for byte, from `offset` on."""

    offset: int
    asset: Asset


class ZipArchive:
    """A zip of fixed dates and modes. What is compressed already is stored."""

    def __init__(self, target: BinaryIO, progress: Progress = lambda _: None) -> None:
        self._target = target
        self._progress = progress
        self._entries: dict[str, Entry] = {}
        self._offset = 0
        self.media: list[Medium] = []

    def add(self, name: str, content: bytes) -> None:
        """Add a small file from memory."""
        squeezed = zlib.compress(content, LEVEL, wbits=_RAW)
        entry = self._entry(
            name, DEFLATED, size=len(content), squeezed=len(squeezed), crc32=zlib.crc32(content)
        )
        self._write(entry.local())
        self._write(squeezed)

    def add_asset(self, name: str, asset: Asset) -> None:
        """Add a media file by reading it in pieces, or letting the system copy it."""
        if not asset.compressed:
            self._squeeze(name, asset)
            return
        sums = asset.sums or sums_of(asset.location)
        size = sums.size
        entry = self._entry(name, STORED, size=size, squeezed=size, crc32=sums.crc32, wide=_is_wide(size))
        self._write(entry.local())
        self.media.append(Medium(self._offset, asset))
        copy_into(self._target, asset.location, sums.stamp, self._progress)
        self._offset += size

    def close(self) -> None:
        """Write the directory: before, it is no zip."""
        self._target.write(directory(list(self._entries.values()), self._offset))

    def _squeeze(self, name: str, asset: Asset) -> None:
        entry = self._entry(name, DEFLATED, wide=_is_wide(asset.size))
        self._write(entry.local())
        begun = self._offset
        squeezer = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
        with asset.location.open("rb") as source:
            while piece := source.read(PIECE):
                entry.size += len(piece)
                entry.crc32 = zlib.crc32(piece, entry.crc32)
                self._write(squeezer.compress(piece))
                self._progress(len(piece))
        self._write(squeezer.flush())
        entry.squeezed = self._offset - begun
        self._target.seek(entry.offset)
        self._target.write(entry.local())  # now that its sizes are known
        self._target.seek(self._offset)

    def _entry(
        self, name: str, method: int, *, size: int = 0, squeezed: int = 0, crc32: int = 0, wide: bool = False
    ) -> Entry:
        if name in self._entries:
            raise ValueError(f"{name} is in the archive already")
        entry = Entry(name, method, size, squeezed, crc32, self._offset, wide)
        self._entries[name] = entry
        return entry

    def _write(self, content: bytes) -> None:
        self._target.write(content)
        self._offset += len(content)


def _is_wide(size: int) -> bool:
    """Tell whether a header needs sizes of 64 bits; deflate may lengthen what does not compress."""
    return size * 1.05 > LARGE


@contextmanager
def zip_archive(target: Path, progress: Progress = lambda _: None) -> Iterator[ZipArchive]:
    """Open a zip that appears at `target` only when the block ends well."""
    with replacing(target) as temporary, temporary.open("wb") as out:
        archive = ZipArchive(out, progress)
        yield archive
        archive.close()
