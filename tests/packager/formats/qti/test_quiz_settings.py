"""Sections, time and what a cartridge cannot say of a quiz."""

from __future__ import annotations

from typing import Any

import pytest

from packager.document.edition import Edition
from packager.document.quiz_settings import Review
from packager.notes import Loss
from tests.packager.formats.qti.test_assessment import CLAIM, field, quiz, written
from tests.support.sample import sample_module
from tests.support.sample_quiz_settings import stages
from tests.support.sample_words import common


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return Edition(sample_module(tmp_path_factory.mktemp("sample")), "en")


def test_a_section_stands_above_its_first_question(edition: Edition) -> None:
    root, notes = written(edition, stages(**common("stages", 15)))
    texts = [str(item.findtext(".//{*}mattext")) for item in root.iter("{*}item")]
    assert texts[0].startswith("<p><strong>Warm &amp; up (en)</strong></p><p>Take it easy.</p>")
    assert texts[4] == "<p><strong>The end (en)</strong></p><p>The fifth. (en)</p>"
    assert not [text for text in (texts[1], texts[3], texts[5]) if "strong" in text]
    assert (Loss.NEAREST_FORM, "the titles of sections stand above their first questions") in notes


def test_the_time_travels(edition: Edition) -> None:
    assert field(written(edition, quiz(CLAIM, time_limit=20))[0], "qmd_timelimit") == ["20"]
    assert field(written(edition, quiz(CLAIM))[0], "qmd_timelimit") == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"counts": "first"}, "that the first attempt counts does not travel: set it in the platform"),
        (
            {"counts": "average"},
            "that the average of attempts counts does not travel: set it in the platform",
        ),
        ({"behaviour": "adaptive"}, "when answers are checked does not travel: set it in the platform"),
        (
            {"review": Review(answers=("after",))},
            "what is shown when does not travel: set it in the platform",
        ),
        ({"per_page": 1}, "page breaks do not travel: set them in the platform"),
    ],
)
def test_what_does_not_travel_is_noted(edition: Edition, settings: dict[str, Any], said: str) -> None:
    _, notes = written(edition, quiz(CLAIM, **settings))
    assert (Loss.SETTING_DROPPED, said) in notes
    assert (Loss.SETTING_DROPPED, said) not in written(edition, quiz(CLAIM))[1]
