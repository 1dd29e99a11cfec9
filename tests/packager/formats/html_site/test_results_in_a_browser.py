"""What an author says of a result, shown once it is there."""

from __future__ import annotations

import pytest
from selenium import webdriver

from packager.document.model_answer import model_answer
from tests.packager.formats.html_site.test_in_a_browser import answer, one, open_page, press
from tests.support.sample_quiz_settings import stages
from tests.support.sample_words import common

pytestmark = pytest.mark.browser


def test_the_result_is_said_with_the_authors_words(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/stages.html")
    press(browser, "form[data-quiz] button[type=submit]")
    assert one(browser, "[data-result]").text.splitlines()[-1] == "Read the lesson again. (en)"
    questions = stages(**common("stages", 15)).questions
    for number, question in enumerate(questions, 1):
        answer(browser, model_answer(question, "en"))
        if number in (3, len(questions)):
            press(browser, "form[data-quiz] button[type=submit]")
            said = "Go on. (en)" if number == 3 else "en: ä ö å & <tag> 😀"
            assert one(browser, "[data-result]").text.splitlines()[-1] == said
