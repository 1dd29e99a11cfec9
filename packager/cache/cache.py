"""Finds what was built of the same input, and keeps what was built."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from packager.built import Built
from packager.cache.fingerprint import fingerprint
from packager.cache.inputs import Hashed, Inputs, Unsure, module_inputs, picked_inputs
from packager.cache.recipe import Cut, Recipe, recipe_of
from packager.cache.store import Store
from packager.order import Order
from packager.sums import sums_of

_FORM = b"1"  # of the entries; another form is another key

Media = Sequence[tuple[int, int, Path]]
"""Files that a package holds byte for byte: where each begins, how long it is, where it lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A module's files and overlay as they were looked at. Without a key there is nothing to find yet: it
    hangs on the overlay's pictures, which only reading the overlay tells."""

    builder: bytes  # the fingerprint of what builds
    inputs: Inputs
    base: bytes
    overlay: Inputs | None = None
    pictures: Inputs | None = None
    key: bytes | None = None

    def files(self) -> dict[str, Hashed]:
        """Return all files by names that tell the module's from the overlay's."""
        pictures = self.pictures.files if self.pictures else {}
        return {f"module/{name}": one for name, one in self.inputs.files.items()} | {
            f"overlay/{name}": one for name, one in pictures.items()
        }

    def unchanged(self) -> bool:
        """Tell whether all is still as it was looked at, also seen from a worker on another machine."""
        parts = (self.inputs, self.overlay, self.pictures)
        return fingerprint() == self.builder and all(part.unchanged() for part in parts if part is not None)


class Cache:
    """Packages that were built before, below a folder."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)

    def look(self, folder: Path, overlay: Path | None) -> Known | None:
        """Hash a module's files; None where a hash would not tell all that decides on its packages."""
        builder = fingerprint()
        if builder is None:
            return None
        try:
            inputs = module_inputs(folder)
            base = _key(_FORM, builder, inputs.digest)
            if overlay is None:
                return Known(builder=builder, inputs=inputs, base=base, key=base)
            file = picked_inputs(overlay.parent, (overlay.name,))
            base = _key(base, b"overlay", file.digest)
            known = Known(builder=builder, inputs=inputs, overlay=file, base=base)
            names = self._json(_key(known.base, b"pictures"))
            return known if names is None else _with_pictures(known, overlay, tuple(names))
        except Unsure:
            return None

    def module(self, known: Known) -> dict[str, Any] | None:
        """Return what was kept of a module: its languages, and its warnings."""
        found: dict[str, Any] | None = self._json(known.key) if known.key else None
        return found

    def has(self, known: Known, order: Order, languages: Iterable[str]) -> bool:
        """Tell whether there is an entry for every package of an order."""
        pairs = [(row.name, one) for row in order.formats for one in languages]
        return all(self.store.has(_package_key(known, order, *pair)) for pair in pairs)

    def recipe(self, known: Known, order: Order, name: str, language: str) -> Recipe | None:
        """Return a package, or None where its entry is damaged or not there."""
        entry = self.store.get(_package_key(known, order, name, language))
        return None if entry is None else Recipe.unpack(entry)

    def complete(self, known: Known, overlay: Path | None, pictures: Mapping[Path, str]) -> Known | None:
        """Return what is known, with the pictures (each with its sha1) that reading the overlay found."""
        if overlay is None or known.key is not None:
            return known
        names = tuple(sorted(os.path.relpath(path, overlay.parent) for path in pictures))
        try:
            known = _with_pictures(known, overlay, names)
            if any(sums_of(path).sha1 != sha1 for path, sha1 in pictures.items()):
                return None
        except (Unsure, OSError):
            return None
        self.store.put(_key(known.base, b"pictures"), json.dumps(names).encode())
        return known

    def keep_module(self, known: Known, languages: Sequence[str], warnings: list[dict[str, object]]) -> None:
        """Keep what a build says of a module beside its packages."""
        if known.key and known.unchanged():
            told = {"languages": languages, "warnings": warnings}
            self.store.put(known.key, json.dumps(told).encode())

    def keep_packages(self, known: Known, order: Order, built: Iterable[tuple[Built, Media]]) -> None:
        """Keep packages that were just written, if their input is still what it was."""
        if not known.key or not known.unchanged():
            return
        for package, media in built:
            try:
                entry = recipe_of(package, _cuts(known, media)).pack()
            except OSError:
                continue
            self.store.put(_package_key(known, order, package.format, package.language), entry)

    def _json(self, key: bytes) -> Any:
        entry = self.store.get(key)
        return None if entry is None else json.loads(entry)


def _with_pictures(known: Known, overlay: Path, names: tuple[str, ...]) -> Known:
    pictures = picked_inputs(overlay.parent, names)
    return replace(known, pictures=pictures, key=_key(known.base, b"with", pictures.digest))


def _cuts(known: Known, media: Media) -> Iterable[Cut]:
    """Yield the files of a package that the key knows by the sums that the package names them by."""
    names = {one.path: name for name, one in known.files().items() if one.sums}
    for offset, size, location in media:
        if name := names.get(str(location)):
            yield offset, size, name


def _package_key(known: Known, order: Order, name: str, language: str) -> bytes:
    assert known.key is not None
    words = (name, language, *order.choices)
    return _key(known.key, b"package", json.dumps(words).encode())


def _key(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.digest()
