"""An admin in a real browser: a link, a registration in a frame, Activate; at 320 pixels, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from sqlalchemy import select

from lti_tool.models import LineItem, OutboxScore, Person
from lti_tool.services import admin_sessions, outbox
from tests.support.browser import chromium, picture, until, wait, wait_in_frame
from tests.support.live import Live, live
from tests.support.waiting import eventually

pytestmark = pytest.mark.browser
HEADINGS = """
return document.readyState === "complete"
  ? [...document.querySelectorAll('h1')].map((one) => one.textContent.trim()) : []
"""
SMALL = """
return [...document.querySelectorAll('main a, main button, main select')].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.height && (box.height < 24 || box.width < 24);
}).map((one) => one.outerHTML)
"""
NAMELESS = """
return [...document.querySelectorAll('input:not([type=hidden]), select, button')].filter(
  (one) => !(one.labels?.length || one.textContent.trim())).map((one) => one.outerHTML)
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Chrome]:
    with chromium(tmp_path / "profile", width=320) as made:
        made.set_window_size(320, 900)
        yield made


def press(driver: Chrome, css: str) -> None:
    """Press a button by the keyboard alone, once it is there."""
    wait(driver, css).send_keys(Keys.ENTER)


def fits(driver: Chrome, heading: str, name: str) -> None:
    """See the page come, and that it fits: no sideways scrolling, targets of 24 pixels, names of fields."""
    until(lambda: heading in driver.execute_script(HEADINGS), lambda: f"{heading} did not come")
    picture(driver, name)
    script = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert driver.execute_script(script), driver.current_url
    assert driver.execute_script(SMALL) == []
    assert driver.execute_script(NAMELESS) == []


def test_an_admin_registers_the_stand_in_and_activates_it(driver: Chrome, place: Live) -> None:
    driver.get(admin_sessions.make_link(place.runtime, None, "Aino"))
    fits(driver, "Administration", "admin-enter")
    press(driver, "main form button")
    fits(driver, "Platforms", "admin-platforms")
    driver.get(f"{place.url}/admin/register")
    fits(driver, "Register a platform", "admin-register")
    press(driver, "main > form button")
    field = wait(driver, "#address")
    fits(driver, "Register a platform", "admin-address")
    address = field.get_attribute("value")

    driver.get(f"{place.platform.issuer}/register-tool")
    driver.find_element(By.ID, "address").send_keys(str(address))
    press(driver, "main form button")
    wait_in_frame(driver, "iframe", "h1", "Poiju is registered")
    fits(driver, "Poiju is registered", "register-done")
    press(driver, "button[data-close]")
    driver.switch_to.default_content()
    until(lambda: "/register-tool" not in driver.current_url)

    driver.get(f"{place.url}/admin/")
    driver.find_elements(By.CSS_SELECTOR, ".card h2 a")[-1].send_keys(Keys.ENTER)
    fits(driver, place.platform.issuer, "admin-registration")
    press(driver, "button[value=active]")
    switch_off = "button[value=disabled][aria-describedby=switching]"  # the page before has one that refuses
    wait(driver, switch_off)
    assert place.runtime.registry.find(place.platform.issuer, place.platform.client_id)
    driver.get(f"{place.url}/admin/by-hand")
    driver.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
    fits(driver, "Register by hand", "admin-by-hand")
    driver.get(f"{place.url}/admin/log")
    fits(driver, "Log", "admin-log")
    press(driver, "nav form button")
    fits(driver, "You have logged out", "admin-left")


def test_an_admin_rotates_the_keys(driver: Chrome, place: Live) -> None:
    driver.get(admin_sessions.make_link(place.runtime, None, "Aino"))
    fits(driver, "Administration", "keys-enter")
    press(driver, "main form button")
    fits(driver, "Platforms", "keys-platforms")
    for _ in range(2):  # the second time there is nothing to do but to wait
        driver.get(f"{place.url}/admin/keys")
        fits(driver, "Keys", "keys")
        press(driver, "a.button")
        fits(driver, "Rotate the keys", "keys-rotation")
        if found := driver.find_elements(By.CSS_SELECTOR, "button[value=in-turn]"):
            found[0].send_keys(Keys.ENTER)
            fits(driver, "Keys", "keys-next")
    assert [one.status for one in place.runtime.tool_keys.listing()] == ["active", "next"]


