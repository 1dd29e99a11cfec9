"""The catalogue: installed modules as immutable bundles, read once per process and kept."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import select

from lti_tool.db import Database
from lti_tool.models import ModuleRelease
from packager.document.assets import Asset
from packager.document.module import Module
from packager.document.units import Unit

DOCUMENT = "document.json"
MEDIA = "media"
KEPT_SECONDS = 5.0  # a switch of versions reaches every worker after this time at the latest
MOST_KEPT = 64

_MODULE: TypeAdapter[Module] = TypeAdapter(Module)


@dataclass(frozen=True)
class Release:
    """One version of a module as it was installed. Its content never changes."""

    module: Module
    content_hash: str
    folder: Path

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The units by their keys."""
        return {unit.key: unit for unit in self.module.units}

    def media(self, path: str) -> Asset | None:
        """Return a file of the module by its path inside it; `location` says where its bytes are."""
        return self.module.assets.get(path)


class Catalogue:
    """Finds releases: the current one of a module, or the one that an attempt was taken with."""

    def __init__(self, database: Database, bundles: Path) -> None:
        self._database = database
        self._bundles = bundles
        self._kept: dict[tuple[str, str], Release] = {}
        self._current: dict[str, str] = {}
        self._read_at: float | None = None
        self._lock = threading.Lock()

    def current(self, module_id: str) -> Release | None:
        """Return the release that learners get now; also for an id that the module bore formerly."""
        held = self._hashes().get(module_id)
        if held is not None:
            return self.release(module_id, held)
        return next((one for one in self.releases() if module_id in one.module.formerly), None)

    def release(self, module_id: str, content_hash: str) -> Release | None:
        """Return one certain release, however old."""
        key = (module_id, content_hash)
        kept = self._kept.get(key)
        if kept is None:
            folder = bundle_folder(self._bundles, module_id, content_hash)
            if not (folder / DOCUMENT).is_file():
                return None
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            kept = self._kept[key] = read_bundle(folder, content_hash)
        return kept

    def releases(self) -> Iterator[Release]:
        """Yield the current release of every module, by module id."""
        for module_id, content_hash in sorted(self._hashes().items()):
            if (found := self.release(module_id, content_hash)) is not None:
                yield found

    def unit(self, key: str) -> tuple[Release, Unit] | None:
        """Return the unit of a key in its module's current release, or None."""
        module_id, _, unit_id = key.partition("/")
        found = self.current(module_id)
        if found is None:
            return None
        unit = found.units.get(f"{found.module.id}/{unit_id}")
        return None if unit is None else (found, unit)

    def forget(self) -> None:
        """Read anew at the next question (after an installation in this process)."""
        self._read_at = None

    def _hashes(self) -> dict[str, str]:
        with self._lock:
            if self._read_at is None or time.monotonic() - self._read_at > KEPT_SECONDS:
                query = select(ModuleRelease.module_id, ModuleRelease.content_hash).where(
                    ModuleRelease.current
                )
                with self._database.read() as session:
                    self._current = {row.module_id: row.content_hash for row in session.execute(query)}
                self._read_at = time.monotonic()
            return self._current


def bundle_folder(bundles: Path, module_id: str, content_hash: str) -> Path:
    """Return where a release stands."""
    return bundles / module_id / content_hash


def dump_module(module: Module) -> bytes:
    """Return a module as JSON: the same bytes for the same content, on every machine."""
    assets = {path: replace(asset, location=Path()) for path, asset in module.assets.items()}
    # When a file was read, and where it lay, is no content.
    no_sums = {"assets": {"__all__": {"sums"}}}
    plain = _MODULE.dump_python(replace(module, assets=assets), mode="json", exclude=no_sums)
    return json.dumps(plain, ensure_ascii=False, sort_keys=False, separators=(",", ":")).encode()


def read_bundle(folder: Path, content_hash: str) -> Release:
    """Read a bundle that an installation wrote."""
    module = _MODULE.validate_json((folder / DOCUMENT).read_bytes())
    assets = {
        path: replace(asset, location=folder / MEDIA / asset.sha1) for path, asset in module.assets.items()
    }
    return Release(replace(module, assets=assets), content_hash, folder)
