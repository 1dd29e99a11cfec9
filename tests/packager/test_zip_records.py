"""Zips are what Python's `zipfile` would write, byte for byte, and hold what the files held."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from packager import archive, copying, zip_records
from packager.archive import ZipArchive, zip_archive
from packager.definition.media import describe
from packager.document.assets import Asset
from packager.errors import PoijuError
from packager.zip_records import Entry, directory
from tests.support.sample import make_asset

FILES = {"a.xml": b"<a/>" * 1000, "empty.txt": b"", "kuvä/ö.txt": "ä".encode() * 99}
PICTURE = os.urandom(70_000)


def by_zipfile() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name, content in [*FILES.items(), ("b.png", PICTURE), ("c.txt", b"text " * 9000)]:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr, entry.create_system = 0o100644 << 16, 3
            entry.compress_type = zipfile.ZIP_STORED if name.endswith("png") else zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return out.getvalue()


def assets(folder: Path) -> dict[str, Asset]:
    """Return a picture whose sums are known, and a text whose are not."""
    text = make_asset(folder, "c.txt", "text/plain", b"text " * 9000)
    picture = make_asset(folder, "b.png", "image/png", PICTURE)
    return {"b.png": describe("media/b.png", picture.location, None), "c.txt": text}


def fill(out: ZipArchive, folder: Path) -> None:
    for name, content in FILES.items():
        out.add(name, content)
    for name, asset in assets(folder).items():
        out.add_asset(name, asset)


def test_the_bytes_are_those_of_zipfile(tmp_path: Path) -> None:
    with zip_archive(tmp_path / "a.zip") as out:
        fill(out, tmp_path)
    assert (tmp_path / "a.zip").read_bytes() == by_zipfile()
    (medium,) = out.media
    assert by_zipfile()[medium.offset :].startswith(PICTURE)


def test_a_system_that_cannot_copy_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def some(source: int, target: int, count: int) -> int:
        if count < len(PICTURE):
            raise OSError("no more")
        return os.write(target, os.read(source, 1000))

    monkeypatch.setattr(copying.os, "copy_file_range", some, raising=False)
    with zip_archive(tmp_path / "a.zip") as out:
        fill(out, tmp_path)
    monkeypatch.delattr(copying.os, "copy_file_range")
    memory = io.BytesIO()
    into = ZipArchive(memory)
    fill(into, tmp_path)
    into.close()
    assert (tmp_path / "a.zip").read_bytes() == memory.getvalue() == by_zipfile()


def test_sizes_of_64_bits_are_read_by_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (archive, zip_records):
        monkeypatch.setattr(module, "LARGE", 5000)
    with zip_archive(tmp_path / "a.zip") as out:
        fill(out, tmp_path)
    with zipfile.ZipFile(tmp_path / "a.zip") as made:
        assert made.testzip() is None
        assert made.read("b.png") == PICTURE
        assert [entry.extract_version for entry in made.infolist()] == [20, 20, 20, 45, 45]


def test_more_entries_than_16_bits_count(tmp_path: Path) -> None:
    entries = [Entry(f"{number}", zip_records.STORED) for number in range(70_000)]
    (tmp_path / "a.zip").write_bytes(directory(entries, 0))
    with zipfile.ZipFile(tmp_path / "a.zip") as made:
        assert len(made.infolist()) == 70_000


@pytest.mark.parametrize("content", [PICTURE[:-1], PICTURE + b"more", PICTURE[::-1]], ids=len)
def test_a_file_that_changed_since_its_sums_were_taken_is_one_line(tmp_path: Path, content: bytes) -> None:
    picture = assets(tmp_path)["b.png"]
    picture.location.write_bytes(content)
    os.utime(picture.location, (1, 1))  # two writings within one tick of the clock would look the same
    with (
        pytest.raises(PoijuError, match=r"^b\.png changed during the build; build again$"),
        zip_archive(tmp_path / "a.zip") as out,
    ):
        out.add_asset("b.png", picture)
    assert not (tmp_path / "a.zip").exists()
