"""A poll, restored by a real Moodle as a choice and answered by a learner."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from packager.document.module import Section
from tests.support.moodle_restored import LANGUAGE, activities, restored
from tests.support.sample import sample_module
from tests.support.sample_polls import evening
from tests.support.sample_words import words

pytestmark = pytest.mark.moodle


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("polls")
    section = Section(id="own", title=words("Own"), units=(evening(),))
    return restored(replace(sample_module(folder), sections=(section,)), folder, wish="--use=polls")


def test_the_choice_is_as_meant(arrived: dict[str, Any]) -> None:
    found = activities(arrived)["evening"]
    assert (found["module"], found["completion"], found["grades"]) == ("choice", 2, [])
    names = ("publish", "showresults", "allowupdate", "allowmultiple", "completionsubmit", "display")
    assert [found["instance"][name] for name in names] == ["0", "1", "1", "0", "1", "1"]
    assert "Which suits you, en?" in found["instance"]["intro"]


def test_a_learner_answers_and_then_sees_the_results(arrived: dict[str, Any]) -> None:
    used = arrived["used"]
    assert [unescape(text) for text in used["options"]] == [one.text[LANGUAGE] for one in evening().options]
    assert not used["results_before"]
    assert used["results_after"]
    assert (used["before"], used["after"]) == (0, 1)
