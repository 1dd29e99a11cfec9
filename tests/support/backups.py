"""Backups to look into: ours, changed in one place, packed in either archive."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.support.moodle_package import MoodlePackage
from tests.support.sample import sample_module


def sample_files(folder: Path, **job: object) -> dict[str, bytes]:
    """Return the files of the sample module's backup."""
    return dict(MoodlePackage(sample_module(folder), **job).files)


def pack_zip(target: Path, files: Mapping[str, bytes]) -> Path:
    """Write files as a zip."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target


def pack_tar(target: Path, files: Mapping[str, bytes]) -> Path:
    """Write files as a tar.gz."""
    with tarfile.open(target, "w:gz") as archive:
        for name, content in files.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return target


def replaced(files: Mapping[str, bytes], name: str, old: str, new: str, times: int = -1) -> dict[str, bytes]:
    """Return the files with a text replaced in each whose name ends so; it must be in one at least."""
    changed = dict(files)
    hits = 0
    for one, content in files.items():
        if one.endswith(name) and old.encode() in content:
            changed[one] = content.replace(old.encode(), new.encode(), times)
            hits += 1
    assert hits, f"{old} is in no {name}"
    return changed
