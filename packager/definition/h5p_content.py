"""A .h5p file of the module as what the document knows of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from packager.document.h5p import H5pContent
from packager.h5p.package import read_package


def read_content(path: str, location: Path, report: Callable[[str], None]) -> H5pContent | None:
    """Return what a package holds; report all that would keep it from playing, and return None then."""
    try:
        with location.open("rb") as file:
            package, faults = read_package(file, location.stat().st_size)
    except OSError as error:
        package, faults = None, (f"cannot be read ({error.strerror}): check its permissions",)
    for fault in faults:
        report(f"{path}: {fault}")
    if package is None:
        return None
    return H5pContent(
        content_type=package.content_type,
        needed=tuple(map(str, package.needed)),
        absent=tuple(map(str, package.absent)),
    )
