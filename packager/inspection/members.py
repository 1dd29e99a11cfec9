"""The files in a backup, one after the other, from a zip or a tar.gz, without unpacking anything to disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from packager.inspection.limits import BackupError, Meter
from packager.inspection.tar_members import TarEntry, tar_entries
from packager.member_names import shown, stays_inside

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_ENCRYPTED = 0x1


class Readable(Protocol):
    """What gives bytes in pieces."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the archive. Its content is there until the next member is asked for."""

    name: str
    size: int
    content: Readable


def archive_kind(path: Path) -> str:
    """Return `zip` or `tar.gz` by the first bytes. Raises BackupError for anything else."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise BackupError(f"it cannot be opened ({error.strerror})") from error
    if start == _ZIP:
        return "zip"
    if start[:2] == _GZIP:
        return "tar.gz"
    raise BackupError("it is neither a zip nor a tar.gz, so no Moodle backup of Moodle 2.0 or later")


def members(path: Path, meter: Meter) -> Iterator[Member]:
    """Yield each file of a backup once. Raises BackupError for a damaged or dangerous archive."""
    seen: set[str] = set()
    for name, member in _zip(path, meter) if archive_kind(path) == "zip" else _tar_gz(path, meter):
        safe = _safe_name(name)
        if safe in seen:
            raise BackupError(f"it holds {shown(safe)} twice")
        seen.add(safe)
        yield Member(safe, member[0], member[1])


def _zip(path: Path, meter: Meter) -> Iterator[tuple[str, tuple[int, Readable]]]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise BackupError(f"the zip is damaged or cut short ({error})") from error
    with archive:
        meter.check(sum(entry.file_size for entry in archive.infolist()))
        for entry in archive.infolist():
            meter.add_member()
            if not entry.filename:
                raise BackupError("it holds a file without a name")
            if entry.is_dir():
                _safe_name(entry.filename)
                continue
            _refuse_odd(entry)
            try:
                opened = archive.open(entry)
            except (zipfile.BadZipFile, RuntimeError, OSError, ValueError) as error:
                raise BackupError(f"the zip is damaged at {shown(entry.filename)} ({error})") from error
            with opened:
                yield entry.filename, (entry.file_size, _Metered(opened, meter, entry.filename))


def _refuse_odd(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise BackupError(f"{shown(entry.filename)} is encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BackupError(f"{shown(entry.filename)} is compressed in a way that Moodle does not read")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BackupError(f"{shown(entry.filename)} is a link to another file")


def _tar_gz(path: Path, meter: Meter) -> Iterator[tuple[str, tuple[int, Readable]]]:
    with path.open("rb") as raw:
        for entry in tar_entries(raw, meter):
            name = entry.name.removeprefix("./")
            if entry.kind is TarEntry.Kind.FOLDER:
                if name.rstrip("/"):
                    _safe_name(name)
            elif entry.kind is TarEntry.Kind.FILE:
                yield name, (entry.size, entry)
            else:
                raise BackupError(f"{shown(name)} is a link or a device, not a file")


class _Metered:
    """A file of a zip: counted, and its damage told in our words."""

    def __init__(self, source: Readable, meter: Meter, name: str) -> None:
        self._source = source
        self._meter = meter
        self._name = name

    def read(self, size: int, /) -> bytes:
        try:
            piece = self._source.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise BackupError(f"the zip is damaged at {shown(self._name)} ({error})") from error
        self._meter.add(len(piece))
        return piece


def _safe_name(name: str) -> str:
    """Return a name that stays inside the archive. Raises BackupError for one that leads out of it."""
    if not stays_inside(name):
        raise BackupError(f"the name {shown(name)} leads out of the archive")
    return name.rstrip("/")


def read_pieces(content: Readable, size: int = 1 << 16) -> Iterator[bytes]:
    """Yield a content in pieces."""
    while piece := content.read(size):
        yield piece
