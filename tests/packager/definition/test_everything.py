"""The definition that uses every construct of the grammar, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.definition.reader import read_module
from packager.document.blocks import Callout, Embed
from packager.document.module import Module
from packager.document.questions import QUESTION_KINDS
from packager.document.references import references
from packager.document.units import UNIT_KINDS, Lesson, Quiz

FOLDER = Path(__file__).parents[2] / "definitions" / "everything"


@pytest.fixture(scope="module")
def everything() -> Module:
    module, problems = read_module(FOLDER)
    assert [str(one) for one in problems.errors] == []
    assert module is not None
    return module


def lesson(module: Module) -> Lesson:
    unit = module.unit("outcomes")
    assert isinstance(unit, Lesson)
    return unit


def quiz(module: Module) -> Quiz:
    unit = module.unit("quiz")
    assert isinstance(unit, Quiz)
    return unit


def test_it_holds_every_kind_of_unit(everything: Module) -> None:
    assert {type(unit) for unit in everything.units} == set(UNIT_KINDS)


def test_it_holds_every_kind_of_question(everything: Module) -> None:
    assert {type(question) for question in quiz(everything).questions} == set(QUESTION_KINDS)


def test_every_text_stands_in_every_language(everything: Module) -> None:
    for unit in everything.units:
        assert list(unit.title) == ["fi", "sv", "en"]
    for question in quiz(everything).questions:
        assert list(question.text) == ["fi", "sv", "en"]


def test_its_lesson_holds_every_block_alike_in_all_languages(everything: Module) -> None:
    body = lesson(everything).body
    outlines = [
        [(block.kind, getattr(block, "role", "")) for block in body[one]] for one in ("fi", "sv", "en")
    ]
    assert outlines[0] == outlines[1] == outlines[2]
    roles = [block.role for block in body["fi"] if isinstance(block, Callout)]
    assert sorted(roles) == ["example", "limits", "note", "summary", "task"]
    (embed,) = (block for block in body["fi"] if isinstance(block, Embed))
    written = (FOLDER / lesson(everything).files["fi"]).read_text(encoding="utf-8").splitlines()
    assert written[embed.line - 1].startswith(f"::: embed {embed.url}")


def test_pictures_follow_the_language_and_captions_travel(everything: Module) -> None:
    body = lesson(everything).body
    targets = {
        language: {
            target for block in body[language] if block.kind == "text" for _, target in references(block.html)
        }
        for language in ("fi", "sv")
    }
    assert "media/alignment.fi.svg" in targets["fi"]
    assert "media/alignment.svg" in targets["sv"]
    assert {"media/hoist.fi.vtt", "media/hoist.sv.vtt", "media/hoist.en.vtt"} <= targets["fi"] & set(
        everything.assets
    )


def test_numbers_with_comma_and_point_are_the_same(everything: Module) -> None:
    question = next(one for one in lesson(everything).checks if one.id == "hours-check")
    assert question.kind == "number"
    assert [str(number.value) for number in question.answers] == ["53.3"]
