"""A module on disk to break: the starter, one change at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from packager.definition.reader import read_module
from packager.definition.starter import create_module

Change = Callable[..., None]
Check = Callable[[], list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a published starter module without a mistake or a warning."""
    made = tmp_path / "module"
    create_module(made, module_id="fi.example.starter")
    structure = made / "module.yaml"
    structure.write_text(
        structure.read_text(encoding="utf-8").replace("status: draft    ", "status: published"),
        encoding="utf-8",
    )
    return made


@pytest.fixture
def change(folder: Path) -> Change:
    """Return a function that replaces a text in a file of the module; the text must be there once."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def problems(folder: Path) -> Check:
    """Return a function that reads the module and returns what `poiju check` prints."""
    return lambda: [str(one) for one in read_module(folder)[1]]
