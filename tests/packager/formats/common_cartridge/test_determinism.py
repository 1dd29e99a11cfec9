"""The same module gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cartridges import build
from tests.support.sample import sample_module

HASH = """
import hashlib, pathlib, sys
from tests.support.cartridges import build
from tests.support.sample import sample_module
folder = pathlib.Path(sys.argv[1])
print(hashlib.sha256(build(sample_module(folder), folder, sys.argv[2], "sv").path.read_bytes()).hexdigest())
"""


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_two_builds_are_the_same_bytes(tmp_path: Path, version: str) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    first = build(sample_module(one), one, version, "fi").path.read_bytes()
    second = build(sample_module(other), other, version, "fi").path.read_bytes()
    assert first == second


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_order_of_hashing_does_not_matter(tmp_path: Path, version: str) -> None:
    digests = set()
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", HASH, str(folder), version],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1
