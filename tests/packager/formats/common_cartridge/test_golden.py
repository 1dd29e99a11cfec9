"""The sample's cartridges, outlined: a change of any item, link, question or note shows here."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.formats.base import Delivery
from tests.support.cartridges import build, outline
from tests.support.golden import assert_golden
from tests.support.sample import sample_module


@pytest.mark.parametrize("delivery", ["native", "lti"])
@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_sample_is_outlined_as_before(tmp_path: Path, version: str, delivery: Delivery) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "en", delivery)
    notes = "".join(f"{note}\n" for note in built.notes)
    assert_golden(f"cartridge/sample.en.{version}.{delivery}.txt", f"{outline(built)}\nnotes\n{notes}")
