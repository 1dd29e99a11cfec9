"""The site in a real browser, opened from a disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from packager.document.model_answer import model_answer
from packager.document.units import Quiz
from tests.support.browser import until
from tests.support.sample import sample_module, units

pytestmark = pytest.mark.browser


def open_page(browser: webdriver.Chrome, address: str) -> None:
    """Open a page afresh, with nothing kept from an earlier test."""
    browser.get(address)
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    errors = [one["message"] for one in browser.get_log("browser")]
    assert not errors


def one(browser: webdriver.Chrome, selector: str) -> WebElement:
    """Return the element of a selector."""
    return browser.find_element(By.CSS_SELECTOR, selector)


def answer(browser: webdriver.Chrome, response: dict[str, list[str]]) -> None:
    """Give a response by its fields."""
    for name, values in response.items():
        for control in browser.find_elements(By.NAME, name):
            if control.tag_name == "select":
                Select(control).select_by_value(values[0])
            elif control.get_attribute("type") in ("radio", "checkbox"):
                if control.get_attribute("value") in values:
                    control.click()
            else:
                control.clear()
                control.send_keys(values[0])


def press(browser: webdriver.Chrome, selector: str) -> None:
    """Press a button."""
    one(browser, selector).click()


def test_a_quiz_is_marked_kept_and_counted(browser: webdriver.Chrome, site: str, tmp_path: Path) -> None:
    open_page(browser, f"{site}/units/quiz.html")
    answer(browser, {"q-verb": ["0"], "q-several": ["0"]})
    press(browser, "form[data-quiz] button[type=submit]")
    result = one(browser, "[data-result]")
    assert browser.switch_to.active_element == result
    assert result.text.splitlines()[0] == "You got 6% of the marks."
    assert one(browser, "#q-verb-verdict").text.splitlines() == [
        "✗ Not right yet",
        "Too wide. (en)",
        "An outcome is visible. (en)",
    ]
    assert not browser.find_elements(By.CSS_SELECTOR, "#q-verb-set .poiju-part")
    assert one(browser, "#q-several-set .poiju-part").text.splitlines() == ["✓ Right", "Yes. (en)"]
    assert one(browser, "#q-several-verdict").text == "◐ Partly right: 50%"

    quiz = sample_module(tmp_path / "again").unit("quiz")
    assert isinstance(quiz, Quiz)
    press(browser, "form[data-quiz] button[type=reset]")
    assert not browser.find_elements(By.CSS_SELECTOR, ".poiju-part")
    for question in quiz.questions:
        answer(browser, model_answer(question, "en"))
    press(browser, "form[data-quiz] button[type=submit]")
    assert result.text.splitlines() == [
        "You got 100% of the marks.",
        "You have passed: 80% is needed.",
        "Your best result so far is 100%.",
    ]
    browser.get(f"{site}/index.html")
    listed = [one for one in units().values() if not (one.settings.unlisted or one.kind == "text")]
    assert one(browser, "[data-unit-state=quiz]").text == "Done, 100%"
    assert one(browser, "[data-progress-text]").text == f"1 of {len(listed)} units done"


def test_a_self_check_is_marked_and_its_answer_kept(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/outcomes.html")
    assert not one(browser, ".poiju-static").is_displayed()
    answer(browser, {"q-verb": ["1"]})
    press(browser, "form[data-check] button")
    verdict = one(browser, "#q-verb-verdict")
    assert verdict.text.startswith("✓ Right")
    assert verdict.get_attribute("role") == "status"
    browser.refresh()
    assert one(browser, "#q-verb-1").is_selected()


def test_an_own_text_stays_and_a_unit_is_done_on_a_press(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/canvas.html")
    one(browser, "#own-text").send_keys("My outcome")
    press(browser, "button[data-done]")
    browser.refresh()
    assert one(browser, "#own-text").get_attribute("value") == "My outcome"
    assert one(browser, "button[data-done]").get_attribute("aria-pressed") == "true"


def test_pages_fit_a_narrow_screen(browser: webdriver.Chrome, site: str) -> None:
    narrow = {"width": 320, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    try:
        for page in ("index", "record", "terms", "units/outcomes", "units/quiz", "units/canvas"):
            browser.get(f"{site}/{page}.html")
            width = browser.execute_script("return document.documentElement.scrollWidth")
            assert width == 320, page
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_targets_are_large_enough(browser: webdriver.Chrome, site: str) -> None:
    """WCAG 2.2, 2.5.8: controls are at least 24 by 24 pixels."""
    open_page(browser, f"{site}/units/quiz.html")
    for control in browser.find_elements(
        By.CSS_SELECTOR, "main input, main select, main button, main textarea"
    ):
        assert min(control.size["width"], control.size["height"]) >= 24, control.get_attribute("outerHTML")


def test_a_scenario_shows_one_scene_at_a_time_and_the_way_at_its_end(
    browser: webdriver.Chrome, site: str
) -> None:
    open_page(browser, f"{site}/units/ward.html")
    assert shown_scenes(browser) == ["A student is late (en)"]
    first, _, last = browser.find_elements(By.CSS_SELECTOR, "[data-scene=start] summary")
    first.click()
    assert "Principle: talk. (en)" in one(browser, "[data-scene=start] details[open]").text
    last.click()
    until(lambda: len(browser.find_elements(By.CSS_SELECTOR, "[data-scene=start] details[open]")) == 1)
    first.click()
    press(browser, "[data-scene=start] details[open] a[data-onward]")
    assert shown_scenes(browser) == ["The bus (en)"]
    assert browser.switch_to.active_element.text == "The bus (en)"
    browser.refresh()
    assert shown_scenes(browser) == ["The bus (en)"]
    press(browser, "[data-scene=talk] summary")
    press(browser, "[data-scene=talk] details[open] a[data-onward]")
    assert shown_scenes(browser) == ["An agreement (en)"]
    steps = one(browser, "[data-way] ol").text.splitlines()
    assert steps == [
        "A student is late (en)", "Ask <why> & listen (en)", "The bus (en)", "Agree on a sign (en)"
    ]  # fmt: skip
    assert one(browser, "button[data-done]").get_attribute("aria-pressed") == "true"
    press(browser, "[data-scene=agreed] a[data-onward]")
    assert shown_scenes(browser) == ["A student is late (en)"]


def shown_scenes(browser: webdriver.Chrome) -> list[str]:
    """Return the titles of the scenes that can be seen."""
    return [found.text for found in browser.find_elements(By.CSS_SELECTOR, "[data-scene] h2") if found.text]
