"""The records of a zip file (PKWARE's APPNOTE 6.3), byte for byte as Python's `zipfile` writes them.

`zipfile` itself cannot take bytes that the system copies, and writes each header twice.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
LARGE = (1 << 31) - 1
"""What is above needs the 64-bit fields; some readers take the older ones for signed numbers."""

_MOST_ENTRIES = 0xFFFF
_IN_64_BITS = 0xFFFFFFFF
_UNIX, _REGULAR_FILE = 3, 0o100644 << 16  # on every system: the same bytes
_TIME, _DATE = 0, 33  # 1980-01-01, the earliest that zip can say; no clock reaches a package
_UTF8 = 0x800


@dataclass(slots=True)
class Entry:
    """A file in a zip. `wide`: its own header has room for sizes of 64 bits."""

    name: str
    method: int
    size: int = 0
    squeezed: int = 0
    crc32: int = 0
    offset: int = 0
    wide: bool = False

    def local(self) -> bytes:
        """Return the header that stands before the content."""
        name, flags = self._name()
        sizes, extra = (self.squeezed, self.size), b""
        if self.wide:
            extra = struct.pack("<HHQQ", 1, 16, self.size, self.squeezed)
            sizes = (_IN_64_BITS, _IN_64_BITS)
        fixed = struct.pack(
            "<4s2B4HL2L2H", b"PK\3\4", 45 if self.wide else 20, 0, flags, self.method, _TIME, _DATE,
            self.crc32, *sizes, len(name), len(extra),
        )  # fmt: skip
        return fixed + name + extra

    def central(self) -> bytes:
        """Return the entry's line in the directory at the end."""
        name, flags = self._name()
        squeezed, size, offset, large = self.squeezed, self.size, self.offset, []
        if max(size, squeezed) > LARGE:
            large += [size, squeezed]
            size = squeezed = _IN_64_BITS
        if offset > LARGE:
            large.append(offset)
            offset = _IN_64_BITS
        extra = struct.pack(f"<HH{len(large)}Q", 1, 8 * len(large), *large) if large else b""
        fixed = struct.pack(
            "<4s4B4HL2L5H2L", b"PK\1\2", 45 if large else 20, _UNIX, 45 if large or self.wide else 20, 0,
            flags, self.method, _TIME, _DATE, self.crc32, squeezed, size, len(name), len(extra), 0, 0, 0,
            _REGULAR_FILE, offset,
        )  # fmt: skip
        return fixed + name + extra

    def _name(self) -> tuple[bytes, int]:
        """Return the name as bytes, and the flag that says how it is written."""
        try:
            return self.name.encode("ascii"), 0
        except UnicodeEncodeError:
            return self.name.encode("utf-8"), _UTF8


def directory(entries: Sequence[Entry], offset: int) -> bytes:
    """Return all that stands behind the last content."""
    lines = b"".join(entry.central() for entry in entries)
    count, size, tail = len(entries), len(lines), b""
    if count > _MOST_ENTRIES or max(offset, size) > LARGE:
        tail = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
        tail += struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
        count = min(count, _MOST_ENTRIES)
        size, offset = min(size, _IN_64_BITS), min(offset, _IN_64_BITS)
    return lines + tail + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, offset, 0)
