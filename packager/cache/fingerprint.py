"""What builds: Poiju's own files, the libraries, Python and its zlib. Another of these, another cache."""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

from packager.locations import templates_folder

PACKAGE = Path(__file__).resolve().parent.parent

LIBRARIES = {
    "annotated_types": "annotated_types",
    "babel": "babel",
    "jinja2": "jinja2",
    "latex2mathml": "latex2mathml",
    "lxml": "lxml",
    "markupsafe": "markupsafe",
    "pydantic": "pydantic",
    "pydantic_core": "pydantic_core",
    "pyromark": "pyromark",
    "pytz": "pytz",
    "typing_extensions": "typing_extensions",
    "typing_inspection": "typing_inspection",
    "yaml": "pyyaml",
}
"""Every library that a build loads: the name by which it is imported → by which it is installed. Babel takes
pytz where it finds it."""

_OTHERS = frozenset({"__pycache__", "_modules"})  # compiled again anyway; the shipped modules are input


@cache
def fingerprint() -> bytes | None:
    """Return a hash of all that builds, or None where a library cannot tell what it consists of."""
    digest = hashlib.sha256()
    for part in (sys.version, os.name, zlib.ZLIB_RUNTIME_VERSION):
        digest.update(part.encode() + b"\0")
    for record in map(_record, LIBRARIES.items()):
        if record is None:
            return None
        digest.update(hashlib.sha256(record).digest())
    for folder in (PACKAGE, templates_folder()):
        for path in sorted(_files(str(folder))):
            with open(path, "rb", buffering=0) as opened:
                content = opened.readall()
            name = path[len(str(folder)) :]
            digest.update(os.fsencode(name) + b"\0" + hashlib.sha256(content).digest())
    return digest.digest()


def _record(library: tuple[str, str]) -> bytes | None:
    """Return the list of an installed library's files with their hashes (RECORD, PEP 376)."""
    name, distribution = library
    found = PathFinder.find_spec(name)
    if found is None or found.origin is None:
        return b""  # not installed, which is something that a build may hang on as well
    parent = os.path.dirname(found.origin)
    if found.submodule_search_locations is not None:
        parent = os.path.dirname(parent)
    for entry in _listed(parent):
        if not entry.endswith(".dist-info"):
            continue
        stem = entry.removesuffix(".dist-info").rpartition("-")[0]  # the rest is the version
        if stem.lower().replace("-", "_") == distribution:
            try:
                return Path(parent, entry, "RECORD").read_bytes()
            except OSError:
                return None
    return None


@cache
def _listed(folder: str) -> list[str]:
    return os.listdir(folder)


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir():
                if entry.name not in _OTHERS:
                    yield from _files(entry.path)
            else:
                yield entry.path
