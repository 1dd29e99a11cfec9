"""A poll on the site: text, as a site has no group, and a note."""

from __future__ import annotations

from pathlib import Path

from packager.notes import Loss
from tests.packager.formats.html_site.test_writer import build, pages


def test_a_poll_is_text_and_says_how_to_use_it(tmp_path: Path) -> None:
    site, _, notes = build(tmp_path)
    page = pages(site)["units/evening.html"]
    items = ["".join(map(str, item.itertext())) for item in page.iterfind(".//main/ul/li")]
    assert items == ["Monday & <b> (en)", "Tuesday $@PAGEVIEWBYID*7@$ (en)", "None (en)"]
    assert "A poll needs a group" in "".join(map(str, page.itertext()))
    assert page.findall(".//button[@data-done]")
    assert (Loss.NEAREST_FORM, "evening") in {(note.loss, note.place) for note in notes}
