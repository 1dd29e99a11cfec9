"""Hints, penalties and what is said of right, partly right and wrong answers, as Moodle keeps them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.notes import Loss
from tests.packager.formats.moodle.test_questions import package_of
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample import questions
from tests.support.sample_questions import prose, word_questions


@pytest.fixture
def package(tmp_path: Path) -> MoodlePackage:
    return sample_package(tmp_path)


def test_hints_stand_in_order_with_their_files(package: MoodlePackage) -> None:
    lists, plan = package.question("lists"), package.question("plan")
    assert texts(lists, ".//hint") == ["<p>Look at the first.</p>", "<p>Look at all.</p>"]
    hint = plan.find(".//question_hint")
    assert hint is not None
    assert hint.findtext("hint") == '<p>What is seen? <img src="@@PLUGINFILE@@/figure.png" alt="Boxes"/></p>'
    assert (hint.findtext("shownumcorrect"), hint.findtext("clearwrong")) == ("1", "0")
    assert (hint.attrib["id"], "hint") in {
        (file.findtext("itemid"), file.findtext("filearea")) for file in package.xml("files.xml")
    }


def test_penalties(package: MoodlePackage) -> None:
    names = ("plan", "terms/year", "lists", "terms/is-law", "own")
    assert [package.question(name).findtext("penalty") for name in names] == [
        *("0.2000000", "0.0000000", "0.3333333", "1.0000000", "0.0000000"),
    ]  # fmt: skip


def test_what_is_said_of_the_whole_answer(package: MoodlePackage) -> None:
    plan = package.question("plan")
    said = [
        plan.findtext(f".//ddwtos/{name}feedback") for name in ("correct", "partiallycorrect", "incorrect")
    ]
    assert said == [
        '<p>All in place. <a href="@@PLUGINFILE@@/canvas.docx">Go on</a></p>',
        "<p>Some in place.</p>",
        "<p>None in place.</p>",
    ]
    assert (plan.attrib["id"], "correctfeedback", "canvas.docx") in {
        tuple(file.findtext(name) for name in ("itemid", "filearea", "filename"))
        for file in package.xml("files.xml")
    }


def test_types_without_a_place_for_it_say_it_with_their_answers(package: MoodlePackage) -> None:
    def answers(name: str) -> list[tuple[str, str, str]]:
        return [
            (
                one.findtext("answertext") or "",
                (one.findtext("fraction") or "")[:1],
                one.findtext("feedback") or "",
            )
            for one in package.question(name).findall(".//answers/answer")
        ]

    assert answers("terms/short-term") == [
        ("LO", "1", "<p>Short and right.</p>"), ("*", "0", "<p>Two letters are wanted.</p>"),
    ]  # fmt: skip
    assert answers("terms/year") == [
        ("2022", "1", "<p>The year is right.</p>\n<p>In June.</p>"),
        ("2021", "0", "<p>Another year.</p>\n<p>Proposed.</p>"),
        ("*", "0", "<p>Another year.</p>"),
    ]
    assert answers("terms/is-law") == [
        ("True", "0", "<p>Not so.</p>\n<p>It recommends.</p>"), ("False", "1", "<p>So it is.</p>"),
    ]  # fmt: skip
    records = package.question("terms/year").findall(".//numerical_record")
    assert [one.findtext("tolerance") for one in records] == ["0", "0", "0"]


def test_cloze_has_no_place_and_that_is_noted(tmp_path: Path) -> None:
    lists = replace(word_questions()[0], when_right=prose("<p>Good.</p>"))
    package = package_of(tmp_path, lists, replace(questions()[0], when_right=prose("<p>Good.</p>")))
    lost = [note.place for note in package.notes if note.loss is Loss.LEFT_OUT and "no place" in note.text]
    assert lost == ["quiz#lists"]
    assert package.question("verb").findtext(".//correctfeedback") == "<p>Good.</p>"
    assert package.question("verb").findtext(".//incorrectfeedback") == "<p>Your answer is not right.</p>"
