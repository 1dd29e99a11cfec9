"""Archives that are the same bytes for the same input, written in a stream and whole or not at all."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from packager.document.assets import Asset

PIECE = 1 << 20
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that zip can say; no clock reaches a package
_REGULAR_FILE = 0o100644 << 16

Progress = Callable[[int], None]
"""Told how many bytes of media were written since the last call."""


class Archive(Protocol):
    """Where a writer puts the files of a package. Names use `/`; each name is given once."""

    def add(self, name: str, content: bytes) -> None:
        """Add a small file from memory."""

    def add_asset(self, name: str, asset: Asset) -> None:
        """Add a media file by reading it in pieces."""


class ZipArchive:
    """A zip of fixed dates and modes. What is compressed already is stored."""

    def __init__(self, target: zipfile.ZipFile, progress: Progress = lambda _: None) -> None:
        self._zip = target
        self._progress = progress
        self._names: set[str] = set()

    def add(self, name: str, content: bytes) -> None:
        """Add a small file from memory."""
        self._zip.writestr(self._entry(name, store=False), content)

    def add_asset(self, name: str, asset: Asset) -> None:
        """Add a media file by reading it in pieces."""
        entry = self._entry(name, store=asset.compressed)
        entry.file_size = asset.size  # lets zipfile decide on 64-bit sizes before the first piece
        with asset.location.open("rb") as source, self._zip.open(entry, "w") as sink:
            while piece := source.read(PIECE):
                sink.write(piece)
                self._progress(len(piece))

    def _entry(self, name: str, *, store: bool) -> zipfile.ZipInfo:
        if name in self._names:
            raise ValueError(f"{name} is in the archive already")
        self._names.add(name)
        entry = zipfile.ZipInfo(name, _MOMENT)
        entry.external_attr = _REGULAR_FILE
        entry.create_system = 3  # Unix, on every system: the same bytes
        entry.compress_type = zipfile.ZIP_STORED if store else zipfile.ZIP_DEFLATED
        return entry


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside the target that takes its place when the block ends well.

    A failed block leaves the earlier file whole; so does a killed process (its hidden
    `.<name>.…tmp` file may stay and is removed by the next build of the same target).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for stale in target.parent.glob(f".{target.name}.*.tmp"):
        stale.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def zip_archive(target: Path, progress: Progress = lambda _: None) -> Iterator[ZipArchive]:
    """Open a zip that appears at `target` only when the block ends well."""
    with (
        replacing(target) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out,
    ):
        yield ZipArchive(out, progress)
