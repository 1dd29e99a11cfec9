"""One reading of a file tells all its sums: a second one of a film costs seconds."""

from __future__ import annotations

import hashlib
import os
import zlib
from io import FileIO
from pathlib import Path

from packager.document.assets import Stamp, Sums

PIECE = 1 << 18
"""Bytes read at once: what is taken twice (sha1, crc32) is still in the processor's cache the second time."""


def stamp_of(state: os.stat_result) -> Stamp:
    """Return what changes about a file when somebody writes to it."""
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def sums_of(location: str | Path) -> Sums:
    """Read a file in pieces and return its sums. Raises OSError."""
    with open(location, "rb", buffering=0) as opened:
        before = stamp_of(os.fstat(opened.fileno()))
        sha1, crc32, size = sums_from(opened, None)
    return Sums(size=size, sha1=sha1, crc32=crc32, stamp=before)


def sums_from(opened: FileIO, most: int | None) -> tuple[str, int, int]:
    """Read an open file on, to its end or for so many bytes; return sha1, crc32 and how many they were."""
    sha1 = hashlib.sha1(usedforsecurity=False)  # what Moodle calls the content hash
    crc32 = size = 0
    length = os.fstat(opened.fileno()).st_size + 1 if most is None else most
    # One buffer for all pieces: new memory for each costs more than sha1.
    buffer = memoryview(bytearray(min(PIECE, length)))
    while most is None or size < most:
        count = opened.readinto(buffer if most is None else buffer[: most - size])
        if not count:
            break
        piece = buffer[:count]
        sha1.update(piece)
        crc32 = zlib.crc32(piece, crc32)
        size += count
    return sha1.hexdigest(), crc32, size