def test_an_admin_looks_up_the_reference_of_a_launch(driver: Chrome, place: Live) -> None:
    unknown = "https://unknown.example/with/a/long/path/of/a/platform"
    login = {"iss": unknown, "login_hint": "1", "target_link_uri": place.url}
    refused = requests.post(f"{place.url}/lti/login", data=login, timeout=20)
    found = re.search(r"Reference: (\S{8})", refused.text)
    assert found
    place.open("quiz")
    driver.get(admin_sessions.make_link(place.runtime, None, "Aino"))
    fits(driver, "Administration", "launches-enter")
    press(driver, "main form button")
    fits(driver, "Platforms", "launches-platforms")
    driver.get(f"{place.url}/admin/launches")
    fits(driver, "Launches that failed", "launches")
    driver.find_element(By.ID, "reference").send_keys(found[1], Keys.ENTER)
    wait(driver, "#found")
    fits(driver, "Launches that failed", "launches-found")
    assert "unknown.example" in driver.find_element(By.CSS_SELECTOR, ".card").text


def refused_score(place: Live) -> None:
    """Let the gradebook refuse a score of the quiz."""
    place.platform.faults.set("scores", "400")
    place.open("quiz")
    with place.runtime.database.write() as session:
        column, person = session.scalars(select(LineItem.id)).one(), session.scalars(select(Person.id)).one()
        grade = outbox.Grade(
            registration_id=1, line_item_id=column, person_id=person, unit_key="a/b", given=1, maximum=1
        )
        outbox.queue(session, grade, place.runtime.now())
    eventually(lambda: scores(place) == ["refused"])


def scores(place: Live) -> list[str]:
    with place.runtime.database.read() as session:
        return [str(one) for one in session.scalars(select(OutboxScore.status))]


def test_an_admin_tests_a_platform_and_sends_its_scores(driver: Chrome, place: Live) -> None:
    refused_score(place)
    driver.get(admin_sessions.make_link(place.runtime, None, "Aino"))
    fits(driver, "Administration", "test-enter")
    press(driver, "main form button")
    fits(driver, "Platforms", "test-platforms")
    press(driver, ".card h2 a")
    fits(driver, place.platform.issuer, "test-registration")
    press(driver, "a.button")
    fits(driver, "Self-test", "test-before")
    for part in ("keys", "token"):
        press(driver, f"form[action$='/test/{part}'] button")
        until(lambda part=part: driver.current_url.endswith(f"/test/{part}"))
        wait(driver, "[role=status]")
        fits(driver, "Self-test", f"test-{part}")
        assert "Yes" in driver.find_element(By.CSS_SELECTOR, "[role=status]").text
    press(driver, "details.card > summary")
    wait(driver, "details.card[open] dl")
    fits(driver, "Self-test", "test-launch")
    driver.execute_script("document.querySelector('#scores').scrollIntoView()")
    fits(driver, "Self-test", "test-scores")
    place.platform.faults.clear()
    press(driver, "form[action*='/scores/'] button")
    eventually(lambda: scores(place) == ["delivered"])
    until(lambda: driver.current_url.endswith("/test#scores"))


def test_an_admin_lets_a_newcomer_in(driver: Chrome, place: Live) -> None:
    place.platform.client_id = "client-of-a-course-that-was-restored-with-its-own-tool"
    assert "client-pending" in place.open("quiz").text
    driver.get(admin_sessions.make_link(place.runtime, None, "Aino"))
    fits(driver, "Administration", "newcomer-enter")
    press(driver, "main form button")
    fits(driver, "Platforms", "newcomer-platforms")
    press(driver, "a.back")
    fits(driver, place.platform.issuer, "newcomer")
    press(driver, "summary")
    wait(driver, "details[open]")
    fits(driver, place.platform.issuer, "newcomer-sent")
    press(driver, "button[value=active]")
    switch_off = "button[value=disabled][aria-describedby=switching]"
    wait(driver, switch_off)
    assert "client-pending" not in place.open("quiz").text
    assert place.open("quiz").page.ok
