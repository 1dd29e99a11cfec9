"""Archives as tar.gz: indexed as Moodle's own, the same bytes, streamed, whole or not at all."""

from __future__ import annotations

import gzip
import os
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from packager.errors import PoijuError, UsageError
from packager.tar_archive import tar_gz_archive
from tests.support.memory import peak_megabytes
from tests.support.sample import make_asset
from tests.support.shared import shared


def write(target: Path, folder: Path) -> None:
    with tar_gz_archive(target) as archive:
        archive.add("text.xml", b"<a/>" * 1000)
        archive.add_asset("files/photo.png", make_asset(folder, "photo.png", "image/png", b"\x00" * 5000))
        archive.add("empty.xml", b"")


def test_two_writings_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / f"{name}.mbz", tmp_path / name)
        os.utime(tmp_path / "one" / "photo.png", (1, 1))
    one = (tmp_path / "one.mbz").read_bytes()
    assert one == (tmp_path / "two.mbz").read_bytes()
    assert one[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", "no name, no time in gzip's header"


def test_the_index_comes_first_and_names_every_member(tmp_path: Path) -> None:
    write(tmp_path / "a.mbz", tmp_path)
    with tarfile.open(tmp_path / "a.mbz") as archive:
        index = archive.extractfile(".ARCHIVE_INDEX")
        assert index is not None
        assert index.read().decode().splitlines() == [
            "Moodle archive file index. Count: 3",
            "text.xml\tf\t4000\t315532800",
            "files/photo.png\tf\t5000\t315532800",
            "empty.xml\tf\t0\t315532800",
        ]
        members = archive.getmembers()
        assert [one.name for one in members] == [".ARCHIVE_INDEX", "text.xml", "files/photo.png", "empty.xml"]
        facts = {(one.mode, one.uid, one.gid, one.uname, one.gname, one.mtime) for one in members}
        assert facts == {(0o644, 0, 0, "", "", 315532800)}
        photo = archive.extractfile("files/photo.png")
        assert photo is not None
        assert photo.read() == b"\x00" * 5000


def test_the_index_reads_as_moodles_own() -> None:
    with tarfile.open(shared("moodle-backups/moodle45-reference.mbz")) as archive:
        first = archive.next()
        assert first is not None
        index = archive.extractfile(first)
        assert index is not None
        head, line, *_ = (one for one in index.read().decode().splitlines() if "\td\t" not in one)
    assert first.name == ".ARCHIVE_INDEX"
    assert head.startswith("Moodle archive file index. Count: ")
    assert [part.isdigit() for part in line.split("\t")] == [False, False, True, True]


def test_what_moodles_tar_cannot_hold_is_refused(tmp_path: Path) -> None:
    asset = make_asset(tmp_path / "media", "film.mp4", "video/mp4", b"film")
    with (
        pytest.raises(UsageError, match=r"film\.mp4 is above the 8 GB"),
        tar_gz_archive(tmp_path / "a.mbz") as archive,
    ):
        archive.add_asset("files/film.mp4", replace(asset, size=8 << 30))
    with tar_gz_archive(tmp_path / "b.mbz") as archive:
        archive.add("a.txt", b"")
        for name in ("a.txt", "ä.txt", "a" * 101):
            with pytest.raises(ValueError, match=name):
                archive.add(name, b"")
    assert not (tmp_path / "a.mbz").exists()


def test_a_file_that_changed_fails_and_leaves_the_earlier_package_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.mbz"
    target.write_bytes(b"the earlier one")
    asset = make_asset(tmp_path / "media", "film.mp4", "video/mp4", b"film")
    asset.location.write_bytes(b"another film")
    with (
        pytest.raises(PoijuError, match=r"film\.mp4 changed during the build; build again"),
        tar_gz_archive(target) as archive,
    ):
        archive.add_asset("files/film.mp4", asset)
    assert target.read_bytes() == b"the earlier one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mbz", "media"]


def test_progress_counts_the_bytes_of_media(tmp_path: Path) -> None:
    told: list[int] = []
    with tar_gz_archive(tmp_path / "a.mbz", told.append) as archive:
        archive.add("text.xml", b"<a/>")
        archive.add_asset("film.mp4", make_asset(tmp_path, "film.mp4", "video/mp4", bytes(100_000)))
    assert sum(told) == 100_000


MEASURED = """
import sys
from pathlib import Path
from packager.tar_archive import tar_gz_archive
from packager.document.assets import Asset
video = Path(sys.argv[1])
size = video.stat().st_size
asset = Asset(path="media/film.mp4", media_type="video/mp4", size=size, sha1="", location=video)
with tar_gz_archive(Path(sys.argv[2])) as archive:
    archive.add_asset("files/film.mp4", asset)
"""


@pytest.mark.slow
def test_a_gigabyte_of_video_is_streamed(tmp_path: Path) -> None:
    video = tmp_path / "film.mp4"
    with video.open("wb") as sparse:
        sparse.truncate(1 << 30)
    assert peak_megabytes(MEASURED, video, tmp_path / "a.mbz") < 150
    with gzip.open(tmp_path / "a.mbz") as tar:
        assert tar.read(14) == b".ARCHIVE_INDEX"
