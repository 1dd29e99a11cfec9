"""What a job notes, the same for all formats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from packager.document.blocks import Embed
from packager.document.edition import Edition
from packager.document.words import Xhtml
from packager.formats.base import Job
from packager.notes import Notes
from tests.support.sample import LANGUAGES, sample_module, units


def test_an_embed_is_noted_at_its_line_in_the_editions_own_file(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    embed = Embed(url="https://video.example.fi/abc", title="A talk", html=Xhtml(""), line=31)
    unit = replace(
        units()["talk"],
        body={"fi": (), "sv": (), "en": (embed,)},
        files={language: f"{language}/talk.md" for language in LANGUAGES},
    )
    notes = Notes("moodle")
    Job(edition=Edition(module, "en"), notes=notes).note_embeds(unit, unit.body)
    assert [str(note) for note in notes] == [
        "moodle: en/talk.md:31: https://video.example.fi/abc is shown as a link"
    ]
    quiet = Notes("moodle")
    Job(edition=Edition(module, "fi"), notes=quiet).note_embeds(unit, unit.body)
    assert not list(quiet)
