"""H5P in a cartridge: a file to download, and the same as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.notes import Loss
from tests.packager.formats.common_cartridge.test_units import of
from tests.support.h5p import card
from tests.support.sample import units


@pytest.mark.parametrize("version", ["1.1", "1.3"])
@pytest.mark.parametrize("delivery", ["native", "lti"])
def test_the_package_travels_with_its_text_beside(tmp_path: Path, version: str, delivery: str) -> None:
    built = of(tmp_path, version, units()["cards"], delivery)
    assert built.contents.items == {"file": 1, "page": 1}
    assert built.files["media/cards.fi.h5p"] == card("Käännä kortti.")
    page = built.files["about/cards.html"].decode()
    assert "The card says, fi:" in page
    assert "Sama tekstinä" in page
    assert "<details" not in page
    assert Loss.NEAREST_FORM in {note.loss for note in built.notes if note.place == "cards"}
