"""Each kind of question as Moodle keeps it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.document.questions import Choice, Gap, Gaps, Option, Question
from packager.document.words import Xhtml
from packager.formats.moodle.questions.table import QUESTIONS
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample import prose, sample_module, short, units

FRACTIONS_OF_MOODLE = {
    *("0.9000000", "0.8333333", "0.8000000", "0.7500000", "0.7000000", "0.6666667", "0.6000000", "0.5000000"),
    *("0.4000000", "0.3333333", "0.3000000", "0.2500000", "0.2000000", "0.1666667", "0.1428571", "0.1250000"),
    *("0.1111111", "0.1000000", "0.0500000", "1.0000000", "0.0000000"),
}
"""What Moodle's editing form offers (question_bank::fraction_options, 4.5 and 5.1)."""


def package_of(folder: Path, *questions: Question, **changes: Any) -> MoodlePackage:
    """Return a backup whose quiz asks these."""
    module = sample_module(folder)
    quiz = replace(units()["quiz"], questions=questions, after=(), **changes)
    section = replace(module.sections[0], units=(quiz,))
    return MoodlePackage(replace(module, sections=(section,)))


def choice(right: int, wrong: int) -> Choice:
    options = [Option(text=short(f"right {n}"), right=True) for n in range(right)]
    options += [Option(text=short(f"wrong {n}"), right=False) for n in range(wrong)]
    return Choice(id="c", text=short("Which?"), multiple=True, options=tuple(options))


@pytest.fixture
def package(tmp_path: Path) -> MoodlePackage:
    return sample_package(tmp_path)


def test_every_kind_has_a_row() -> None:
    from packager.document.questions import QUESTION_KINDS

    assert set(QUESTIONS) == set(QUESTION_KINDS)


def test_one_right_answer(package: MoodlePackage) -> None:
    verb = package.question("verb")
    assert verb.findtext("qtype") == "multichoice"
    assert verb.findtext(".//single") == "1"
    assert texts(verb, ".//answer/fraction") == ["0.0000000", "1.0000000", "0.0000000"]
    assert texts(verb, ".//answer/feedback")[0] == "<p>Too wide. (en)</p>"
    assert verb.findtext("generalfeedback") == "<p>An outcome is visible. (en)</p>"
    assert '<img src="@@PLUGINFILE@@/figure.png"' in (verb.findtext("questiontext") or "")


@pytest.mark.parametrize("right", range(1, 11))
@pytest.mark.parametrize("wrong", [0, 1, 3, 7, 10])
def test_only_all_right_and_none_wrong_gives_full_marks(tmp_path: Path, right: int, wrong: int) -> None:
    question = package_of(tmp_path, choice(right, wrong)).question("c")
    fractions = texts(question, ".//answer/fraction")
    assert {value.removeprefix("-") for value in fractions} <= FRACTIONS_OF_MOODLE
    worth = [Decimal(value) for value in fractions]
    assert sum(worth[:right]) > Decimal("0.999999")  # what Moodle takes for full marks
    assert all(value < 0 for value in worth[right:])
    if wrong:
        assert abs(sum(worth)) < Decimal("0.000001")  # ticking everything is worth nothing


def test_true_false_marks_the_right_word(package: MoodlePackage) -> None:
    question = package.question("level-of")
    assert texts(question, ".//answer/answertext") == ["True", "False"]
    assert texts(question, ".//answer/fraction") == ["0.0000000", "1.0000000"]
    assert texts(question, ".//answer/feedback") == [
        "<p>It describes the outcome. (en)</p>",
        "<p>Right. (en)</p>",
    ]
    answers = [answer.attrib["id"] for answer in question.iter("answer")]
    assert [question.findtext(".//trueanswer"), question.findtext(".//falseanswer")] == answers


def test_short_answers_keep_order_and_feedback(package: MoodlePackage) -> None:
    question = package.question("rpl")
    assert texts(question, ".//answertext") == ["tunnustaminen", "osaamisen tunnustaminen", "tunnistaminen"]
    assert texts(question, ".//fraction") == ["1.0000000", "1.0000000", "0.0000000"]
    assert texts(question, ".//answer/feedback")[2] == "<p>Identification.</p>"
    assert question.findtext(".//usecase") == "0"


