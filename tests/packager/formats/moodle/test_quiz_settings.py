"""What a quiz is set to, as Moodle keeps it: time, tries, sections, pages, what is shown when."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.document.questions import Essay, Question
from packager.document.quiz_settings import Review
from packager.document.units import Quiz
from packager.formats.moodle.xml import Element
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample import sample_module, short


@pytest.fixture
def package(tmp_path: Path) -> MoodlePackage:
    return sample_package(tmp_path)


def quiz(package: MoodlePackage) -> Element:
    _, _, found = package.activity("stages")
    return found


def changed(folder: Path, **settings: Any) -> Element:
    """Return the quiz with other settings."""
    module = sample_module(folder)
    stages = module.unit("stages")
    assert isinstance(stages, Quiz)
    sections = tuple(
        replace(section, units=tuple(replace(stages, **settings) if one is stages else one
                                     for one in section.units))
        for section in module.sections
    )  # fmt: skip
    return quiz(sample_package(folder, sections=sections))


def test_time_tries_and_behaviour(package: MoodlePackage) -> None:
    found = {
        name: quiz(package).findtext(name)
        for name in (
            *("timelimit", "overduehandling", "attempts_number", "grademethod", "preferredbehaviour"),
            *("questionsperpage",),
        )
    }
    assert found == {
        "timelimit": "1200",
        "overduehandling": "autosubmit",
        "attempts_number": "3",
        "grademethod": "2",
        "preferredbehaviour": "interactive",
        "questionsperpage": "2",
    }


@pytest.mark.parametrize(
    ("settings", "field", "value"),
    [
        ({"counts": "best"}, "grademethod", "1"),
        ({"counts": "first"}, "grademethod", "3"),
        ({"counts": "last"}, "grademethod", "4"),
        ({"behaviour": "deferred"}, "preferredbehaviour", "deferredfeedback"),
        ({"behaviour": "immediate"}, "preferredbehaviour", "immediatefeedback"),
        ({"behaviour": "adaptive"}, "preferredbehaviour", "adaptive"),
        ({"behaviour": "adaptive-no-penalty"}, "preferredbehaviour", "adaptivenopenalty"),
        ({"time_limit": None}, "timelimit", "0"),
        ({"per_page": None}, "questionsperpage", "5"),
        ({"per_page": 0}, "questionsperpage", "0"),
    ],
)
def test_each_setting(tmp_path: Path, settings: dict[str, Any], field: str, value: str) -> None:
    assert changed(tmp_path, **settings).findtext(field) == value


def review_bits(found: Element) -> dict[str, int]:
    return {
        element.tag.removeprefix("review"): int(element.text or "")
        for element in found
        if element.tag.startswith("review")
    }


def test_what_is_shown_when(package: MoodlePackage, tmp_path: Path) -> None:
    during, after, later, closed = 0x10000, 0x01000, 0x00100, 0x00010
    always = during | after | later | closed
    assert review_bits(quiz(package)) == {
        "attempt": always,  # Moodle shows the questions of a try while it lasts, whatever is set
        "correctness": after | later | closed,
        "maxmarks": always,
        "marks": always,
        "specificfeedback": always,
        "generalfeedback": always,
        "rightanswer": later | closed,
        "overallfeedback": after | later,
    }
    nothing = Review(
        attempt=(), correctness=(), marks=(), feedback=(), explanation=(), answers=(), result=()
    )  # fmt: skip
    bits = review_bits(changed(tmp_path, review=nothing))
    assert bits == dict.fromkeys(bits, 0) | {"attempt": during, "maxmarks": always}


def test_sections_and_pages(package: MoodlePackage) -> None:
    found = quiz(package)
    assert [
        tuple(one.findtext(name) for name in ("firstslot", "heading", "shufflequestions"))
        for one in found.iter("section")
    ] == [("1", "Warm & up (en)", "0"), ("4", "Mixed (en)", "1"), ("6", "The end (en)", "0")]
    # The text of the first section takes the first slot; the two that are asked stand beside it.
    assert texts(found, ".//question_instance/page") == ["1", "1", "1", "2", "2", "3", "4"]
    assert texts(found, ".//question_instance/maxmark") == ["0.0000000", *["1.0000000"] * 6]
    assert found.findtext("sumgrades") == "6.00000"


def test_pages_of_the_author(tmp_path: Path) -> None:
    assert texts(changed(tmp_path, per_page=None), ".//question_instance/page") == [
        *("1", "1", "1", "2", "2", "3", "4"),
    ]  # fmt: skip
    (tmp_path / "one").mkdir()
    assert texts(changed(tmp_path / "one", per_page=1, sections=()), ".//question_instance/page") == [
        *("1", "2", "3", "4", "5", "6"),
    ]  # fmt: skip


def test_the_text_of_a_section_is_a_description(package: MoodlePackage) -> None:
    found = [
        one for one in package.xml("questions.xml").iter("question") if one.findtext("qtype") == "description"
    ]
    assert [one.findtext("questiontext") for one in found] == [
        "<p>Take it easy.</p><p>en: ä ö å &amp; &lt;tag&gt; 😀</p>"
    ]
    assert (found[0].findtext("length"), found[0].findtext("defaultmark")) == ("0", "0.0000000")
    (note,) = [note for note in package.notes if (note.place, note.loss) == ("stages", Loss.LEFT_OUT)]
    assert "Mixed (en)" in str(note)


def test_what_is_said_of_results(package: MoodlePackage) -> None:
    found = list(quiz(package).iter("feedback"))
    assert [(one.findtext("mingrade"), one.findtext("maxgrade")) for one in found] == [
        ("80.00000", "101.00000"), ("50.00000", "80.00000"), ("0.00000", "50.00000"),
    ]  # fmt: skip
    assert [one.findtext("feedbacktext") for one in found[1:]] == [
        "<p>Go on. (en)</p>", "<p>Read the lesson again. (en)</p>",
    ]  # fmt: skip
    assert (found[0].get("id"), "mod_quiz", "feedback", "figure.png") in {
        tuple(file.findtext(name) for name in ("itemid", "component", "filearea", "filename"))
        for file in package.xml("files.xml")
    }


def test_the_worst_result_has_a_band_of_its_own(tmp_path: Path) -> None:
    stages = sample_module(tmp_path).unit("stages")
    assert isinstance(stages, Quiz)
    bands = [
        (one.findtext("mingrade"), one.findtext("maxgrade"), one.findtext("feedbacktext"))
        for one in changed(tmp_path, results=stages.results[1:2]).iter("feedback")
    ]
    assert bands == [("50.00000", "101.00000", "<p>Go on. (en)</p>"), ("0.00000", "50.00000", "")]


def test_hints_that_are_never_shown_are_noted(package: MoodlePackage) -> None:
    said = "Moodle shows its hints only with behaviour: interactive"
    assert [note.place for note in package.notes if note.text == said] == ["words"]


def pages_of(found: Element) -> list[str | None]:
    return [one.findtext("page") for one in found.iter("question_instance")]


def test_all_on_one_page_stands_on_one_page_with_the_text_of_its_section(tmp_path: Path) -> None:
    found = changed(tmp_path, per_page=0, questions=_plain(tmp_path), sections=_stages(tmp_path).sections[:1])
    assert pages_of(found) == ["1"] * 4


def test_a_question_without_marks_takes_its_place_on_a_page(tmp_path: Path) -> None:
    essay = Essay(id="free", text=short("Write."), marks=0)
    found = changed(tmp_path, per_page=1, questions=(essay, *_plain(tmp_path)), sections=())
    assert pages_of(found) == ["1", "2", "3", "4"]


def _stages(folder: Path) -> Quiz:
    found = sample_module(folder).unit("stages")
    assert isinstance(found, Quiz)
    return found


def _plain(folder: Path) -> tuple[Question, ...]:
    return _stages(folder).questions[:3]
