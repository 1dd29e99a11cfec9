"""Files that an edition needs."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from packager.document.assets import Asset
from packager.document.edition import Edition
from packager.document.institution import Logo
from packager.document.units import Lesson
from packager.document.used_assets import used_assets
from tests.support.sample import ID, make_asset, png, sample_module, words


def names(edition: Edition) -> list[str]:
    """Return the paths of the files that are used."""
    return [asset.path for asset in used_assets(edition)]


def test_texts_units_and_logo_name_files(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    names_of_all = ("canvas.docx", "cards.fi.h5p", "figure.png", "handout.pdf", "outcomes.mp3")
    of_folders = ("tools/guides/vanhat ä/ward.txt", "tools/guides/ward.fi.txt")
    played = ("film.en.vtt", "film.fi.vtt", "film.sv.vtt", "film.webm", "sound.wav")
    every = sorted(f"media/{name}" for name in (*names_of_all, *of_folders, *played))
    assert names(Edition(module, "fi")) == every
    logo = make_asset(tmp_path, "media/logo.png", "image/png", png())
    unused = make_asset(tmp_path, "media/unused.png", "image/png", png())
    assert module.institution
    module = dataclasses.replace(
        module,
        assets={**module.assets, logo.path: logo, unused.path: unused},
        institution=dataclasses.replace(module.institution, logo=Logo(asset=logo.path, alt=words("Logo"))),
    )
    assert names(Edition(module, "fi")) == sorted([*every, "media/logo.png"])


def test_files_of_other_languages_stay_behind(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    voices: dict[str, Asset] = {
        language: make_asset(tmp_path, f"media/voice.{language}.mp3", "audio/mpeg", b"ID3")
        for language in module.languages
    }
    lesson = Lesson(
        id="l", key=f"{ID}/l", title=words("L"), minutes=5, body=dict.fromkeys(voices, ()),
        audio={language: voice.path for language, voice in voices.items()},
    )  # fmt: skip
    section = dataclasses.replace(module.sections[0], units=(lesson,))
    module = dataclasses.replace(
        module, sections=(section,), assets={voice.path: voice for voice in voices.values()}
    )
    assert names(Edition(module, "sv")) == ["media/voice.sv.mp3"]
