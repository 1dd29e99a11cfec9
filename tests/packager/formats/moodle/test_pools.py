"""Pools in a backup: a category in the bank of each quiz that draws, random slots, tags."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from packager.document.units import Quiz
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.moodle_references import broken
from tests.support.sample import ID, sample_module
from tests.support.sample_pools import pool_questions


@pytest.fixture
def package(tmp_path: Path) -> MoodlePackage:
    return sample_package(tmp_path)


def pool_categories(package: MoodlePackage) -> list[etree._Element]:
    """Return the categories of the pool."""
    every = package.xml("questions.xml").iter("question_category")
    return [one for one in every if one.findtext("name") == "Terms & more"]


def test_a_pool_is_a_category_of_the_quiz_that_draws(package: MoodlePackage) -> None:
    (pool,) = pool_categories(package)
    _, _, quiz = package.activity("words")
    assert pool.findtext("contextid") == quiz.getparent().get("contextid")  # type: ignore[union-attr]  # its root
    assert pool.findtext("info") == "<p>For those who teach.</p>"
    assert texts(pool, ".//question_bank_entry/idnumber") == [
        f"{ID}/words#terms/{question.id}" for question in pool_questions()
    ]


def test_random_slots_stand_where_the_quiz_draws(package: MoodlePackage) -> None:
    _, _, quiz = package.activity("words")
    slots = quiz.findall(".//question_instance")
    kinds = [[one.tag for one in slot if one.tag.endswith("reference")] for slot in slots]
    own, drawn = ["question_reference"], ["question_set_reference"]
    assert kinds == [own, drawn, own, drawn, drawn]
    assert texts(quiz, ".//slot") == ["1", "2", "3", "4", "5"]
    assert texts(quiz, ".//maxmark") == [f"{mark}.0000000" for mark in (1, 1, 1, 2, 2)]
    assert quiz.findtext("sumgrades") == "7.00000"


def test_a_slot_names_category_and_tags_so_that_both_versions_find_them(package: MoodlePackage) -> None:
    (pool,) = pool_categories(package)
    _, _, quiz = package.activity("words")
    tagged, plain, _ = map(json.loads, texts(quiz, ".//filtercondition"))
    number = int(pool.attrib["id"])
    hard = next(tag for tag in pool.iter("tag") if tag.findtext("rawname") == "hard")
    assert tagged == {
        "questioncategoryid": number, "includingsubcategories": False, "tags": [f"{hard.get('id')},hard"],
    }  # fmt: skip
    assert plain == {"questioncategoryid": number, "includingsubcategories": False}
    names = [[tag.findtext("rawname") for tag in one.iter("tag")] for one in pool.iter("question")]
    assert names == [["easy"], ["hard"], ["easy"], ["easy", "hard"], []]
    assert len({tag.get("id") for tag in pool.iter("tag")}) == 2


def test_each_quiz_has_a_copy_and_it_is_noted(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    words = module.unit("words")
    assert isinstance(words, Quiz)
    again = replace(words, id="again", key=f"{ID}/again")
    section = replace(module.sections[0], units=(words, again))
    package = MoodlePackage(replace(module, sections=(section,)))
    assert broken(package) == []
    assert len(pool_categories(package)) == 2
    idnumbers = texts(package.xml("questions.xml"), ".//question_bank_entry/idnumber")
    stamps = texts(package.xml("questions.xml"), ".//question/stamp")
    assert f"{ID}/again#terms/term" in idnumbers
    assert len(stamps) == len(set(stamps))
    noted = [note.place for note in package.notes if note.text.startswith("the pool terms is copied")]
    assert noted == ["words", "again"]
    assert {note.loss for note in package.notes if "is copied" in note.text} == {Loss.NEAREST_FORM}


def test_one_quiz_alone_is_no_matter_of_a_note(package: MoodlePackage) -> None:
    assert not [note for note in package.notes if "pool" in note.text]
