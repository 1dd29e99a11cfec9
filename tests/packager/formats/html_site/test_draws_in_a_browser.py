"""Draws from a pool on the site: drawn in the browser, kept, drawn anew at a new beginning."""

from __future__ import annotations

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from packager.document.model_answer import model_answer
from tests.packager.formats.html_site.test_in_a_browser import answer, one, open_page, press
from tests.support.sample_pools import pool_questions
from tests.support.sample_questions import word_questions, word_quiz_size

pytestmark = pytest.mark.browser


def shown(browser: webdriver.Chrome) -> list[str]:
    """Return the ids of the questions that are asked, in their order."""
    sets = browser.find_elements(By.CSS_SELECTOR, "form[data-quiz] fieldset[data-question]")
    assert all(one.is_displayed() for one in sets)
    return [str(one.get_attribute("data-question")) for one in sets]


def test_what_is_drawn_is_asked_marked_and_kept(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/words.html")
    asked = shown(browser)
    assert len(asked) == word_quiz_size()
    assert [asked[0], asked[2]] == ["lists", "plan"]
    assert asked[1] in ("short-term", "is-law")
    legends = [one.text for one in browser.find_elements(By.CSS_SELECTOR, "form[data-quiz] legend")]
    assert legends == [f"Question {number} of 5" for number in range(1, 6)]
    every = {question.id: question for question in (*word_questions(), *pool_questions())}
    for name in asked[1:]:
        answer(browser, model_answer(every[name], "en"))
    press(browser, "form[data-quiz] button[type=submit]")
    assert one(browser, "[data-result]").text.splitlines()[0] == "You got 86% of the marks."  # 6 of 7
    browser.refresh()
    assert shown(browser) == asked


def test_a_new_beginning_draws_anew(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/words.html")
    seen = set()
    for _ in range(12):
        seen.add(tuple(shown(browser)))
        press(browser, "form[data-quiz] button[type=reset]")
        assert len(set(shown(browser))) == word_quiz_size()
    assert len(seen) > 1


def test_each_wrong_try_shows_the_next_hint(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/words.html")
    answer(browser, {"q-lists-1": ["0"], "q-plan-1": ["0"]})
    for hint in ("Look at the first.", "Look at all.", "Look at all."):
        press(browser, "form[data-quiz] button[type=submit]")
        assert one(browser, "#q-lists-verdict .poiju-given-hint").text.splitlines() == ["Hint", hint]
        assert "None in place." in one(browser, "#q-plan-verdict").text
