"""Copies a file's bytes into another by the system, without bringing them into this process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from packager.document.assets import Stamp
from packager.errors import PoijuError
from packager.sums import PIECE, stamp_of

_AT_ONCE = 1 << 26  # keeps a progress bar moving


def copy_into(
    target: BinaryIO, source: Path, stamp: Stamp, progress: Callable[[int], None] = lambda _: None
) -> None:
    """Append a file to an open one. Raises PoijuError where it is not the file that was stamped, or was
    written to meanwhile: its sums would not be those of the bytes."""
    target.flush()
    with source.open("rb", buffering=0) as opened:
        if stamp_of(os.fstat(opened.fileno())) == stamp:
            left = _by_system(opened.fileno(), target, stamp[0], progress)
            while left and (piece := opened.read(min(PIECE, left))):
                target.write(piece)
                left -= len(piece)
                progress(len(piece))
            if not left and stamp_of(os.fstat(opened.fileno())) == stamp:
                return
    raise PoijuError(f"{source.name} changed during the build; build again")


def _by_system(source: int, target: BinaryIO, size: int, progress: Callable[[int], None]) -> int:
    """Copy what the system can; return how many bytes are left. Both files stand behind the last of them."""
    if not hasattr(os, "copy_file_range"):  # Linux has it
        return size
    left = size
    try:
        while left and (count := os.copy_file_range(source, target.fileno(), min(left, _AT_ONCE))):
            left -= count
            progress(count)
    except OSError:
        pass  # between two file systems, or on one that cannot: the rest is read and written
    return left
