"""A file that appears whole or not at all."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NUMBERS = itertools.count()


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield the path of a new empty file beside the target that takes its place when the block ends well.

    A failed block leaves the earlier file whole; so does a killed process (its hidden
    `.<name>.…tmp` file may stay and is removed by the next build of the same target).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_stale(target)
    # Not by `tempfile`: a build that finds all in the cache would wait longest for that import.
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{next(_NUMBERS)}.tmp")
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield temporary
        temporary.chmod(0o644)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _remove_stale(target: Path) -> None:
    begins = f".{target.name}."
    for name in os.listdir(target.parent):
        if name.startswith(begins) and name.endswith(".tmp"):
            target.with_name(name).unlink(missing_ok=True)
