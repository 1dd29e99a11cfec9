"""Writing for oneself on the site: a text for each prompt, kept in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from packager.notes import Loss
from tests.packager.formats.html_site.test_in_a_browser import one, open_page
from tests.packager.formats.html_site.test_writer import build, pages


def test_each_prompt_has_its_text_and_all_terms_stand_at_the_end(tmp_path: Path) -> None:
    site, _, notes = build(tmp_path)
    page = pages(site)["units/diary.html"]
    assert [area.get("data-own-text") for area in page.iter("textarea")] == ["surprise", "next"]
    assert page.findall(".//dt[@id='term-eqf']")
    assert (Loss.NEAREST_FORM, "letter") in {(note.loss, note.place) for note in notes}
    assert Loss.NEAREST_FORM not in {note.loss for note in notes if note.place == "diary"}


@pytest.mark.browser
def test_texts_stay_in_the_browser_and_are_copied_together(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/diary.html")
    first, second = browser.find_elements(By.CSS_SELECTOR, "textarea")
    assert first.accessible_name == "What surprised <you> & why? (en) Your own text"
    first.send_keys("Two verbs.")
    second.send_keys("One verb.")
    one(browser, "[data-copy]").click()
    assert one(browser, "[data-copied]").text == "The text is copied."
    assert browser.switch_to.active_element == one(browser, "[data-copy]")
    browser.refresh()
    texts = [area.get_attribute("value") for area in browser.find_elements(By.CSS_SELECTOR, "textarea")]
    assert texts == ["Two verbs.", "One verb."]
    browser.get(f"{site}/units/letter.html")
    assert one(browser, "textarea").get_attribute("value") == ""
    one(browser, "textarea").send_keys("Dear teacher")
    browser.get(f"{site}/units/canvas.html")
    assert one(browser, "textarea").get_attribute("value") == ""


@pytest.mark.browser
def test_ticks_stay_in_the_browser_and_the_last_needed_one_is_the_end(
    browser: webdriver.Chrome, site: str
) -> None:
    open_page(browser, f"{site}/units/ready.html")
    assert not browser.find_elements(By.CSS_SELECTOR, "[data-done]")
    summary, verb, example = browser.find_elements(By.CSS_SELECTOR, "input[name=tick]")
    assert verb.accessible_name == "One verb, see the quiz (en)"
    assert "See EQF" in one(browser, f"#{verb.get_attribute('aria-describedby')}").text
    assert example.accessible_name == "An example (en) (optional)"
    assert one(browser, "[data-ticked]").text == "0 of 3 ticked"
    summary.click()
    browser.refresh()
    summary, verb, _ = browser.find_elements(By.CSS_SELECTOR, "input[name=tick]")
    assert summary.is_selected()
    verb.click()
    assert one(browser, "[data-ticked]").text == "2 of 3 ticked"
    browser.get(f"{site}/index.html")
    assert one(browser, "[data-unit-state=ready]").text == "Done"
    assert one(browser, "[data-unit-state=diary]").text == ""
