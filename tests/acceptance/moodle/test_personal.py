"""Units in which learners write for themselves, restored by a real Moodle and used by a learner."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from packager.document.module import Section
from tests.support.moodle_restored import LANGUAGE, TOOL, activities, at_home, restored
from tests.support.sample import sample_module
from tests.support.sample_personal import personal_units
from tests.support.sample_words import words

pytestmark = pytest.mark.moodle


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("personal")
    made = sample_module(folder)
    later = replace(personal_units()["letter"], after=("diary",))
    units = {**personal_units(), "letter": later}
    section = Section(id="own", title=words("Own"), units=tuple(units.values()))
    quiz = Section(id="quiz", title=words("Quiz"), units=(made.unit("outcomes"), made.unit("quiz")))
    return restored(replace(made, sections=(section, quiz)), folder, wish="--use=personal")


def test_a_reflection_is_a_page_that_is_ticked_by_hand(arrived: dict[str, Any]) -> None:
    diary = activities(arrived)["diary"]
    assert (diary["module"], diary["completion"], diary["view"], diary["grades"]) == ("page", 1, 0, [])
    html = at_home(arrived, diary["instance"]["content"])
    for prompt in personal_units()["diary"].prompts:
        assert (prompt.text[LANGUAGE] if prompt.text else "").replace("term:eqf", "#term-eqf") in html
    assert "<h2>What surprised &lt;you&gt; &amp; why? (en)</h2>" in diary["shown"]
    assert {file["name"] for file in diary["files"]} == {"figure.png"}
    assert diary["id"] in arrived["course"]["criteria"]


def test_a_shared_reflection_is_handed_in_without_marks(arrived: dict[str, Any]) -> None:
    letter = activities(arrived)["letter"]
    assert (letter["module"], letter["completion"], letter["grades"]) == ("assign", 2, [])
    assert (letter["instance"]["grade"], letter["instance"]["completionsubmit"]) == ("0", "1")
    assert {"assignsubmission/onlinetext/enabled=1", "assignsubmission/file/enabled=0"} <= set(
        letter["settings"]
    )
    assert "<p>Write to us, en.</p>" in letter["instance"]["intro"]


def test_a_learner_ticks_and_hands_in(arrived: dict[str, Any]) -> None:
    own = arrived["used"]
    assert own["letter_before"] is False  # it comes after the diary
    assert own["diary"] == 1
    assert own["letter_open"] is True
    assert own["saved"] is True
    assert own["letter"] == 1


def test_a_checklist_is_a_page_of_boxes(arrived: dict[str, Any]) -> None:
    ready = activities(arrived)["ready"]
    assert (ready["module"], ready["completion"], ready["grades"]) == ("page", 1, [])
    assert ready["shown"].count("<li>☐ ") == 3
    assert '<ul class="poiju-checklist list-unstyled">' in ready["shown"]
    assert '<dt id="term-eqf">' in ready["shown"]
    assert ready["id"] in arrived["course"]["criteria"]


def test_through_the_tool_only_what_is_shared_stays(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tool")
    made = sample_module(folder)
    section = Section(id="own", title=words("Own"), units=tuple(personal_units().values()))
    found = activities(restored(replace(made, sections=(section,)), folder, delivery="lti", tool_url=TOOL))
    assert {key: one["module"] for key, one in found.items() if not key.startswith("#")} == {
        "diary": "lti", "letter": "assign", "ready": "lti",
    }  # fmt: skip
    assert [one["passing"] for one in found["diary"]["grades"]] == [100]
