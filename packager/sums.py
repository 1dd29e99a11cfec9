"""One reading of a file tells all its sums: a second one of a film costs seconds."""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path

from packager.document.assets import Stamp, Sums

PIECE = 1 << 18
"""Bytes read at once: what is taken twice (sha1, crc32) is still in the processor's cache the second time."""


def stamp_of(state: os.stat_result) -> Stamp:
    """Return what changes about a file when somebody writes to it."""
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def sums_of(location: str | Path) -> Sums:
    """Read a file in pieces and return its sums. Raises OSError."""
    sha1 = hashlib.sha1(usedforsecurity=False)  # what Moodle calls the content hash
    crc32 = size = 0
    with open(location, "rb", buffering=0) as opened:
        before = stamp_of(os.fstat(opened.fileno()))
        # One buffer for all pieces: new memory for each costs more than sha1.
        buffer = memoryview(bytearray(min(PIECE, before[0] + 1)))
        while count := opened.readinto(buffer):
            piece = buffer[:count]
            sha1.update(piece)
            crc32 = zlib.crc32(piece, crc32)
            size += count
    return Sums(size=size, sha1=sha1.hexdigest(), crc32=crc32, stamp=before)
