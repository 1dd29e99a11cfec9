"""The archive of a package is chosen, and only where a format knows it."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

from packager.build import Order, build_module
from packager.errors import UsageError
from packager.formats.table import FORMATS, get_format
from tests.support.sample import sample_module


def test_a_backup_holds_the_same_files_in_either_archive(tmp_path: Path) -> None:
    module = sample_module(tmp_path / "module")
    moodle = (get_format("moodle"),)
    (zipped,) = build_module(module, Order(formats=moodle, out=tmp_path / "zip", languages=("en",)))
    order = Order(formats=moodle, out=tmp_path / "tar", languages=("en",), archive="tar.gz")
    (tarred,) = build_module(module, order)
    assert tarred.path.name == zipped.path.name
    with zipfile.ZipFile(zipped.path) as one, tarfile.open(tarred.path) as other:
        names = one.namelist()
        assert other.getnames() == [".ARCHIVE_INDEX", *names]
        for name in names:
            content = other.extractfile(name)
            assert content is not None
            assert content.read() == one.read(name), name


@pytest.mark.parametrize("row", [row for row in FORMATS if row.name != "moodle"], ids=lambda row: row.name)
def test_other_formats_are_zips(row: object, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--archive tar\.gz: the format .* is always a zip"):
        Order(formats=(row,), out=tmp_path, archive="tar.gz")  # type: ignore[arg-type]  # a row of FORMATS
