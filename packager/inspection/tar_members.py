"""Reads a tar.gz as a stream: headers by the standard library, sizes and names held within limits.

`tarfile` itself ends in silence at a damaged header and reads extended headers of any size into memory.
"""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import IO

from packager.inspection.limits import BackupError, Meter

_BLOCK = tarfile.BLOCKSIZE
_LONGEST_EXTENSION = 1 << 16
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE)


class _Stream:
    """Unpacked bytes, counted; damage is told in our words."""

    def __init__(self, raw: IO[bytes], meter: Meter) -> None:
        self._unpacked = gzip.GzipFile(fileobj=raw)
        self._meter = meter

    def read(self, size: int) -> bytes:
        try:
            piece = self._unpacked.read(size)
        except (EOFError, zlib.error, OSError) as error:
            raise BackupError(f"the tar.gz is damaged or cut short ({error})") from error
        self._meter.add(len(piece))
        return piece

    def exactly(self, size: int) -> bytes:
        """Return so many bytes. Raises BackupError when there are fewer."""
        parts = []
        while size and (piece := self.read(size)):
            parts.append(piece)
            size -= len(piece)
        if size:
            raise BackupError("the tar.gz is cut short")
        return b"".join(parts)


class TarEntry:
    """A file, folder or other thing in a tar. Its content is there until the next one is asked for."""

    class Kind(Enum):
        """What stands in the tar."""

        FILE = auto()
        FOLDER = auto()
        OTHER = auto()

    def __init__(self, stream: _Stream, kind: Kind, name: str, size: int) -> None:
        self.kind = kind
        self.name = name
        self.size = size
        self._stream = stream
        self._left = size

    def read(self, size: int, /) -> bytes:
        """Return the next bytes of a file."""
        wanted = min(size, self._left)
        piece = self._stream.read(wanted) if wanted else b""
        if wanted and not piece:
            raise BackupError("the tar.gz is cut short")
        self._left -= len(piece)
        return piece

    def skip(self) -> None:
        """Go to the next header."""
        while self.read(1 << 16):
            pass
        self._stream.exactly(-self.size % _BLOCK)


def tar_entries(raw: IO[bytes], meter: Meter) -> Iterator[TarEntry]:
    """Yield what stands in a tar.gz. Raises BackupError when it is damaged."""
    stream = _Stream(raw, meter)
    extension: dict[str, str] = {}
    while any(block := stream.exactly(_BLOCK)):
        header = _header(block)
        if header.type in (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME):
            if header.type != tarfile.XGLTYPE:
                extension.update(_extension(stream, header))
            else:
                _extension(stream, header)
            continue
        meter.add_member()
        entry = _entry(stream, header, extension)
        extension = {}
        yield entry
        entry.skip()
    while stream.read(1 << 16):  # the last block of gzip proves that nothing is missing
        pass


def _header(block: bytes) -> tarfile.TarInfo:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        raise BackupError(f"the tar in it is damaged or none ({error})") from error
    if header.size < 0:
        raise BackupError("the tar in it is damaged (a size below zero)")
    return header


def _entry(stream: _Stream, header: tarfile.TarInfo, extension: Mapping[str, str]) -> TarEntry:
    name = extension.get("path", header.name)
    said = extension.get("size", str(header.size))
    if not (said.isascii() and said.isdigit()):
        raise BackupError("the tar in it is damaged (a size that is no number)")
    if header.isdir() or (header.type in _FILES and name.endswith("/")):
        return TarEntry(stream, TarEntry.Kind.FOLDER, name, int(said))
    kind = TarEntry.Kind.FILE if header.type in _FILES else TarEntry.Kind.OTHER
    return TarEntry(stream, kind, name, int(said))


def _extension(stream: _Stream, header: tarfile.TarInfo) -> dict[str, str]:
    """Return the fields of an extended header: `path`, `size` and others that do not matter here."""
    if header.size > _LONGEST_EXTENSION:
        raise BackupError("the tar in it has an extended header above all measure")
    content = stream.exactly(header.size)
    stream.exactly(-header.size % _BLOCK)
    if header.type == tarfile.GNUTYPE_LONGNAME:
        return {"path": content.rstrip(b"\0").decode("utf-8", "surrogateescape")}
    return dict(_pax_fields(content))


def _pax_fields(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the records of a pax header, each as `<length> <key>=<value>` and a line end (POSIX.1-2001)."""
    while content:
        length, _, rest = content.partition(b" ")
        if not (length.isdigit() and len(length) < 8 and len(length) + 1 < int(length) <= len(content)):
            raise BackupError("the tar in it has a damaged extended header")
        record = rest[: int(length) - len(length) - 1]
        key, _, value = record.rstrip(b"\n").partition(b"=")
        yield key.decode("utf-8", "surrogateescape"), value.decode("utf-8", "surrogateescape")
        content = content[int(length) :]
