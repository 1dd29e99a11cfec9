"""Deep Linking: dates, ways of opening and kinds of content, as far as a platform takes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lti_tool.runtime import Runtime
from lti_tool.services.installation import publish
from tests.support.platform import CLAIM
from tests.support.sample import ID, sample_module
from tests.support.teacher import ITEMS, Teacher
from tests.support.tool import Browser

QUIZ, LESSON = f"{ID}/quiz", f"{ID}/outcomes"


@pytest.fixture
def teacher(browser: Browser, runtime: Runtime, tmp_path: Path) -> Teacher:
    publish(runtime, sample_module(tmp_path / "source"))
    return Teacher(browser, runtime)


def dated(key: str, *moments: str) -> dict[str, str]:
    names = ("available-from", "available-until", "submit-from", "submit-until")
    return {f"{name}:{key}": moment for name, moment in zip(names, moments, strict=True)}


def test_each_unit_goes_back_with_its_own_dates(teacher: Teacher) -> None:
    teacher.asks()
    form = {
        **dated(QUIZ, "2027-01-11T06:00:00.000Z", "", "2027-01-12T08:00+02:00", "2027-01-20T21:59"),
        **dated(LESSON, "", "2027-02-01T12:00", "", ""),
    }
    quiz, lesson, module = teacher.claims(teacher.sends(unit=[QUIZ, LESSON, ID], **form))[ITEMS]
    assert quiz["available"] == {"startDateTime": "2027-01-11T06:00:00Z"}
    assert quiz["submission"] == {
        "startDateTime": "2027-01-12T06:00:00Z",
        "endDateTime": "2027-01-20T21:59:00Z",
    }
    assert lesson["available"] == {"endDateTime": "2027-02-01T12:00:00Z"}
    assert "submission" not in lesson
    assert "available" not in module


@pytest.mark.parametrize(
    ("begins", "ends"),
    [("2027-01-12T08:00", "2027-01-12T08:00"), ("2027-01-12T08:00", "2026-01-12T08:00"), ("soon", "")],
)
def test_dates_that_cannot_be_are_asked_again_and_nothing_marked_is_lost(
    begins: str, ends: str, teacher: Teacher
) -> None:
    teacher.asks()
    form = {"shown": [QUIZ, LESSON], "graded": LESSON, "lang": "sv", "way": "window"}
    answer = teacher.sends(unit=[QUIZ, LESSON], **form, **dated(QUIZ, begins, ends, "", ""))
    assert answer.status_code == 400
    page = answer.text
    assert page.count('role="alert"') == 1
    assert f'name="unit" value="{QUIZ}" checked' in page
    assert f'name="unit" value="{LESSON}" checked' in page
    assert f'name="graded" value="{LESSON}" checked' in page
    assert f'name="graded" value="{QUIZ}" checked' not in page
    assert '<option value="sv" selected>' in page
    assert '<option value="window" selected>' in page
    assert f'name="available-from:{QUIZ}" value="{begins}"' in page
    assert teacher.claims(teacher.sends(unit=QUIZ))[ITEMS], "the visit goes on"


def test_what_is_not_marked_may_be_dated_wrongly(teacher: Teacher) -> None:
    teacher.asks()
    [item] = teacher.claims(teacher.sends(unit=LESSON, **dated(QUIZ, "soon", "", "", "")))[ITEMS]
    assert item["custom"]["unit"] == LESSON


def test_searching_without_scripts_keeps_what_is_marked(teacher: Teacher) -> None:
    teacher.asks()
    page = teacher.sends(unit=LESSON, q="quiz", search="1", shown=LESSON, graded=LESSON).text
    assert f'name="unit" value="{LESSON}" checked' in page
    assert f'name="graded" value="{LESSON}" checked' in page
    assert f'name="unit" value="{QUIZ}"' in page
    assert f'name="graded" value="{QUIZ}" checked' in page, "as usual: it was not on the page before"
    assert f'value="{ID}/guide"' not in page


@pytest.mark.parametrize("way", ["iframe", "window"])
def test_a_way_of_opening_that_was_chosen(way: str, teacher: Teacher) -> None:
    assert 'name="way"' in teacher.asks().text
    [item] = teacher.claims(teacher.sends(unit=QUIZ, way=way))[ITEMS]
    ways = {"iframe": {"height": 700}, "window": {"targetName": "_blank"}}
    assert item[way] == ways[way]
    assert len({"iframe", "window"} & set(item)) == 1


@pytest.mark.parametrize(
    ("targets", "way", "found"),
    [
        (["iframe", "window"], "", set()),
        (["iframe", "window"], "embed", set()),
        (["iframe"], "window", set()),
        (["window"], "iframe", {"window"}),
        ("window", "", {"window"}),
        ("iframe, window", "window", {"window"}),
        (["frame", "window"], "iframe", set()),
        ("nonsense", "window", set()),
        ([1, {"a": 2}], "window", set()),
    ],
)
def test_only_a_way_that_the_platform_takes(
    targets: Any, way: str, found: set[str], teacher: Teacher
) -> None:
    teacher.asks(accept_presentation_document_targets=targets)
    [item] = teacher.claims(teacher.sends(unit=QUIZ, way=way))[ITEMS]
    assert {"iframe", "window"} & set(item) == found


def test_moodle_is_not_asked_for_what_it_ignores(teacher: Teacher) -> None:
    page = teacher.asks(product="moodle").text
    assert "datetime-local" not in page
    assert 'name="way"' not in page
    form = dated(QUIZ, "2027-01-11T06:00", "", "", "2027-01-20T21:59")
    [item] = teacher.claims(teacher.sends(unit=QUIZ, way="window", graded=QUIZ, **form))[ITEMS]
    assert set(item) == {"type", "title", "text", "url", "custom", "lineItem"}


@pytest.mark.parametrize("types", [["link", "html"], "link,html"])
def test_a_platform_that_takes_no_links_gets_an_empty_list(types: Any, teacher: Teacher) -> None:
    page = teacher.asks(accept_types=types).text
    assert 'name="unit"' not in page
    assert 'name="cancel"' in page
    assert teacher.sends(unit=QUIZ).status_code == 400
    assert teacher.claims(teacher.sends(cancel="1"))[ITEMS] == []


@pytest.mark.parametrize("types", [["ltiResourceLink"], "link, ltiResourceLink"])
def test_links_are_taken_in_a_list_or_a_text(types: Any, teacher: Teacher) -> None:
    teacher.asks(accept_types=types)
    assert len(teacher.claims(teacher.sends(unit=QUIZ))[ITEMS]) == 1


@pytest.mark.parametrize("several", [True, "true", "True", " true "])
def test_several_where_the_platform_takes_several(several: object, teacher: Teacher) -> None:
    assert 'type="checkbox" name="unit"' in teacher.asks(accept_multiple=several).text
    items = teacher.claims(teacher.sends(unit=[QUIZ, LESSON, ID]))[ITEMS]
    assert [item["custom"]["unit"] for item in items] == [QUIZ, LESSON, ID]


@pytest.mark.parametrize("data", ["", "a=b&c", "äö€ \"'\\ \u2028 🦉", "x" * 5000])
def test_data_goes_back_as_it_came(data: str, teacher: Teacher) -> None:
    teacher.asks(data=data)
    claims = teacher.claims(teacher.sends(cancel="1"))
    assert claims["https://purl.imsglobal.org/spec/lti-dl/claim/data"] == data


def test_a_platform_that_names_no_product_is_asked_for_all(teacher: Teacher) -> None:
    answer = teacher.asks(product="")
    assert "datetime-local" in answer.text
    assert f"{CLAIM}message_type" not in answer.text
