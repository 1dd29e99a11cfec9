"""`badge:` as it is read, and pictures that a badge cannot have."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.definition.reader import load_module, read_module
from packager.definition.starter import create_module
from packager.png import Pixels, png
from tests.support.sample import png as flat

EVERYTHING = Path(__file__).parents[2] / "definitions" / "everything"


def test_a_badge_has_words_and_a_picture() -> None:
    badge = load_module(EVERYTHING).badge
    assert badge is not None
    assert badge.picture is not None
    assert badge.name == {"fi": "Linjakkuuden merkki", "sv": "Samordningsmärket", "en": "Alignment badge"}
    assert badge.units == ("canvas", "quiz")
    assert set(badge.picture.asset.values()) == {"media/badge.png"}
    assert badge.picture.alt["en"] == "A check mark in a green circle"


def test_an_empty_one_takes_all_from_the_module(tmp_path: Path) -> None:
    create_module(tmp_path / "module")
    file = tmp_path / "module" / "module.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "badge: {}\n", encoding="utf-8")
    badge = load_module(tmp_path / "module").badge
    assert badge is not None
    assert (badge.name, badge.units, badge.picture) == (None, (), None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "is no PNG: a badge has a square PNG, 512 pixels wide at best"),
        (flat(200, 100), "is 200 × 100 pixels: make it square, 512 pixels wide at best"),
        (flat(50, 50), "is 50 pixels wide: make it 100 to 2048, 512 at best"),
        (flat(120, 120)[:-40], "is damaged: save it anew"),
        (
            flat(120, 120).replace(b"\x08\x02\x00\x00\x00", b"\x08\x02\x00\x00\x01"),
            "is PNG of a rare kind: save it with 8 bits a channel and without interlacing",
        ),
        (png(Pixels(100, 100, b"\x01" * 40_000)), None),
    ],
)
def test_pictures_that_a_badge_cannot_have(content: bytes, said: str | None, tmp_path: Path) -> None:
    folder = tmp_path / "module"
    create_module(folder)
    file = folder / "module.yaml"
    written = file.read_text(encoding="utf-8") + "badge: {picture: media/badge.png}\n"
    file.write_text(written, encoding="utf-8")
    (folder / "media" / "badge.png").write_bytes(content)
    line = written.count("\n")
    found = [str(one) for one in read_module(folder)[1] if "media/badge.png is" in str(one)]
    assert found == ([f"module.yaml:{line}: badge.picture: media/badge.png {said}"] if said else [])
