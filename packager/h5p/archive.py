"""The files of an H5P package, read from its zip within limits. Nothing is unpacked to disk."""

from __future__ import annotations

import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from packager.member_names import shown, stays_inside

_ENCRYPTED = 0x1
_HIDDEN = re.compile(r"(?:^|/)[._]")

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises for bytes that are no zip, or one that it cannot read."""

MOST_FILES = 20_000
MOST_UNPACKED = 4 << 30
MOST_JSON = 32 << 20
_RATIO, _RATIO_FROM = 200, 64 << 20
"""A small package may shrink as it likes; text shrinks to a tenth, media hardly at all."""


class PackageError(Exception):
    """A package cannot be read, or it is dangerous to read it. Says what is wrong and what to do."""


class PackageFiles:
    """The files of a package by name. H5P skips those whose name, or a folder's, begins with . or _."""

    def __init__(self, file: IO[bytes], packed: int) -> None:
        """Open a package of `packed` bytes. Raises PackageError."""
        try:
            self._zip = zipfile.ZipFile(file)
        except _DAMAGE as error:
            raise PackageError(
                "is no zip archive, so no H5P package: export it again where it was made"
            ) from error
        self.folders: list[str] = []  # entries for folders, which H5P refuses
        self._entries = self._listed(packed)

    def _listed(self, packed: int) -> dict[str, zipfile.ZipInfo]:
        entries = self._zip.infolist()
        if len(entries) > MOST_FILES:
            raise PackageError(f"holds more than {MOST_FILES} files: make it smaller")
        most = min(MOST_UNPACKED, max(_RATIO_FROM, packed * _RATIO))
        if sum(entry.file_size for entry in entries) > most:
            raise PackageError(f"unpacks to more than {most >> 20} MB: make its media smaller")
        listed: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = _safe_name(entry.filename)
            if entry.is_dir():
                self.folders += [] if _HIDDEN.search(name) else [name]
                continue
            _refuse_odd(entry)
            if name in listed:
                raise PackageError(f"holds {shown(name)} twice: export it again")
            listed[name] = entry
        return {name: entry for name, entry in listed.items() if not _HIDDEN.search(name)}

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def json(self, name: str) -> Any:
        """Return a file of the package as JSON types. Raises PackageError."""
        entry = self._entries.get(name)
        if entry is None:
            raise PackageError(f"holds no {shown(name)}: export it again where it was made")
        if entry.file_size > MOST_JSON:
            raise PackageError(f"its {name} is larger than {MOST_JSON >> 20} MB: make it smaller")
        try:
            with self._zip.open(entry) as opened:
                content = opened.read(MOST_JSON)
        except _DAMAGE as error:
            raise PackageError(f"is damaged at {shown(name)}: export it again") from error
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise PackageError(f"its {shown(name)} is no JSON: export it again where it was made") from error


def _refuse_odd(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise PackageError(f"{shown(entry.filename)} in it is encrypted: export it again without a password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PackageError(f"{shown(entry.filename)} in it is packed in a way that H5P does not read")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise PackageError(
            f"{shown(entry.filename)} in it is a link to another file: put the file itself there"
        )


def _safe_name(name: str) -> str:
    """Return a name that stays inside the package. Raises PackageError for one that leads out of it."""
    if not stays_inside(name):
        raise PackageError(f"the name {shown(name)} in it leads out of the package: do not use this file")
    return name.rstrip("/")
