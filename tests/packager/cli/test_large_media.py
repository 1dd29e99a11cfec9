"""A film of a gigabyte is streamed into a package: memory stays small."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from packager.definition.starter import create_module

resource = pytest.importorskip("resource", reason="needs the memory figures of a Unix system")

ROOT = Path(__file__).parents[3]
GIGABYTE = 1 << 30
MOST_MEMORY = 150 << 20
BUILD = """
import resource, sys
from packager.cli import COMMANDS, make_group
make_group(COMMANDS)(sys.argv[1:], standalone_mode=False)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
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
    done = subprocess.run(
        [sys.executable, "-c", BUILD, "build", str(film), "--to", name, "--out", "dist"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    peak = int(done.stderr.split()[-1]) * (1 if sys.platform == "darwin" else 1024)
    assert peak < MOST_MEMORY
    package = tmp_path / "dist" / f"fi.example.starter-0.1.0.en.{extension}"
    try:
        with zipfile.ZipFile(package) as opened:
            (entry,) = (one for one in opened.infolist() if one.file_size == GIGABYTE)
            assert entry.compress_type == zipfile.ZIP_STORED
    finally:
        package.unlink()  # a gigabyte would stay among the kept folders of earlier runs
