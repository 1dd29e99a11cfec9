"""Deep Linking: who may choose, what goes back, and what the platform's wishes change."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from lti_tool.errors import Fault
from lti_tool.runtime import Runtime
from lti_tool.services.installation import publish
from tests.support.platform import CLAIM, Platform
from tests.support.sample import ID, sample_module
from tests.support.teacher import DATA, ITEMS, Teacher
from tests.support.tool import URL, Browser


@pytest.fixture
def teacher(browser: Browser, runtime: Runtime, tmp_path: Path) -> Teacher:
    publish(runtime, sample_module(tmp_path / "source"))
    return Teacher(browser, runtime)


def test_the_picker_shows_units_in_the_platforms_language(teacher: Teacher) -> None:
    page = teacher.asks().text
    assert "Sample module (fi)" in page
    assert 'type="checkbox" name="unit"' in page
    for unit in ("outcomes", "quiz", "reading", "handout", "guide"):
        assert f'value="{ID}/{unit}"' in page
    for native in ("canvas", "talk", "cards", "exchange"):
        assert f'value="{ID}/{native}"' not in page
    graded = re.findall(r'name="graded" value="([^"]+)" checked', page)
    assert graded == [f"{ID}/quiz", f"{ID}/words", f"{ID}/stages"]


def test_searching_narrows_without_scripts(teacher: Teacher) -> None:
    teacher.asks()
    page = teacher.browser.get(f"{teacher.address}?q=sample+QUIZ").text
    assert f"{ID}/quiz" in page
    assert f"{ID}/outcomes" not in page
    assert "<input" in teacher.browser.get(f"{teacher.address}?q=%3Cscript%3E").text
    assert "<script>" not in teacher.browser.get(f"{teacher.address}?q=%3Cscript%3E").text


def test_what_was_chosen_goes_back_signed(teacher: Teacher) -> None:
    teacher.asks()
    answer = teacher.sends(unit=[f"{ID}/quiz", f"{ID}/outcomes"], graded=[f"{ID}/quiz"], lang="sv")
    claims = teacher.claims(answer)
    assert claims[f"{CLAIM}message_type"] == "LtiDeepLinkingResponse"
    assert claims[f"{CLAIM}version"] == "1.3.0"
    assert claims[f"{CLAIM}deployment_id"] == "deployment-1"
    assert claims[DATA] == "opaque <&> data"
    quiz, lesson = claims[ITEMS]
    assert quiz == {
        "type": "ltiResourceLink",
        "title": "Quiz (sv)",
        "text": "Sample module (sv)",
        "url": f"{URL}/lti/launch",
        "custom": {"unit": f"{ID}/quiz", "ctx_history": "$Context.id.history", "lang": "sv"},
        "lineItem": {
            "scoreMaximum": 100.0,
            "label": "Quiz (sv)",
            "resourceId": f"{ID}/quiz",
            "tag": "completion",
            "submissionReview": {
                "reviewableStatus": ["InProgress", "Submitted", "Completed"],
                "url": f"{URL}/lti/launch",
                "custom": {"unit": f"{ID}/quiz"},
            },
        },
    }
    assert "lineItem" not in lesson
    assert lesson["custom"]["unit"] == f"{ID}/outcomes"


def test_a_whole_module_is_a_link_to_its_overview_without_a_column(teacher: Teacher) -> None:
    page = teacher.asks().text
    assert f'name="unit" value="{ID}">' in page
    assert f'name="graded" value="{ID}"' not in page
    [item] = teacher.claims(teacher.sends(unit=ID, graded=ID))[ITEMS]
    assert (item["title"], item["custom"]["unit"]) == ("Sample module (fi)", ID)
    assert "lineItem" not in item
    opened = teacher.browser.launch(**{f"{CLAIM}custom": item["custom"]}).headers["Location"]
    assert opened.endswith(f"/m/{ID}/")
    assert "Sample module (fi)" in teacher.browser.get(opened).text


def test_a_link_to_a_module_that_is_gone_says_so(teacher: Teacher) -> None:
    opened = teacher.browser.launch(**{f"{CLAIM}custom": {"unit": "fi.example.gone"}}).headers["Location"]
    answer = teacher.browser.get(opened)
    assert answer.status_code == 404
    assert Fault.UNIT_UNKNOWN.value in answer.text


def test_the_form_goes_only_to_the_platform(teacher: Teacher, platform: Platform) -> None:
    teacher.asks()
    answer = teacher.sends(unit=f"{ID}/quiz")
    assert f'action="{platform.url}/return?sesskey=a&amp;b=c"' in answer.text
    assert f"form-action 'self' {platform.url};" in answer.headers["Content-Security-Policy"]
    assert "<script>" not in answer.text


def test_iat_is_dated_back_for_platforms_without_leeway(teacher: Teacher) -> None:
    teacher.asks()
    claims = teacher.claims(teacher.sends(unit=f"{ID}/quiz"))
    assert claims["iat"] <= teacher.runtime.now().timestamp() - 9


def test_cancel_returns_an_empty_list(teacher: Teacher) -> None:
    teacher.asks(data=None)
    claims = teacher.claims(teacher.sends(cancel="1", unit=f"{ID}/quiz"))
    assert claims[ITEMS] == []
    assert DATA not in claims


def test_nothing_chosen_is_asked_again(teacher: Teacher) -> None:
    teacher.asks()
    answer = teacher.sends()
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("accept_multiple", [False, "false", None])
def test_one_item_where_the_platform_takes_one(accept_multiple: object, teacher: Teacher) -> None:
    page = teacher.asks(accept_multiple=accept_multiple).text
    assert 'type="radio" name="unit"' in page
    assert teacher.sends(unit=[f"{ID}/quiz", f"{ID}/outcomes"]).status_code == 400
    assert len(teacher.claims(teacher.sends(unit=f"{ID}/quiz"))[ITEMS]) == 1


@pytest.mark.parametrize("accept_lineitem", [False, "false"])
def test_no_column_where_the_platform_takes_none(accept_lineitem: object, teacher: Teacher) -> None:
    page = teacher.asks(accept_lineitem=accept_lineitem).text
    assert 'name="graded"' not in page
    claims = teacher.claims(teacher.sends(unit=f"{ID}/quiz", graded=f"{ID}/quiz"))
    assert "lineItem" not in claims[ITEMS][0]


def test_a_learner_cannot_choose(teacher: Teacher) -> None:
    answer = teacher.asks(roles=("Learner",))
    assert answer.status_code == 403
    assert Fault.TEACHERS_ONLY.value in answer.text
    assert teacher.sends(unit=f"{ID}/quiz").status_code == 403


def test_a_launch_of_a_unit_opens_no_picker(teacher: Teacher) -> None:
    answer = teacher.browser.launch(**{f"{CLAIM}roles": ["Instructor"]})
    session = "/".join(answer.headers["Location"].split("/")[:3])
    assert teacher.browser.get(f"{session}/pick").status_code == 403


def test_a_form_of_another_page_is_refused(teacher: Teacher) -> None:
    teacher.asks()
    answer = teacher.sends(unit=f"{ID}/quiz", token="0" * 64)
    assert answer.status_code == 400
    assert Fault.FORM_OUTDATED.value in answer.text


def test_an_answer_is_given_once(teacher: Teacher) -> None:
    teacher.asks()
    teacher.claims(teacher.sends(cancel="1"))
    assert teacher.browser.get(teacher.address).status_code == 404


def test_an_unknown_unit_is_refused(teacher: Teacher) -> None:
    teacher.asks()
    assert teacher.sends(unit="fi.example.other/quiz").status_code == 404


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://127.0.0.1/", "https://user@127.0.0.1/", "//evil.test/", "https://["]
)
def test_a_return_address_that_is_none_is_refused(url: str, teacher: Teacher) -> None:
    teacher.asks(deep_link_return_url=url)
    answer = teacher.sends(unit=f"{ID}/quiz")
    assert answer.status_code == 400
    assert Fault.RETURN_ADDRESS.value in answer.text
    assert 'name="JWT"' not in answer.text


def test_a_return_address_of_another_host_is_shown_before_anything_is_sent(teacher: Teacher) -> None:
    teacher.asks(deep_link_return_url='https://other.example/"><script>alert(1)</script>')
    answer = teacher.sends(unit=f"{ID}/quiz")
    assert "other.example" in unescape(answer.text)
    assert "data-send" not in answer.text
    assert "<script>alert" not in answer.text
