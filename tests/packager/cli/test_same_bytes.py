"""Two builds of one module are the same bytes: wherever it lies, whatever the order of hashing."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def digests(module: Path, folder: Path, seed: str) -> dict[str, str]:
    """Return what `poiju build` writes when called in a folder, file by file."""
    words = ("build", os.path.relpath(module, folder), "--to", "all", "--out", "dist")
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "packager", *words],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "dist").iterdir()}


@pytest.mark.slow
def test_every_format_is_the_same_from_build_to_build(tmp_path: Path) -> None:
    module = ROOT / "tests" / "definitions" / "everything"
    copy = tmp_path / "deep" / "er" / "copy of it"
    shutil.copytree(module, copy, copy_function=shutil.copyfile)  # other dates, other file order
    first = digests(module, tmp_path / "one", "1")
    assert len(first) == 2 * 3 * 4  # a package and a page, three languages, four formats
    assert digests(copy, tmp_path / "deep", "2") == first
