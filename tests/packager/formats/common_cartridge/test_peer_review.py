"""A peer review in a cartridge: a page in 1.1, an assignment in 1.3, each with the criteria."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.notes import Loss
from tests.packager.formats.common_cartridge.test_units import of
from tests.support.sample import units

PARTS = (
    "Write a plan, fi.",
    "Miten työ arvioidaan",
    "Aim (fi)",
    "Say first what is good",
    "What do you change?",
)


@pytest.mark.parametrize("delivery", ["native", "lti"])
def test_it_is_a_page_in_1_1(tmp_path: Path, delivery: str) -> None:
    built = of(tmp_path, "1.1", units()["exchange"], delivery)
    assert built.contents.items == {"page": 1}
    page = built.files["pages/exchange.html"].decode()
    assert [part for part in PARTS if part not in page] == []


def test_it_is_an_assignment_in_1_3(tmp_path: Path) -> None:
    built = of(tmp_path, "1.3", units()["exchange"])
    assert built.contents.items == {"assignment": 1}
    root = built.xml("assignments/exchange.xml")
    text = root.findtext("{*}text") or ""
    assert [part for part in PARTS if part not in text] == []
    assert [one.get("type") for one in root.iter("{*}format")] == ["html", "file"]


def test_what_is_lost_is_said_at_the_unit(tmp_path: Path) -> None:
    built = of(tmp_path, "1.3", units()["exchange"])
    said = [note for note in built.notes if note.place == "exchange"]
    assert {note.loss for note in said} >= {Loss.NEAREST_FORM, Loss.SETTING_DROPPED}
    assert any(note.text.startswith("a cartridge has no peer review") for note in said)


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_what_to_hand_in_is_said_once_and_whole(tmp_path: Path, version: str) -> None:
    unit = replace(units()["exchange"], attachments=3)
    built = of(tmp_path, version, unit)
    name = "pages/exchange.html" if version == "1.1" else "assignments/exchange.xml"
    text = built.files[name].decode()
    assert text.count("Mitä palautetaan") == 1
    assert "Enintään 3 tiedostoa." in text
