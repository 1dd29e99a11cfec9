"""A text between units in a cartridge: a page, which is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.notes import Loss
from tests.packager.formats.common_cartridge.test_units import of
from tests.support.sample import units


@pytest.mark.parametrize("version", ["1.1", "1.3"])
@pytest.mark.parametrize("delivery", ["native", "lti"])
def test_it_is_a_page(tmp_path: Path, version: str, delivery: str) -> None:
    built = of(tmp_path, version, units()["halfway"], delivery)
    assert built.contents.items == {"page": 1}
    assert "Take a break, fi." in built.files["pages/halfway.html"].decode()
    said = [note.text for note in built.notes if note.place == "halfway" and note.loss is Loss.NEAREST_FORM]
    assert said == ["the text is a page to open: a cartridge has no words between its items"]
