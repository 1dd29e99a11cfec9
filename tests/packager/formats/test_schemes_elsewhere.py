"""Rubrics and guides where nobody marks with them: tables to read, and what is for the marker stays away."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from packager.formats.common_cartridge.writer import write_1_1, write_1_3
from packager.formats.html_site.writer import write as write_site
from packager.notes import Loss
from tests.packager.formats.test_settings_elsewhere import built
from tests.support.sample import sample_module

FOR_MARKERS = ("Look at the years", "Name the year")


@pytest.mark.parametrize(
    ("writer", "name", "page", "advice"),
    [
        (write_1_1, "imscc-1.1", "pages/{}.html", "set it up in the platform"),
        (write_1_3, "imscc-1.3", "assignments/{}.xml", "set it up in the platform"),
        (write_site, "html", "units/{}.html", "nobody marks here"),
    ],
)
def test_a_scheme_is_a_table_to_read(
    tmp_path: Path, writer: object, name: str, page: str, advice: str
) -> None:
    files, notes = built(sample_module(tmp_path), writer, name)
    for unit, kind, row in (("canvas", "rubric", "Condition (en)"), ("report", "guide", "Language (en)")):
        shown = files[next(one for one in files if one.endswith(page.format(unit).partition("/")[2]))]
        assert row in shown
        assert "poiju-scheme" in shown
        note = next(one for one in notes if one.place == unit and "table to read" in one.text)
        assert (note.loss, note.text) == (Loss.NEAREST_FORM, f"the {kind} is a table to read: {advice}")


def test_what_is_for_the_marker_reaches_instructors_alone(tmp_path: Path) -> None:
    for number, (writer, name) in enumerate(((write_1_1, "imscc-1.1"), (write_site, "html"))):
        files, notes = built(sample_module(tmp_path / str(number)), writer, name)
        everything = "".join(files.values())
        assert not any(words in everything for words in FOR_MARKERS)
        assert "report" in [note.place for note in notes if note.loss is Loss.LEFT_OUT]
    files, _ = built(sample_module(tmp_path / "1.3"), write_1_3, "imscc-1.3")
    task = etree.fromstring(files["assignments/report.xml"].encode())
    assert all(words in (task.findtext("{*}instructor_text") or "") for words in FOR_MARKERS)
    assert not any(words in (task.findtext("{*}text") or "") for words in FOR_MARKERS)


@pytest.mark.parametrize("name", ["units/report.html"])
def test_a_site_says_what_is_asked(tmp_path: Path, name: str) -> None:
    files, _ = built(sample_module(tmp_path), write_site, "html", "fi")
    assert "<li>Enintään 350 sanaa.</li>" in files[name]
    assert "<li>Palautus sulkeutuu: 21 päivää kurssin alkamisen jälkeen</li>" in files[name]
