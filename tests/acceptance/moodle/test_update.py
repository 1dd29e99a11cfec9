"""A running course takes in what a new version brings, and nothing else of it changes."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.archive import zip_archive
from packager.changes import changes
from packager.document.edition import Edition
from packager.document.fingerprint import fingerprint
from packager.document.module import Module
from packager.formats.base import Job
from packager.formats.moodle.writer import write
from packager.notes import Notes
from packager.update import write_update
from tests.support.sample import ID, sample_module, words

pytestmark = pytest.mark.moodle

LANGUAGE = "en"


def newer(module: Module) -> Module:
    """Return the next version: the last unit of the first section renamed, and a unit that was not there."""
    first, *others = module.sections
    *kept, last = first.units
    renamed = replace(last, title=words("Renamed"))
    new = replace(kept[0], id="new", key=f"{ID}/new", title=words("New"), after=(), restrict=None)
    return replace(module, version="1.3.0", sections=(replace(first, units=(*kept, renamed, new)), *others))


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    moodle = os.environ.get("MOODLE_DIR")
    if not moodle:
        pytest.skip("MOODLE_DIR is not set: it names the folder of a Moodle to restore into")
    folder = tmp_path_factory.mktemp("update")
    earlier = Edition(sample_module(folder / "media"), LANGUAGE)
    later = Edition(newer(earlier.module), LANGUAGE)
    with zip_archive(folder / "earlier.mbz") as archive:
        write(Job(edition=earlier, notes=Notes("moodle")), archive)
    built = write_update(later, changes(fingerprint(earlier), fingerprint(later)), folder)
    assert built is not None
    command = [
        "php",
        str(Path(__file__).with_name("update.php")),
        moodle,
        str(folder / "earlier.mbz"),
        str(built.path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nobody_complains(arrived: dict[str, Any]) -> None:
    assert arrived["complaints"] == []


def test_new_units_join_their_section_and_earlier_ones_stay(arrived: dict[str, Any]) -> None:
    """A changed unit arrives beside the earlier one, which keeps the idnumber: a course has each once."""
    first = arrived["course"]["sections"][1]
    names = [(one["name"], one["idnumber"]) for one in first["activities"]]
    *before, changed, renamed, new = names
    assert changed[1].startswith(f"{ID}/")
    assert renamed == ("Renamed (en)", "")
    assert new == ("New (en)", f"{ID}/new")
    assert len({idnumber for _, idnumber in before}) == len(before)


def test_no_other_section_changes(arrived: dict[str, Any]) -> None:
    sections = arrived["course"]["sections"]
    assert [section["name"] for section in sections] == ["About this module", "Learn (en)", "Finish (en)"]
    for section in (sections[0], sections[2]):
        assert all(one["idnumber"] for one in section["activities"])
