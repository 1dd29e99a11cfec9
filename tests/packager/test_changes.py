"""What changed between two versions of a module."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.changes import Changes, changes
from packager.document.edition import Edition
from packager.document.fingerprint import Fingerprint, fingerprint
from packager.document.module import Module, Section
from tests.support.sample import ID, make_asset, png, sample_module, words


def compared(earlier: Module, later: Module, language: str = "fi") -> Changes:
    return changes(fingerprint(Edition(earlier, language)), fingerprint(Edition(later, language)))


def said(found: Changes) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.what, one.unit.key.removeprefix(f"{ID}/"), one.parts) for one in found.units]


def with_unit(module: Module, unit_id: str, **fields: Any) -> Module:
    sections = tuple(
        replace(one, units=tuple(replace(u, **fields) if u.id == unit_id else u for u in one.units))
        for one in module.sections
    )
    return replace(module, sections=sections)


@pytest.fixture
def module(tmp_path: Path) -> Module:
    return sample_module(tmp_path / "one")


def test_the_same_module_has_no_changes(module: Module, tmp_path: Path) -> None:
    found = compared(module, replace(sample_module(tmp_path / "two"), version="1.3.0"))
    assert said(found) == []
    assert found.as_before == len(list(module.units))


def test_each_part_of_a_unit_is_told_apart(module: Module) -> None:
    quiz = module.unit("quiz")
    questions = (replace(quiz.questions[0], marks=2), *quiz.questions[2:])  # type: ignore[union-attr]  # a quiz
    later = with_unit(module, "quiz", title=words("New"), passing=70, questions=questions)
    assert said(compared(module, later)) == [("changed", "quiz", ("title", "#verb", "settings", "#several"))]


def test_another_language_is_another_edition(module: Module) -> None:
    title = {**module.unit("quiz").title, "sv": "Ny rubrik"}
    later = with_unit(module, "quiz", title=title)
    assert said(compared(module, later, "fi")) == []
    assert said(compared(module, later, "sv")) == [("changed", "quiz", ("title",))]


def test_a_file_of_the_same_name_with_another_content_is_a_change(module: Module, tmp_path: Path) -> None:
    figure = make_asset(tmp_path / "new", "media/figure.png", "image/png", png(3, 3))
    later = replace(module, assets={**module.assets, "media/figure.png": figure})
    assert ("changed", "outcomes", ("#verb", "text")) in said(compared(module, later))


def test_units_come_go_and_move(module: Module) -> None:
    first, last = module.sections
    moved, *kept = first.units
    new = replace(moved, id="new", key=f"{ID}/new")
    later = replace(
        module,
        sections=(replace(first, units=tuple(kept[1:])), replace(last, units=(*last.units, moved, new))),
    )
    assert said(compared(module, later)) == [
        ("moved", moved.id, ()),
        ("new", "new", ()),
        ("gone", kept[0].id, ()),
    ]


def test_what_a_course_lacks_is_new_or_changed(module: Module) -> None:
    earlier = replace(module, sections=(Section(id="a", title=words("A"), units=(module.unit("quiz"),)),))
    found = compared(with_unit(earlier, "quiz", tries=2), earlier)
    assert found.to_deliver == {f"{ID}/quiz"}


def test_a_fingerprint_survives_json(module: Module) -> None:
    print_ = fingerprint(Edition(module, "en"))
    assert Fingerprint.from_json(json.loads(json.dumps(print_.as_json()))) == print_


def test_parts_are_named_in_the_lecturers_language(module: Module) -> None:
    found = compared(module, with_unit(module, "quiz", title=words("New"), passing=70))
    assert found.units[0].parts_in("fi") == "otsikko, asetukset"
    assert found.units[0].parts_in("sv") == "rubrik, inställningar"
    assert found.units[0].parts_in("en") == "title, settings"
