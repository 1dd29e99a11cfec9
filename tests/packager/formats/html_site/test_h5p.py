"""H5P on the site: the text is open, the package is there to take."""

from __future__ import annotations

import zipfile
from pathlib import Path

from packager.notes import Loss
from tests.packager.formats.html_site.test_writer import build, pages


def test_the_text_is_open_and_the_package_can_be_taken(tmp_path: Path) -> None:
    site, _, notes = build(tmp_path, "fi")
    page = pages(site)["units/cards.html"]
    (text,) = page.findall(".//section[@class='poiju-callout poiju-alternative']")
    assert text.findtext("h2") == "Sama tekstinä"
    (link,) = page.findall(".//p[@class='site-download']/a")
    assert (link.get("href"), link.get("download")) == ("../media/cards.fi.h5p", "cards.fi.h5p")
    assert "Poiju card" in "".join(map(str, page.itertext()))
    with zipfile.ZipFile(site) as archive:
        assert "media/cards.fi.h5p" in archive.namelist()
        assert "media/cards.h5p" not in archive.namelist()
    assert Loss.NEAREST_FORM in {note.loss for note in notes if note.place == "cards"}
