"""A poll in a cartridge: a page, and a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.notes import Loss
from tests.support.cartridges import build
from tests.support.sample import sample_module


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_a_poll_is_a_page_that_names_its_options(tmp_path: Path, version: str) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "sv")
    page = built.files["pages/evening.html"].decode()
    assert (
        page.index("Which suits you, sv?") < page.index("Man väljer ett") < page.index("<li>None (sv)</li>")
    )
    assert '<dt id="term-eqf">' in page
    assert (Loss.NEAREST_FORM, "evening") in {(note.loss, note.place) for note in built.notes}
