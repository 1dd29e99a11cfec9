"""A film of a gigabyte is streamed into a package: memory stays small."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from packager.definition.starter import create_module
from tests.support.memory import peak_megabytes

GIGABYTE = 1 << 30
BUILD = """
import sys
from packager.cli import COMMANDS, make_group
make_group(COMMANDS)(sys.argv[1:], standalone_mode=False)
"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Return a starter module whose lesson shows a film of a gigabyte (a hole on the disk)."""
    module = tmp_path / "starter"
    create_module(module, languages=("en",))
    with (module / "media" / "talk.mp4").open("wb") as opened:
        opened.truncate(GIGABYTE)
    with (module / "media" / "media.yaml").open("a", encoding="utf-8") as credits_file:
        credits_file.write("talk.mp4: {author: Aino Esimerkki, licence: CC-BY-4.0}\n")
    with (module / "en" / "1-outcome.md").open("a", encoding="utf-8") as lesson:
        lesson.write("\n![A talk on outcomes](../media/talk.mp4)\n")
    return module


@pytest.mark.slow
@pytest.mark.parametrize(("name", "extension"), [("moodle", "mbz"), ("imscc-1.1", "1.1.imscc")])
def test_a_film_is_streamed(film: Path, tmp_path: Path, name: str, extension: str) -> None:
    assert peak_megabytes(BUILD, "build", film, "--to", name, "--out", tmp_path / "dist") < 150
    package = tmp_path / "dist" / f"fi.example.starter-0.1.0.en.{extension}"
    try:
        with zipfile.ZipFile(package) as opened:
            (entry,) = (one for one in opened.infolist() if one.file_size == GIGABYTE)
            assert entry.compress_type == zipfile.ZIP_STORED
    finally:
        package.unlink()  # a gigabyte would stay among the kept folders of earlier runs
