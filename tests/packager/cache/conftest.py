"""A module with an overlay, a cache of its own, and a record of what was built anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import packager.building
from packager.built import Built
from packager.cache.cache import Cache
from packager.definition.problems import Problem
from packager.formats.table import FORMATS
from packager.library import build_folders
from packager.order import Order

ROOT = Path(__file__).parents[3]
OVERLAY = """\
issuer: {name: Example College, country: FI}
logo: {file: pictures/logo.png, alt: Example College}
"""


class Place:
    """A folder with a module, an overlay and a cache; counts the folders that were read again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.module = folder / "module"
        self.overlay = folder / "overlay" / "college.yaml"
        self.cache = Cache(folder / "cache")
        self.read = 0
        self.told: list[str] = []

    def order(self, out: str, **words: object) -> Order:
        """Return an order of a Moodle backup in English."""
        return Order(**{"formats": FORMATS[:1], "languages": ("en",), "out": self.folder / out, **words})  # type: ignore[arg-type]  # words of an order

    def build(self, out: str = "out", *, cached: bool = True, **words: object) -> Sequence[Built]:
        """Build the module with its overlay; `told` holds the warnings afterwards."""
        self.told = []
        return build_folders(
            [self.module],
            self.order(out, **words),
            overlay=self.overlay if self.overlay.exists() else None,
            cache=self.cache if cached else None,
            tell=self._tell,
        )

    def _tell(self, problem: Problem) -> None:
        self.told.append(str(problem))

    def packages(self, out: str = "out") -> dict[str, bytes]:
        """Return all that was written."""
        return {path.name: path.read_bytes() for path in (self.folder / out).iterdir()}

    def entries(self) -> list[Path]:
        """Return the files of the cache."""
        return sorted((self.folder / "cache").glob("*/*"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a copy of the module that holds everything, with an overlay."""
    made = Place(tmp_path)
    shutil.copytree(ROOT / "tests" / "definitions" / "everything", made.module)
    (tmp_path / "overlay" / "pictures").mkdir(parents=True)
    shutil.copyfile(made.module / "media" / "leaf.png", tmp_path / "overlay" / "pictures" / "logo.png")
    made.overlay.write_text(OVERLAY, encoding="utf-8")
    read: Callable[..., object] = packager.building.read_folder

    def counted(*arguments: object) -> object:
        made.read += 1
        return read(*arguments)

    monkeypatch.setattr(packager.building, "read_folder", counted)
    return made
