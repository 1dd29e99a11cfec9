"""H5P as the activity that Moodle plays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.document.h5p import H5pContent
from packager.notes import Loss
from tests.packager.formats.moodle.test_activities import package_of
from tests.support.moodle_package import sample_package
from tests.support.sample import units


def cards(**changes: Any) -> Any:
    """Return the sample's H5P activity, changed."""
    return replace(units()["cards"], **changes)


def test_the_package_of_its_language_travels_and_the_text_is_folded(tmp_path: Path) -> None:
    package = sample_package(tmp_path, "fi")
    _, _, found = package.activity("cards")
    intro = found.findtext("intro") or ""
    assert '<details class="poiju-callout poiju-alternative">\n<summary>Sama tekstinä</summary>' in intro
    assert "$@QUIZVIEWBYID*" in intro
    assert '<dt id="term-eqf">' in intro
    (record,) = (
        one for one in package.xml("files.xml").iter("file") if one.findtext("filearea") == "package"
    )
    assert (record.findtext("component"), record.findtext("filename")) == ("mod_h5pactivity", "cards.fi.h5p")
    asset = package.module.assets["media/cards.fi.h5p"]
    assert package.files[f"files/{asset.sha1[:2]}/{asset.sha1}"] == asset.location.read_bytes()


@pytest.mark.parametrize(
    ("changes", "grade", "method", "completion", "passing"),
    [
        ({"graded": False, "passing": None, "counts": "best"}, "0", "1", ("1", "$@NULL@$", "0"), None),
        ({"passing": None, "counts": "first"}, "100", "4", ("0", "0", "0"), "0.00000"),
        ({"counts": "last"}, "100", "3", ("0", "0", "1"), "50.00000"),
        ({}, "100", "2", ("0", "0", "1"), "50.00000"),
    ],
)
def test_it_is_graded_as_asked(
    tmp_path: Path, changes: dict[str, Any], grade: str, method: str, completion: Any, passing: str | None
) -> None:
    package = package_of(tmp_path, cards(**changes))
    folder, module, found = package.activity("cards")
    assert (found.findtext("grade"), found.findtext("grademethod")) == (grade, method)
    rules = ("completionview", "completiongradeitemnumber", "completionpassgrade")
    assert tuple(module.findtext(rule) for rule in rules) == completion
    assert package.xml(f"{folder}/grades.xml").findtext(".//gradepass") == passing


@pytest.mark.parametrize(
    ("buttons", "switched_off"),
    [((), "15"), (("copyright",), "6"), (("download", "embed", "copyright"), "0"), (("embed",), "10")],
)
def test_buttons_are_what_is_not_switched_off(
    tmp_path: Path, buttons: tuple[str, ...], switched_off: str
) -> None:
    found = package_of(tmp_path, cards(buttons=buttons)).activity("cards")[2]
    assert found.findtext("displayoptions") == switched_off


def test_the_site_is_told_which_libraries_it_needs(tmp_path: Path) -> None:
    content = H5pContent(content_type="Cards", needed=("H5P.Cards 1.0", "H5P.Q 1.5"), absent=("H5P.Q 1.5",))
    notes = package_of(tmp_path, cards(content={"en": content})).notes
    said = [note.text for note in notes if note.loss is Loss.SITE_NEEDS and note.place == "cards"]
    assert [text.partition(":")[0] for text in said] == [
        "it plays with the H5P libraries H5P.Cards 1.0, H5P.Q 1.5",
        "the H5P file does not bring H5P.Q 1.5",
    ]


def test_it_stays_with_the_platform(tmp_path: Path) -> None:
    package = package_of(tmp_path, cards(), delivery="lti", tool_url="https://poiju.example.fi")
    assert package.contents.items["h5pactivity"] == 1
