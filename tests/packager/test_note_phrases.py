"""Notes in the language of who reads the delivery page."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.archive import zip_archive
from packager.document.edition import Edition
from packager.formats.base import Delivery, Format, Job
from packager.formats.table import FORMATS
from packager.note_phrases import note_text
from packager.notes import Notes
from tests.support.sample import sample_module

BUILDS = [(row, delivery) for row in FORMATS for delivery in row.deliveries]


def test_what_is_filled_in_is_kept_and_escaped() -> None:
    assert note_text("https://a.example/?a&b is shown as a link", "en") == (
        "https://a.example/?a&amp;b is shown as a link"
    )
    assert "https://a.example" in note_text("https://a.example is shown as a link", "fi")


def test_braces_in_what_is_filled_in_stay_as_they_are() -> None:
    assert note_text("https://a.example/{0} is shown as a link", "sv").startswith("https://a.example/{0} ")


@pytest.mark.parametrize(
    ("row", "delivery"), BUILDS, ids=[f"{row.name}-{delivery}" for row, delivery in BUILDS]
)
def test_every_note_of_every_format_has_a_phrase(row: Format, delivery: Delivery, tmp_path: Path) -> None:
    """A note that is missing here: add its text to packager/note_phrases.py and to the catalogues."""
    notes = Notes(row.name)
    job = Job(
        edition=Edition(sample_module(tmp_path / "media"), "fi"),
        notes=notes,
        delivery=delivery,
        tool_url="https://tool.example.fi" if delivery == "lti" else "",
    )
    with zip_archive(tmp_path / "package") as archive:
        row.write(job, archive)
    assert [note.text for note in notes if 'lang="en"' in note_text(note.text, "fi")] == []
