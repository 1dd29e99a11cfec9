"""Moodle's other archive: tar.gz with its index in front, the same bytes for the same input."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from packager.archive import Progress
from packager.document.assets import Asset
from packager.errors import PoijuError, UsageError
from packager.replacing import replacing

INDEX_NAME = ".ARCHIVE_INDEX"
"""Moodle writes and reads this member first: it then knows all names and sizes without unpacking."""

_LARGEST = (8 << 30) - 1  # eleven octal digits of ustar, the only tar that Moodle's own reader knows
_LONGEST_NAME = 100  # of ustar without a prefix
_MOMENT = 315532800  # 1980-01-01, as in our zips: GNU tar warns about a time of zero


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    size: int
    content: bytes | Asset


class TarGzArchive:
    """A tar.gz of fixed dates, owners and modes.

    A tar says sizes before content and Moodle's index says all sizes before everything, so texts wait in
    memory and media by their place on disk until `write_to` writes them, in the order in which they came.
    """

    def __init__(self, progress: Progress = lambda _: None) -> None:
        self._progress = progress
        self._members: dict[str, _Member] = {}

    def add(self, name: str, content: bytes) -> None:
        """Add a small file from memory."""
        self._keep(_Member(name, len(content), content))

    def add_asset(self, name: str, asset: Asset) -> None:
        """Add a media file, which will be read in pieces. Raises UsageError when a tar cannot hold it."""
        if asset.size > _LARGEST:
            raise UsageError(
                f"--archive tar.gz: {asset.path} is above the 8 GB that a tar holds; build a zip"
            )
        self._keep(_Member(name, asset.size, asset))

    def write_to(self, target: IO[bytes]) -> None:
        """Write the index and all members."""
        # No name and no time in gzip's header: they would differ from one build to the next.
        with (
            gzip.GzipFile(filename="", mode="wb", fileobj=target, compresslevel=6, mtime=0) as squeezed,
            tarfile.open(fileobj=squeezed, mode="w", format=tarfile.USTAR_FORMAT) as tar,
        ):
            index = self._index()
            tar.addfile(_header(INDEX_NAME, len(index)), io.BytesIO(index))
            for member in self._members.values():
                self._write(tar, member)

    def _keep(self, member: _Member) -> None:
        if member.name in self._members:
            raise ValueError(f"{member.name} is in the archive already")
        if len(member.name) > _LONGEST_NAME or not member.name.isascii():
            raise ValueError(f"{member.name}: a tar that Moodle reads has ASCII names up to {_LONGEST_NAME}")
        self._members[member.name] = member

    def _index(self) -> bytes:
        """Return the index as Moodle 4.5 writes it (lib/filestorage/tgz_packer.php)."""
        lines = [f"Moodle archive file index. Count: {len(self._members)}\n"]
        lines += [f"{one.name}\tf\t{one.size}\t{_MOMENT}\n" for one in self._members.values()]
        return "".join(lines).encode("ascii")

    def _write(self, tar: tarfile.TarFile, member: _Member) -> None:
        header = _header(member.name, member.size)
        if isinstance(member.content, bytes):
            tar.addfile(header, io.BytesIO(member.content))
            return
        with member.content.location.open("rb") as source:
            if os.fstat(source.fileno()).st_size != member.size:
                raise PoijuError(f"{member.content.path} changed during the build; build again")
            tar.addfile(header, _Reported(source, self._progress))


class _Reported:
    """A file whose reading is told to a progress bar."""

    def __init__(self, source: IO[bytes], progress: Progress) -> None:
        self._source = source
        self._progress = progress

    def read(self, size: int = -1) -> bytes:
        """Read a piece."""
        piece = self._source.read(size)
        self._progress(len(piece))
        return piece


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)  # its owner is 0:0 without names, its mode 0644
    header.size = size
    header.mtime = _MOMENT
    return header


@contextmanager
def tar_gz_archive(target: Path, progress: Progress = lambda _: None) -> Iterator[TarGzArchive]:
    """Yield a tar.gz that appears at `target` only when the block ends well."""
    archive = TarGzArchive(progress)
    yield archive
    with replacing(target) as temporary, temporary.open("wb") as out:
        archive.write_to(out)
