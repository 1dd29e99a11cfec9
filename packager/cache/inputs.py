"""The files that reading a module may open, each with its hash."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packager.document.assets import COMPRESSED, Stamp, Sums
from packager.sums import PIECE, stamp_of, sums_of

_TEXTS = re.compile(r"[a-z]{2,3}(?:-.*)?")  # a language's folder (`LANGUAGE`, said without loading models)
_FILE, _MEDIA = "module.yaml", "media"
_COARSE = 2_000_000_000  # nanoseconds: of the coarsest clock of a file system (FAT)


class Unsure(Exception):  # noqa: N818  # no error: such a module is built without the cache
    """A folder holds what a hash of its files does not describe: links, devices, unreadable files."""


@dataclass(frozen=True, slots=True)
class Hashed:
    """A file with its hash when it was looked at. `sums`: of a file that goes into packages as it is."""

    path: str
    digest: bytes
    stamp: Stamp
    sums: Sums | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files by their name below a folder, and when (in nanoseconds) hashing began."""

    files: Mapping[str, Hashed]
    began: int

    @property
    def digest(self) -> bytes:
        """One hash for names and contents."""
        whole = hashlib.sha256()
        for name, one in sorted(self.files.items()):
            whole.update(os.fsencode(name) + b"\0" + one.digest)
        return whole.digest()

    @property
    def sums(self) -> dict[Path, Sums]:
        """What is known of media files, by their place."""
        return {Path(one.path): one.sums for one in self.files.values() if one.sums}

    def unchanged(self) -> bool:
        """Tell whether all files are still what they were.

        A stamp that is old tells; one from about the time of hashing does not, as two writings within one
        tick of the file system's clock look the same: such a file is hashed again.
        """
        return all(self._same(one) for one in self.files.values())

    def _same(self, one: Hashed) -> bool:
        try:
            if stamp_of(os.stat(one.path, follow_symlinks=False)) != one.stamp:
                return False
            old = max(one.stamp[1], one.stamp[2]) < self.began - _COARSE
            return old or hashed(one.path).digest == one.digest
        except (OSError, Unsure):
            return False


def module_inputs(folder: Path) -> Inputs:
    """Hash `module.yaml` and all below the folders of languages and media; others are never opened.
    Raises Unsure."""
    began = time.time_ns()
    try:
        return Inputs({name: hashed(path) for name, path in _found(str(folder))}, began)
    except OSError as error:
        raise Unsure(str(error)) from error


def picked_inputs(folder: Path, names: tuple[str, ...]) -> Inputs:
    """Hash the files of these names below a folder. Raises Unsure."""
    began = time.time_ns()
    try:
        for name in names:  # a link on the way could lead elsewhere tomorrow
            for step in (Path(name), *list(Path(name).parents)[:-1]):
                if ".." in step.parts or (folder / step).is_symlink():
                    raise Unsure(name)
        return Inputs({name: hashed(str(folder / name)) for name in names}, began)
    except OSError as error:
        raise Unsure(str(error)) from error


def hashed(path: str) -> Hashed:
    """Hash one file. Raises OSError and Unsure.

    What an archive stores as it is, is told by the sums that name it there: its bytes come from the folder,
    never from the cache. All else is told by sha256.
    """
    state = os.lstat(path)
    if not stat.S_ISREG(state.st_mode):
        raise Unsure(path)
    if path.rpartition(".")[2].lower() in COMPRESSED:
        sums = sums_of(path)
        told = f"{sums.size} {sums.sha1} {sums.crc32}"
        return Hashed(path, hashlib.sha256(told.encode()).digest(), sums.stamp, sums)
    whole = hashlib.sha256()
    with open(path, "rb", buffering=0) as opened:
        stamp = stamp_of(os.fstat(opened.fileno()))
        while piece := opened.read(min(stamp[0] + 1, PIECE)):
            whole.update(piece)
    return Hashed(path, whole.digest(), stamp, None)


def _found(folder: str) -> Iterator[tuple[str, str]]:
    """Yield (name, path) of the files; folders of other names hold no input, as packages built here."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name.lower()  # as systems find them that take MEDIA for media
            if name == _FILE:
                yield entry.name, entry.path
            elif name == _MEDIA or _TEXTS.fullmatch(name):
                if entry.is_dir(follow_symlinks=False):
                    yield from _below(entry.path, entry.name)
                else:
                    yield entry.name, entry.path


def _below(folder: str, name: str) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{name}/{entry.name}")
            else:
                yield f"{name}/{entry.name}", entry.path
