"""Archives: the same bytes, whole or not at all, streamed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from packager.archive import zip_archive
from tests.support.memory import peak_megabytes
from tests.support.sample import make_asset


def write(target: Path, folder: Path) -> None:
    with zip_archive(target) as archive:
        archive.add("text.xml", b"<a/>" * 1000)
        archive.add_asset("files/photo.png", make_asset(folder, "photo.png", "image/png", b"\x00" * 5000))
        archive.add_asset("files/notes.txt", make_asset(folder, "notes.txt", "text/plain", b"text " * 1000))


def test_two_writings_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / f"{name}.zip", tmp_path / name)
        os.utime(tmp_path / "one" / "photo.png", (1, 1))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_compressed_media_is_stored_and_text_is_deflated(tmp_path: Path) -> None:
    write(tmp_path / "a.zip", tmp_path)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        kinds = {entry.filename: entry.compress_type for entry in archive.infolist()}
    assert kinds == {
        "text.xml": zipfile.ZIP_DEFLATED,
        "files/photo.png": zipfile.ZIP_STORED,
        "files/notes.txt": zipfile.ZIP_DEFLATED,
    }


def test_a_name_is_given_once(tmp_path: Path) -> None:
    with zip_archive(tmp_path / "a.zip") as archive:
        archive.add("a.txt", b"")
        with pytest.raises(ValueError, match=r"a\.txt is in the archive already"):
            archive.add("a.txt", b"")


def test_a_failed_build_leaves_the_earlier_package_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"the earlier one")
    missing = make_asset(tmp_path / "media", "film.mp4", "video/mp4", b"")
    missing.location.unlink()
    with pytest.raises(FileNotFoundError), zip_archive(target) as archive:
        archive.add_asset("film.mp4", missing)
    assert target.read_bytes() == b"the earlier one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "media"]


KILLED = """
import sys, time
from pathlib import Path
from packager.archive import zip_archive
with zip_archive(Path(sys.argv[1])) as archive:
    archive.add("a.txt", b"half")
    print("writing", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of Unix")
def test_a_killed_build_leaves_the_earlier_package_whole_and_the_next_one_tidies_up(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"the earlier one")
    with subprocess.Popen([sys.executable, "-c", KILLED, str(target)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(signal.SIGKILL)
    assert target.read_bytes() == b"the earlier one"
    write(target, tmp_path / "media")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "media"]


MEASURED = """
import hashlib, resource, sys
from pathlib import Path
from packager.archive import zip_archive
from packager.document.assets import Asset
video = Path(sys.argv[1])
size = video.stat().st_size
asset = Asset(path="media/film.mp4", media_type="video/mp4", size=size, sha1="", location=video)
with zip_archive(Path(sys.argv[2])) as archive:
    archive.add_asset("files/film.mp4", asset)
"""


@pytest.mark.slow
def test_a_gigabyte_of_video_is_streamed(tmp_path: Path) -> None:
    video = tmp_path / "film.mp4"
    with video.open("wb") as sparse:
        sparse.truncate(1 << 30)
    assert peak_megabytes(MEASURED, video, tmp_path / "a.zip") < 150
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.getinfo("files/film.mp4").file_size == 1 << 30
