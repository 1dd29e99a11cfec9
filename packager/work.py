"""The two things that workers do: read a folder, build the packages of an edition.

Both are plain functions of picklable values, so that any `concurrent.futures` executor can call them in
another process or on another machine that sees the same folders.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packager.archive import Progress
from packager.build import build_package
from packager.built import Built
from packager.cache.cache import Cache, Known, Media
from packager.definition.overlay import FOLDER
from packager.definition.problems import Problem
from packager.definition.reader import read_module
from packager.document.assets import Sums
from packager.document.edition import Edition
from packager.document.module import Module
from packager.errors import PoijuError
from packager.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A folder that was read. `packed` is the module, which only those who build it need to unpack."""

    problems: tuple[Problem, ...]
    packed: bytes | Module | None = None
    id: str = ""
    languages: tuple[str, ...] = ()
    media_size: int = 0
    pictures: Mapping[Path, str] | None = None

    @property
    def module(self) -> Module:
        """The module itself."""
        found = pickle.loads(self.packed) if isinstance(self.packed, bytes) else self.packed  # noqa: S301  # our own worker's
        assert isinstance(found, Module)
        return found


def read_folder(folder: Path, overlay: Path | None, known: Mapping[Path, Sums], pack: bool) -> Read:
    """Read a folder; `pack` it for a way to another process."""
    module, problems = read_module(folder, overlay=overlay, known=known)
    if module is None:
        return Read(problems=tuple(problems))
    return Read(
        problems=tuple(problems),
        packed=pickle.dumps(module, pickle.HIGHEST_PROTOCOL) if pack else module,
        id=module.id,
        languages=module.languages,
        media_size=sum(asset.size for asset in module.assets.values()),
        pictures={
            asset.location: asset.sha1
            for path, asset in module.assets.items()
            if path.startswith(f"{FOLDER}/")
        },
    )


def build_edition(
    read: Read,
    language: str,
    order: Order,
    keep: tuple[Cache, Known] | None = None,
    progress: Progress = lambda _: None,
) -> list[Built]:
    """Write a package of one language for each format of an order; keep them where there is a cache."""
    edition = Edition(read.module, language)
    written: list[tuple[Built, Media]] = []
    try:
        for row in order.formats:
            built, media = build_package(edition, row, order, progress)
            written.append((built, [(one.offset, one.asset.size, one.asset.location) for one in media]))
    except OSError as error:
        raise PoijuError(_said(error, order.out)) from error
    if keep:
        cache, known = keep
        cache.keep_packages(known, order, written)
    return [built for built, _ in written]


def _said(error: OSError, out: Path) -> str:
    """Return what a full disk or a closed folder means, as one line."""
    return f"{error.filename or out}: {error.strerror or error}: check space and permissions, and build again"
