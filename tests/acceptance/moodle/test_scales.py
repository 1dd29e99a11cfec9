"""Units of statements on a scale, restored by a real Moodle as feedbacks and answered by a learner."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from packager.document.module import Section
from tests.support.moodle_restored import LANGUAGE, TOOL, activities, at_home, restored
from tests.support.sample import sample_module
from tests.support.sample_scales import compass, scale_units, voices
from tests.support.sample_words import words

pytestmark = pytest.mark.moodle


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("scales")
    made = sample_module(folder)
    section = Section(
        id="own",
        title=words("Own"),
        units=(made.unit("outcomes"), made.unit("talk"), *scale_units().values()),
    )
    return restored(replace(made, sections=(section,)), folder, wish="--use=scales")


def settings(activity: dict[str, Any]) -> dict[str, str]:
    """Return what a feedback is set to, without its texts and numbers."""
    left_out = {"id", "course", "name", "intro", "page_after_submit", "timemodified"}
    return {name: str(value) for name, value in activity["instance"].items() if name not in left_out}


def fields(item: dict[str, Any]) -> tuple[str, ...]:
    """Return the fields of an item that are no texts."""
    names = (
        "typ",
        "label",
        "position",
        "hasvalue",
        "required",
        "options",
        "template",
        "dependitem",
        "dependvalue",
    )
    return tuple(str(item[name]) for name in names)


def test_a_self_assessment_is_a_feedback_without_names(arrived: dict[str, Any]) -> None:
    one = activities(arrived)["compass"]
    assert (one["module"], one["completion"], one["view"], one["grades"]) == ("feedback", 2, 0, [])
    assert settings(one) == {
        "introformat": "1", "anonymous": "1", "email_notification": "0", "multiple_submit": "1",
        "autonumbering": "0", "site_after_submit": "", "page_after_submitformat": "1", "publish_stats": "0",
        "timeopen": "0", "timeclose": "0", "completionsubmit": "1",
    }  # fmt: skip
    assert "<p>Rate, en. See" in one["instance"]["intro"]
    after = at_home(arrived, one["instance"]["page_after_submit"])
    for area in compass().areas:
        for advice in area.advice:
            assert advice.text[LANGUAGE] in after
    assert one["id"] in arrived["course"]["criteria"]


def test_every_item_arrives(arrived: dict[str, Any]) -> None:
    one = activities(arrived)["compass"]
    tail = ("0", "0", "")
    assert [fields(item) for item in one["items"]] == [
        ("label", "", "1", "0", "0", "", *tail),
        ("multichoicerated", "begin", "2", "1", "1", "h", *tail),
        ("multichoicerated", "see", "3", "1", "1", "h", *tail),
        ("label", "", "4", "0", "0", "", *tail),
        ("multichoicerated", "choose", "5", "1", "1", "h", *tail),
    ]
    text = at_home(arrived, one["items"][0]["presentation"])
    assert text == "<h3>Planning &amp; &lt;aims&gt; (en)</h3>" + compass().areas[0].text[LANGUAGE]
    assert one["items"][1]["name"] == "I begin with levels &amp; aims. (en)"
    assert [(file["area"], file["name"], file["item"]) for file in one["files"]] == [
        ("mod_feedback/item", "figure.png", int(one["items"][0]["id"]))
    ]


def test_a_learner_answers_and_is_done(arrived: dict[str, Any]) -> None:
    own = arrived["used"]["compass"]
    assert (own["before"], own["can"], own["done"]) == (0, True, 1)
    assert own["shown"] == [
        "label", "I begin with levels &amp; aims. (en)", "I know how to see them. (en)", "label",
        "I choose tools by aims. (en)",
    ]  # fmt: skip
    assert own["values"] == dict.fromkeys(("begin", "see", "choose"), "With help &#124; or so (en)")
    assert own["anonymous"] == 1
    assert own["again"] is True


def test_a_survey_is_a_feedback_that_is_answered_once(arrived: dict[str, Any]) -> None:
    one = activities(arrived)["voices"]
    assert (one["module"], one["completion"]) == ("feedback", 2)
    assert settings(one)["multiple_submit"] == "0"
    assert settings(one)["publish_stats"] == "0"
    thanks = at_home(arrived, one["instance"]["page_after_submit"])
    assert thanks == voices().thanks[LANGUAGE]
    rated, tail = "multichoicerated", ("0", "0", "")
    assert [fields(item) for item in one["items"]] == [
        ("label", "", "1", "0", "0", "", *tail),
        (rated, "use", "2", "1", "1", "h", *tail),
        (rated, "time", "3", "1", "1", "h", *tail),
        ("label", "", "4", "0", "0", "", *tail),
        ("multichoice", "helped", "5", "1", "0", "i", *tail),
        ("pagebreak", "", "6", "0", "0", "", *tail),
        ("multichoice", "used", "7", "1", "0", "i", *tail),
        ("textfield", "word", "8", "1", "1", "", *tail),
        ("label", "", "9", "0", "0", "", *tail),
        ("textarea", "change", "10", "1", "0", "", *tail),
    ]
    presented = {item["label"]: item["presentation"] for item in one["items"] if item["label"]}
    assert presented["used"] == "c>>>>>Phone (en)|Desk (en)|Paper (en)"
    assert presented["word"] == "60|255"
    assert at_home(arrived, one["items"][8]["presentation"]) == (voices().questions[4].text or {})[LANGUAGE]


def test_a_learner_answers_a_survey_once(arrived: dict[str, Any]) -> None:
    own = arrived["used"]["voices"]
    assert (own["before"], own["can"], own["done"], own["pages"]) == (0, True, 1, 2)
    assert own["again"] is False
    assert own["anonymous"] == 1
    assert own["values"] == {
        "use": "Partly (en)", "time": "Partly (en)", "helped": "Self-checks (en)",
        "used": "Phone (en)\nDesk (en)\n", "word": "Words &amp; &lt;signs&gt;",
        "change": "Words &amp; &lt;signs&gt;",
    }  # fmt: skip


def test_through_the_tool_they_are_done_when_the_tool_says_so(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("tool")
    made = sample_module(folder)
    section = Section(id="own", title=words("Own"), units=tuple(scale_units().values()))
    found = activities(restored(replace(made, sections=(section,)), folder, delivery="lti", tool_url=TOOL))
    assert {one["module"] for key, one in found.items() if not key.startswith("#")} == {"lti"}
    assert [one["passing"] for one in found["compass"]["grades"]] == [100]
