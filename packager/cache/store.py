"""Entries on the disk: written whole, checked when read, the longest unused thrown away first."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from packager.replacing import replacing

LIMIT = 1 << 29
"""Bytes that the cache may take."""

_LARGEST_SHARE = 8  # an entry larger than this part of the limit is not worth what it pushes out
_AFTERWARDS = 0.8  # how full the cache is left when it was too full, so that this is rare
_DIGEST = hashlib.sha256().digest_size


class Store:
    """Entries by key. What cannot be written or read is as if it had never been kept."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    def has(self, key: bytes) -> bool:
        """Tell whether there is an entry, damaged or not."""
        return os.path.exists(self._path(key))

    def get(self, key: bytes) -> bytes | None:
        """Return an entry; None where there is none, or where it is damaged (it is removed then)."""
        path = self._path(key)
        try:
            with open(path, "rb", buffering=0) as opened:
                whole = opened.readall()
            if _check(key, whole[_DIGEST:]) != whole[:_DIGEST]:
                path.unlink()
                return None
            os.utime(path)
        except OSError:
            return None
        return whole[_DIGEST:]

    def put(self, key: bytes, content: bytes) -> None:
        """Keep an entry."""
        if len(content) > self.limit // _LARGEST_SHARE:
            return
        try:
            with replacing(self._path(key)) as temporary:
                temporary.write_bytes(_check(key, content) + content)
        except OSError:  # a full disk, a folder of somebody else: the package is built all the same
            pass

    def trim(self) -> None:
        """Throw away what was not used for longest, until the cache is within its limit."""
        try:
            entries = [(path, path.stat()) for path in self.folder.glob("*/*")]
            size = sum(state.st_size for _, state in entries)
            if size <= self.limit:
                return
            for path, state in sorted(entries, key=lambda one: (one[1].st_mtime_ns, one[0])):
                if size <= self.limit * _AFTERWARDS:
                    return
                path.unlink()
                size -= state.st_size
        except OSError:  # another build is tidying, too
            pass

    def _path(self, key: bytes) -> Path:
        name = key.hex()
        return self.folder / name[:2] / name[2:]


def _check(key: bytes, content: bytes) -> bytes:
    """Return the digest that an entry begins with; the key is in it, so that none can stand for another."""
    return hashlib.sha256(key + content).digest()
