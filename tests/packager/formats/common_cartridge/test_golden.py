"""The sample's cartridges, outlined: a change of any item, link or question shows here.

To accept a change, run this file with POIJU_GOLDEN=write and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from packager.formats.base import Delivery
from tests.support.cartridges import build, outline
from tests.support.sample import sample_module

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("delivery", ["native", "lti"])
@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_sample_is_outlined_as_before(tmp_path: Path, version: str, delivery: Delivery) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "en", delivery)
    notes = "".join(f"{note}\n" for note in built.notes)
    shown = f"{outline(built)}\nnotes\n{notes}"
    golden = GOLDEN / f"sample.en.{version}.{delivery}.txt"
    if os.environ.get("POIJU_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