def test_numbers_keep_their_tolerance(package: MoodlePackage) -> None:
    question = package.question("hours")
    answers = [answer.attrib["id"] for answer in question.findall(".//answers/answer")]
    assert texts(question, ".//answertext") == ["53.3", "40"]
    assert texts(question, ".//numerical_record/answer") == answers
    assert texts(question, ".//numerical_record/tolerance") == ["1", "0"]


def test_distractors_have_no_left_side(package: MoodlePackage) -> None:
    question = package.question("levels")
    assert texts(question, ".//match/answertext") == ["4 (en)", "5 (en)", "6 (en)", "8 (en)"]
    assert texts(question, ".//match/questiontext")[3] == ""


def test_ordering_keeps_places(package: MoodlePackage) -> None:
    question = package.question("steps")
    assert texts(question, ".//answertext") == [
        "<p>Outcome (en)</p>",
        "<p>Evidence (en)</p>",
        "<p>Activity (en)</p>",
    ]
    assert texts(question, ".//answer/fraction") == ["1.0000000", "2.0000000", "3.0000000"]


def test_gaps_become_places_and_parts(package: MoodlePackage) -> None:
    question = package.question("gaps")
    assert question.findtext("questiontext") == "<p>Complete. (en)</p><p>One {#1} and {#2}.</p>"
    parts = [
        one
        for one in package.xml("questions.xml").findall(".//questions/question")
        if one.findtext("parent") == question.attrib["id"]
    ]
    assert [part.findtext("questiontext") for part in parts] == [
        "{1:SHORTANSWER:=verb}",
        "{1:SHORTANSWER:=object~=target}",
    ]
    assert texts(parts[1], ".//answertext") == ["object", "target"]


def test_a_gap_takes_its_word_literally(tmp_path: Path) -> None:
    gaps = Gaps(
        id="g",
        text=short("Fill."),
        passage={"en": Xhtml('<p>{#9} <span class="gap" data-gap="1"></span></p>')},
        gaps=(Gap(accepted={"en": ("a*b~c}#&",)}),),
        case_sensitive=True,
    )
    package = package_of(tmp_path, gaps)
    assert "<p>&#123;#9} {#1}</p>" in (package.question("g").findtext("questiontext") or "")
    part = package.xml("questions.xml").findall(".//questions/question")[1]
    assert part.findtext(".//answertext") == r"a\*b~c}#&"
    assert part.findtext("questiontext") == r"{1:SHORTANSWER_C:=a\*b&#126;c\}\#&amp;}"


def test_what_is_for_the_marker_is_for_graders_alone(package: MoodlePackage) -> None:
    question = package.question("own")
    assert question.findtext(".//graderinfo") == "<p>Look for a verb. (en)</p>"
    assert question.findtext("questiontext") == "<p>Describe. (en)</p><p>Write about 150 words.</p>"
    assert question.findtext(".//maxwordlimit") == "$@NULL@$"


def test_stamps_differ_by_language_and_idnumbers_do_not(tmp_path: Path) -> None:
    one, other = (sample_package(tmp_path, language).question("verb") for language in ("fi", "sv"))
    assert one.findtext("stamp") != other.findtext("stamp")


def test_slots_carry_the_marks(tmp_path: Path) -> None:
    package = package_of(tmp_path, replace(choice(1, 2), marks=3), replace(choice(2, 2), id="d"))
    _, _, quiz = package.activity("quiz")
    assert texts(quiz, ".//maxmark") == ["3.0000000", "1.0000000"]
    assert quiz.findtext("sumgrades") == "4.00000"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
    )
)
def test_any_text_arrives_as_it_was(tmp_path: Path, text: str) -> None:
    from html import escape

    html = Xhtml(f"<p>{escape(text)}</p>")
    asked = replace(choice(1, 1), text={"en": html}, feedback={"en": html})
    question = package_of(tmp_path, asked).question("c")
    assert question.findtext("questiontext") == html
    assert question.findtext("generalfeedback") == html
    assert "<" not in (question.findtext("name") or "")
    assert len(question.findtext("name") or "") <= 255


def test_prose_of_the_sample_is_not_touched(package: MoodlePackage) -> None:
    assert prose("")["en"] in (package.question("verb").findtext("questiontext") or "")
