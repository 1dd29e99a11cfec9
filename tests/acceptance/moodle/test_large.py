"""A question bank of thousands arrives whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.units import Quiz
from tests.support.moodle_restored import activities, restored
from tests.support.sample import ID, questions, sample_module, short, words

pytestmark = [pytest.mark.moodle, pytest.mark.slow]

COUNT = 2000


def test_a_quiz_of_2000_questions_arrives_whole(tmp_path: Path) -> None:
    kinds = questions()
    many = tuple(replace(kinds[at % len(kinds)], id=f"q{at}") for at in range(COUNT))
    quiz = Quiz(
        id="many",
        key=f"{ID}/many",
        title=words("Many"),
        minutes=5,
        intro=short("Take your time."),
        questions=many,
    )
    module = sample_module(tmp_path / "media")
    module = replace(module, sections=(replace(module.sections[0], units=(*module.sections[0].units, quiz)),))
    slots = activities(restored(module, tmp_path, wish="--no-walk"))["many"]["slots"]
    assert [slot["question"]["idnumber"] for slot in slots] == [f"{ID}/many#q{at}" for at in range(COUNT)]
