"""Words to drag on the site: by mouse, by pressing, by keys, and by the list in each gap."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from packager.document.presented import word_codes
from packager.document.questions import Drag
from tests.packager.formats.html_site.test_in_a_browser import one, open_page, press
from tests.support.browser import PICTURES
from tests.support.sample_questions import word_questions

pytestmark = pytest.mark.browser


def code(word: str) -> str:
    """Return the code of a word of the sample."""
    question = next(one for one in word_questions() if isinstance(one, Drag))
    coded = zip(word_codes(question), question.words, strict=True)
    return next(str(number) for number, one in coded if one.text["en"] == word)


def word(browser: webdriver.Chrome, text: str) -> WebElement:
    """Return a word to drag."""
    return one(browser, f".poiju-words [data-word='{code(text)}']")


def gap(browser: webdriver.Chrome, number: int) -> WebElement:
    """Return a gap."""
    return browser.find_element(By.NAME, f"q-plan-{number}")


def chosen(browser: webdriver.Chrome, number: int) -> str:
    """Return the word that stands in a gap."""
    text: str = Select(gap(browser, number)).first_selected_option.text
    return text


def test_words_go_into_gaps_in_every_way(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/words.html")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", gap(browser, 1))
    drag = ActionChains(browser).click_and_hold(word(browser, "outcome")).move_to_element(gap(browser, 1))
    drag.move_by_offset(3, 3).move_by_offset(-3, -3).release().perform()
    assert chosen(browser, 1) == "outcome"

    word(browser, "evidence").click()
    assert word(browser, "evidence").get_attribute("aria-pressed") == "true"
    gap(browser, 2).click()
    assert chosen(browser, 2) == "evidence"
    assert word(browser, "evidence").get_attribute("aria-pressed") == "false"
    assert browser.switch_to.active_element == gap(browser, 2)

    word(browser, "seeing").send_keys(Keys.SPACE)
    gap(browser, 3).send_keys(Keys.ENTER)
    assert chosen(browser, 3) == "seeing"

    Select(gap(browser, 4)).select_by_visible_text("eating")
    placed = [one.text for one in browser.find_elements(By.CSS_SELECTOR, ".poiju-placed")]
    assert sorted(placed) == ["eating", "evidence", "outcome", "seeing"]
    press(browser, "form[data-quiz] button[type=submit]")
    said = [one.text for one in browser.find_elements(By.CSS_SELECTOR, "#q-plan-set .poiju-gap-said")]
    assert [line.split("\n")[-1] for line in said] == ["✓ Right", "✓ Right", "✓ Right", "✗ Wrong"]
    browser.refresh()
    assert [chosen(browser, number) for number in (1, 2, 3, 4)] == ["outcome", "evidence", "seeing", "eating"]


def test_a_word_goes_into_no_gap_of_another_group(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/words.html")
    word(browser, "seeing").click()
    awaiting = [one.get_attribute("name") for one in browser.find_elements(By.CSS_SELECTOR, ".poiju-awaits")]
    assert awaiting == ["q-plan-3", "q-plan-4"]
    gap(browser, 1).send_keys(Keys.ENTER)
    assert chosen(browser, 1) == "Choose"
    gap(browser, 1).send_keys(Keys.ESCAPE, Keys.ESCAPE)
    assert word(browser, "seeing").get_attribute("aria-pressed") == "false"
    assert not browser.find_elements(By.CSS_SELECTOR, ".poiju-awaits")


@pytest.mark.parametrize("width", [1280, 320])
def test_all_fits_into_the_width(browser: webdriver.Chrome, site: str, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    )
    try:
        open_page(browser, f"{site}/units/words.html")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        if PICTURES:
            one(browser, "#q-plan-set").screenshot(str(Path(PICTURES) / f"drag-{width}.png"))
            one(browser, "#q-lists-set").screenshot(str(Path(PICTURES) / f"lists-{width}.png"))
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
