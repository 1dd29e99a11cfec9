"""What only a browser can show: frames on two sites, saving while one types, focus, pages 320 pixels wide."""

from __future__ import annotations

import pytest
from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from sqlalchemy import select

from lti_tool.models import Attempt
from tests.support.browser import picture, until, wait, wait_in_frame
from tests.support.launched import end_sessions, no_sideways_scrolling, window
from tests.support.live import Live

# Each test begins in a wide window, in no frame.
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("wide")]


def answers(place: Live) -> list[dict[str, object]]:
    with place.runtime.database.read() as session:
        return [attempt.answers for attempt in session.scalars(select(Attempt).order_by(Attempt.id))]


def test_a_lesson_in_a_frame_of_another_site(driver: Chrome, place: Live) -> None:
    driver.get(f"{place.platform.issuer}/as/203/link/{place.links['outcomes'].id}")
    wait_in_frame(driver, "main iframe", "main h1", "Outcomes (en)")
    picture(driver, "frame-1280")
    option = driver.find_element(By.ID, "q-verb-0")
    driver.execute_script("arguments[0].scrollIntoView()", option)
    option.click()
    driver.find_element(By.CSS_SELECTOR, "form[data-check] button").click()
    wait(driver, ".poiju-verdict", "Not right yet")
    focus = "return document.activeElement?.className ?? ''"
    until(lambda: "poiju-verdict" in driver.execute_script(focus))
    driver.execute_script("document.querySelector('[data-end]').scrollIntoView()")
    wait(driver, ".progress", "You have done this unit.")


def test_a_wait_in_vain_says_what_the_frame_shows_at_its_end(driver: Chrome, place: Live) -> None:
    driver.get(f"{place.platform.issuer}/as/203/link/{place.links['outcomes'].id}")
    wait_in_frame(driver, "main iframe", "main h1", "Outcomes (en)")
    with pytest.raises(TimeoutException, match=r"nowhere.*Outcomes \(en\)"):
        wait_in_frame(driver, "main iframe", "main h1", "nowhere", seconds=0.2)


def test_a_lesson_at_both_widths(driver: Chrome, place: Live) -> None:
    for width in (1280, 320):
        driver.set_window_size(width, 900)
        window(driver, place, "outcomes", "201")
        picture(driver, f"lesson-{width}")
        assert no_sideways_scrolling(driver)


def test_a_quiz_saves_itself_asks_before_leaving_gaps_and_explains(driver: Chrome, place: Live) -> None:
    window(driver, place, "quiz", "203")
    picture(driver, "quiz-1280")
    wait(driver, "main form button", "Begin").click()
    field = wait(driver, "[id='q-rpl']")
    field.send_keys("tunnustaminen")
    until(lambda: "tunnustaminen" in str(answers(place)))  # "Saved" may be said of its first letters
    wait(driver, "[data-status]", "Saved")
    driver.refresh()
    assert wait(driver, "[id='q-rpl']").get_attribute("value") == "tunnustaminen"
    picture(driver, "attempt-1280")
    driver.find_element(By.CSS_SELECTOR, "[data-submit]").send_keys(Keys.ENTER)
    summary = wait(driver, "[data-summary]", "Question 1 of 9")
    assert driver.switch_to.active_element == summary
    assert "Question 4" not in summary.text  # that one is answered
    driver.find_element(By.CSS_SELECTOR, "[data-submit]").click()
    wait(driver, ".result", "12 % right")
    wait(driver, ".score", "is in the gradebook")  # without reloading
    picture(driver, "feedback-1280")
    wait(driver, ".poiju-mark-right", "Right")
    assert driver.title.startswith("Feedback")
    driver.set_window_size(320, 900)
    picture(driver, "feedback-320")
    assert no_sideways_scrolling(driver)


def test_what_was_typed_survives_the_end_of_the_visit(driver: Chrome, place: Live) -> None:
    window(driver, place, "quiz", "202")
    driver.find_element(By.CSS_SELECTOR, "main form button").click()
    essay = wait(driver, "textarea")
    end_sessions(place)
    essay.send_keys("Two sentences that took me half an hour.")
    wait(driver, "[data-session-ended]")
    picture(driver, "ended-1280")
    assert "half an hour" not in str(answers(place))
    window(driver, place, "quiz", "202")
    driver.find_element(By.CSS_SELECTOR, "main form button").click()
    assert "half an hour" in (wait(driver, "textarea").get_attribute("value") or "")
    until(lambda: "half an hour" in str(answers(place)))


def test_submitting_after_the_end_of_the_visit_keeps_the_page(driver: Chrome, place: Live) -> None:
    window(driver, place, "quiz", "201")
    driver.find_element(By.CSS_SELECTOR, "main form button").click()
    wait(driver, "textarea").send_keys("Kept.")
    end_sessions(place)
    for _ in range(2):
        driver.find_element(By.CSS_SELECTOR, "[data-submit]").click()
    wait(driver, "[data-session-ended]")
    assert wait(driver, "textarea").get_attribute("value") == "Kept."


def test_a_quiz_fits_a_phone(driver: Chrome, place: Live) -> None:
    driver.set_window_size(320, 900)
    window(driver, place, "quiz", "101")
    assert no_sideways_scrolling(driver)
    driver.find_element(By.CSS_SELECTOR, "main form button").click()
    wait(driver, "textarea")
    picture(driver, "attempt-320")
    assert no_sideways_scrolling(driver)


def test_pages_have_one_heading_names_and_no_controls_without_a_name(driver: Chrome, place: Live) -> None:
    window(driver, place, "outcomes", "203")
    session = driver.current_url.partition("/u/")[0]
    for path in ("u/fi.example.sample/outcomes/", "u/fi.example.sample/quiz/", "m/fi.example.sample/",
                 "m/fi.example.sample/record", "u/fi.example.sample/canvas/"):  # fmt: skip
        driver.get(f"{session}/{path}")
        assert len(driver.find_elements(By.TAG_NAME, "h1")) == 1
        assert driver.title
        assert driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
        for control in driver.find_elements(
            By.CSS_SELECTOR, "input:not([type=hidden]), select, textarea, button, a[href]"
        ):
            assert control.accessible_name, control.get_attribute("outerHTML")
        ids = [one.get_attribute("id") for one in driver.find_elements(By.CSS_SELECTOR, "[id]")]
        assert len(ids) == len(set(ids))
        picture(driver, "page-" + path.strip("/").rpartition("/")[2])


def test_a_self_check_keeps_its_answer_when_the_visit_has_ended(driver: Chrome, place: Live) -> None:
    window(driver, place, "outcomes", "202")
    option = wait(driver, "[id='q-verb-1']")
    option.click()
    end_sessions(place)
    driver.find_element(By.CSS_SELECTOR, "form[data-check] button").click()
    wait(driver, "[data-session-ended]")
    window(driver, place, "outcomes", "202")
    assert wait(driver, "[id='q-verb-1']").is_selected()
    window(driver, place, "outcomes", "101")
    assert not wait(driver, "[id='q-verb-1']").is_selected()  # another person at the same browser
