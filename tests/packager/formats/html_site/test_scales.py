"""Self-assessments on the site: rated in the browser, a profile with advice, compared with the first time."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from packager.notes import Loss
from tests.packager.formats.html_site.test_in_a_browser import one, open_page, press
from tests.packager.formats.html_site.test_writer import build, pages

SEND = "form[data-ratings] button[type=submit]"


def test_each_statement_is_a_group_and_stands_in_a_table_for_whom_no_script_runs(tmp_path: Path) -> None:
    site, _, notes = build(tmp_path)
    page = pages(site)["units/compass.html"]
    legends = [" ".join("".join(one.itertext()).split()) for one in page.iter("legend")]
    assert legends == [
        "I begin with levels & aims. (en)",
        "I know how to see them. (en)",
        "I choose tools by aims. (en)",
    ]
    radios = [one for one in page.iter("input") if one.get("type") == "radio"]
    assert [one.get("value") for one in radios] == ["1", "2", "3", "4"] * 3
    labelled = {one.get("for") for one in page.iter("label")}
    assert {one.get("id") for one in radios} == labelled
    table = page.findall(".//div[@class='poiju-static']/table")[0]
    assert [one.text for one in table.iter("td")].count("☐") == 8
    assert page.findall(".//dt[@id='term-eqf']")
    assert not [note for note in notes if note.place == "compass" and note.loss is not Loss.SHOWN_AS_TEXT]


def test_a_survey_is_text(tmp_path: Path) -> None:
    site, _, notes = build(tmp_path)
    page = pages(site)["units/voices.html"]
    main = page.find(".//main")
    assert main is not None
    words = " ".join("".join(main.itertext()).split())
    assert "What would you change? (en)" in words
    assert "this site cannot" in words
    assert not list(main.iter("form"))
    assert page.findall(".//dt[@id='term-eqf']")
    assert (Loss.NEAREST_FORM, "voices") in {(note.loss, note.place) for note in notes}


def rate(browser: webdriver.Chrome, **ratings: int) -> None:
    """Choose steps."""
    for statement, step in ratings.items():
        browser.find_element(By.ID, f"rate-{statement}-{step}").click()


def texts(browser: webdriver.Chrome, selector: str) -> list[str]:
    """Return the words of all elements that are seen."""
    return [found.text for found in browser.find_elements(By.CSS_SELECTOR, selector) if found.is_displayed()]


@pytest.mark.browser
def test_a_profile_with_advice_and_the_difference_to_the_first_time(
    browser: webdriver.Chrome, site: str, tmp_path: Path
) -> None:
    open_page(browser, f"{site}/units/compass.html")
    assert not one(browser, "[data-profile]").is_displayed()
    browser.find_element(By.ID, "rate-begin-1").send_keys(Keys.ARROW_RIGHT)  # by keys alone
    press(browser, SEND)
    assert browser.switch_to.active_element == one(browser, "[data-missing]")
    assert texts(browser, "[data-missing] li") == [
        "I know how to see them. (en)",
        "I choose tools by aims. (en)",
    ]
    press(browser, "[data-missing] a")
    assert browser.switch_to.active_element.get_attribute("id") == "rate-see-1"
    browser.refresh()
    assert browser.find_element(By.ID, "rate-begin-2").is_selected()  # kept
    rate(browser, see=1, choose=4)
    press(browser, SEND)
    assert browser.switch_to.active_element == one(browser, "[data-profile]")
    assert texts(browser, ".poiju-value p") == [
        "1.5 of 4 Not <yet> (en) – With help | or so (en)",
        "Read Outcomes.", "en: ä ö å & <tag> 😀",
        "4 of 4 I help others (en)",
    ]  # fmt: skip
    bar = one(browser, "[data-area=plan] meter")
    assert bar.accessible_name == "Planning & <aims> (en) 1.5 of 4 Not <yet> (en) – With help | or so (en)"
    assert bar.get_attribute("value") == "1.5"
    browser.save_screenshot(str(tmp_path / "profile.png"))

    press(browser, "[data-again]")
    assert not browser.find_elements(By.CSS_SELECTOR, "form[data-ratings] input:checked")
    rate(browser, begin=4, see=3, choose=3)
    press(browser, SEND)
    assert texts(browser, "[data-compared] tbody tr") == [
        "Planning & <aims> (en) 1.5 3.5 +2",
        "Tools (en) 4 3 −1",
    ]
    assert texts(browser, "[data-area=plan] .poiju-advice") == ["Try one. (en)"]
    assert texts(browser, "[data-area=plan] div > p")[:2] == [
        "Now: 3.5 of 4 Alone (en) – I help others (en)",
        "First time: 1.5 of 4 Not <yet> (en) – With help | or so (en)",
    ]
    browser.refresh()
    assert texts(browser, "[data-compared] tbody tr")[0].endswith("+2")
    browser.get(f"{site}/index.html")
    assert one(browser, "[data-unit-state=compass]").text == "Done"


@pytest.mark.browser
def test_it_fits_on_a_small_screen(browser: webdriver.Chrome, site: str) -> None:
    open_page(browser, f"{site}/units/compass.html")
    browser.set_window_size(320, 800)
    try:
        rate(browser, begin=1, see=1, choose=1)
        for _ in range(2):
            width = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert browser.execute_script(width) <= 0
            press(browser, SEND) if one(browser, SEND).is_displayed() else None
    finally:
        browser.set_window_size(1280, 900)
