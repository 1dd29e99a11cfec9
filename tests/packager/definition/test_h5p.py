"""H5P activities of a module on disk: package, text alternative, what only a grade can have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from packager.definition.reader import read_module
from packager.document.h5p import H5p, H5pContent
from tests.packager.definition.conftest import Change, Check
from tests.support.h5p import card, card_description, card_files, packed

EVERYTHING = Path(__file__).parents[2] / "definitions" / "everything"
TEXT = "# Cards\n\nTurn them.\n\n::: alternative\nThe card says 4.\n:::\n"
ROW = "cards, kind: h5p, file: cards.md, minutes: 1, asset: media/cards.h5p"


@pytest.fixture
def cards(folder: Path, change: Change) -> Path:
    """Return the starter with an H5P activity."""
    change("module.yaml", "      - {id: quiz", f"      - {{id: {ROW}}}\n      - {{id: quiz")
    for language in ("fi", "sv", "en"):
        (folder / language / "cards.md").write_text(TEXT, encoding="utf-8")
    (folder / "media" / "cards.h5p").write_bytes(card())
    return folder


def test_it_is_read_with_what_its_package_says(cards: Path) -> None:
    (cards / "media" / "cards.sv.h5p").write_bytes(card("Vänd."))
    module, problems = read_module(cards)
    assert list(problems) == []
    assert module is not None
    unit = module.unit("cards")
    assert isinstance(unit, H5p)
    assert unit.asset == {"fi": "media/cards.h5p", "sv": "media/cards.sv.h5p", "en": "media/cards.h5p"}
    said = H5pContent(content_type="Poiju card", needed=("H5P.PoijuCard 1.0",))
    assert unit.content == dict.fromkeys(("fi", "sv", "en"), said)
    assert (unit.graded, unit.passing, unit.counts, unit.buttons) == (False, None, "best", ())


def test_the_committed_packages_are_those_that_tests_make() -> None:
    media = EVERYTHING / "media"
    assert (media / "cards.h5p").read_bytes() == card()
    assert (media / "cards.fi.h5p").read_bytes() == card("Käännä kortti.")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "cards.h5p}",
            "card.h5p}",
            ["media/card.h5p: there is no such file below media/; did you mean cards.h5p?"],
        ),
        (
            "cards.h5p}",
            "plan.txt}",
            ["media/plan.txt is no H5P package: name a file that ends in .h5p"],
        ),
    ],
)
def test_the_file_must_be_there(
    cards: Path, change: Change, problems: Check, old: str, new: str, said: list[str]
) -> None:
    change("module.yaml", old, new)
    errors = [one for one in problems() if not one.startswith("warning")]
    assert errors == [f"module.yaml:33: cards.asset: {one}" for one in said]


def test_each_package_that_would_not_play_is_told_once(cards: Path, problems: Check) -> None:
    files = {**card_files(), "h5p.json": json.dumps(card_description(mainLibrary="H5P.Other"))}
    (cards / "media" / "cards.sv.h5p").write_bytes(packed(files))
    (cards / "media" / "cards.h5p").write_bytes(b"a paper")
    assert problems() == [
        f"module.yaml:33: cards.asset: media/{fault}: export it again where it was made"
        for fault in (
            "cards.h5p: is no zip archive, so no H5P package",
            "cards.sv.h5p: its main library H5P.Other is not among the libraries that it names",
        )
    ]


def test_a_text_alternative_must_be_there(cards: Path, change: Change, problems: Check) -> None:
    change("sv/cards.md", "::: alternative\nThe card says 4.\n:::\n", "")
    said = (
        "sv/cards.md:1: block: there is no text alternative: write ::: alternative, which says the same "
        "as text, for people and platforms that cannot play it"
    )
    assert said in problems()
    change("module.yaml", "status: published", "status: draft")
    assert f"warning: {said}" in problems()


def test_one_text_alternative_is_enough(cards: Path, change: Change, problems: Check) -> None:
    change("en/cards.md", "Turn them.\n", "::: alternative\nThis one.\n:::\n")
    assert "en/cards.md:7: block: there are two ::: alternative blocks: make them one" in problems()


def test_a_text_alternative_stands_beside_what_is_played(
    folder: Path, change: Change, problems: Check
) -> None:
    text = (folder / "en" / "1-outcome.md").read_text(encoding="utf-8")
    (folder / "en" / "1-outcome.md").write_text(f"{text}\n::: alternative\nWords.\n:::\n", encoding="utf-8")
    assert any("::: alternative cannot stand here" in one for one in problems())


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("pass: 80", "cards.pass: nothing is graded here: add graded: true, or delete pass:"),
        ("counts: last", "cards.counts: nothing is graded here: add graded: true, or delete counts:"),
        ("graded: 1", "cards.graded: 1 is not known here: write true or false"),
        ("buttons: [print]", "cards.buttons: print is unknown here: write one of download, embed, copyright"),
    ],
)
def test_settings_that_do_not_fit(
    cards: Path, change: Change, problems: Check, field: str, said: str
) -> None:
    change("module.yaml", "cards.h5p}", f"cards.h5p, {field}}}")
    assert problems() == [f"module.yaml:33: {said}"]


def test_its_grade_can_be_weighed_and_demanded(cards: Path, change: Change, problems: Check) -> None:
    change("module.yaml", "cards.h5p}", "cards.h5p, graded: true}")
    change("module.yaml", "accessibility:", "grading: {by: section, weights: {cards: 2}}\naccessibility:")
    change(
        "module.yaml",
        "pass: 80, serves: [LO1], after: [outcome]",
        "pass: 80, serves: [LO1], restrict: {grade: cards, least: 50}",
    )
    assert problems() == []
    module, _ = read_module(cards)
    assert module is not None
    assert module.grading is not None
    assert [group.units for group in module.grading.groups] == [("plan", "cards", "quiz")]


def test_a_grade_takes_them(cards: Path, change: Change, problems: Check) -> None:
    change("module.yaml", "cards.h5p}", "cards.h5p, graded: true, pass: 80, counts: first}")
    assert problems() == []
