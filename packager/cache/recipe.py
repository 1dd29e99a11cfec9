"""A package as the cache keeps it: its own bytes, and which files of the module stand between them.

Pictures and films lie in the module's folder already, and their hashes are in the entry's key: kept again
they would fill the cache and be read and checked once more.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO

from packager.built import Built
from packager.cache.inputs import Hashed
from packager.copying import copy_into
from packager.replacing import replacing
from packager.sums import PIECE, stamp_of

_LENGTHS = struct.Struct("<QQ")

Cut = tuple[int, int, str]
"""A file inside a package: where it begins, how long it is, its name among the inputs."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is needed to write a package and its page again. `own`: the package without the files cut out."""

    told: dict[str, Any]
    cuts: tuple[Cut, ...]
    page: bytes
    own: bytes

    def pack(self) -> bytes:
        """Return the recipe as one entry of the cache."""
        head = json.dumps({"told": self.told, "cuts": self.cuts}).encode()
        return _LENGTHS.pack(len(head), len(self.page)) + head + self.page + self.own

    @classmethod
    def unpack(cls, entry: bytes) -> Recipe:
        """Return the recipe of an entry."""
        head_size, page_size = _LENGTHS.unpack_from(entry)
        head_end = _LENGTHS.size + head_size
        head = json.loads(entry[_LENGTHS.size : head_end])
        page_end = head_end + page_size
        cuts = tuple((offset, size, name) for offset, size, name in head["cuts"])
        return cls(head["told"], cuts, entry[head_end:page_end], entry[page_end:])

    def write(self, out: Path, inputs: Mapping[str, Hashed]) -> Built:
        """Write the package and its page. Raises PoijuError where a file changed since it was hashed."""
        built = Built.from_json(self.told, out)
        if not self._is_there(built.path, inputs):
            with replacing(built.path) as temporary, temporary.open("wb") as target:
                self._write_package(target, inputs)
        if not _holds(built.page, self.page):
            with replacing(built.page) as temporary:
                temporary.write_bytes(self.page)
        return built

    def _is_there(self, path: Path, inputs: Mapping[str, Hashed]) -> bool:
        """Tell whether the package lies there already, every byte: comparing is cheaper than writing."""
        written = taken = 0
        try:
            with open(path, "rb", buffering=0) as there:
                if os.fstat(there.fileno()).st_size != self.told["size"]:
                    return False
                for offset, size, name in self.cuts:
                    wanted = self.own[taken : taken + offset - written]
                    if there.read(len(wanted)) != wanted or not _follows(there, inputs[name]):
                        return False
                    taken, written = taken + len(wanted), offset + size
                return there.read(len(self.own)) == self.own[taken:]
        except OSError:
            return False

    def _write_package(self, target: BinaryIO, inputs: Mapping[str, Hashed]) -> None:
        own, written, taken = memoryview(self.own), 0, 0
        for offset, size, name in self.cuts:
            target.write(own[taken : taken + offset - written])
            taken += offset - written
            copy_into(target, Path(inputs[name].path), inputs[name].stamp)
            written = offset + size
        target.write(own[taken:])


def _follows(there: FileIO, file: Hashed) -> bool:
    """Tell whether a file's bytes come next, and are still those that were hashed."""
    left = file.stamp[0]
    with open(file.path, "rb", buffering=0) as opened:
        while left and (piece := opened.read(min(PIECE, left))):
            if there.read(len(piece)) != piece:
                return False
            left -= len(piece)
        return not left and stamp_of(os.fstat(opened.fileno())) == file.stamp


def _holds(path: Path, wanted: bytes) -> bool:
    try:
        return path.read_bytes() == wanted
    except OSError:
        return False


def recipe_of(built: Built, cuts: Iterable[Cut]) -> Recipe:
    """Return how to write a package again that was just written. Raises OSError."""
    cuts = tuple(sorted(cuts))
    own = []
    with built.path.open("rb") as package:
        for offset, size, _ in cuts:
            own.append(package.read(offset - package.tell()))
            package.seek(size, os.SEEK_CUR)
        own.append(package.read())
    told = {**built.as_json(), "path": built.path.name, "page": built.page.name}
    return Recipe(told, cuts, built.page.read_bytes(), b"".join(own))
