"""H5P packages among the files of a backup: which libraries they play with."""

from __future__ import annotations

import io

from packager.h5p.package import Library, read_package

_ZIP = b"PK\x03\x04"
LARGEST = 64 << 20
"""Larger packages are not looked into: they would have to be kept in memory."""


class Keeper:
    """Keeps the bytes of a file that may be a package, as they pass by."""

    def __init__(self, size: int) -> None:
        self._kept = io.BytesIO()
        self._open = size <= LARGEST
        self._begun = False

    def add(self, piece: bytes) -> None:
        """Take the next bytes; a file that is no zip is let go at its first ones."""
        if not self._begun:
            self._open = self._open and piece.startswith(_ZIP)
            self._begun = True
        if self._open:
            self._kept.write(piece)

    def libraries(self) -> tuple[Library, ...]:
        """Return the libraries of a package that would play; none for any other file."""
        if not (self._begun and self._open):
            return ()
        package, _ = read_package(self._kept, self._kept.tell())
        return package.needed if package else ()
