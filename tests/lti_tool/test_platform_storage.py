"""Every cookie of the tool blocked in a true third-party frame: the platform's storage ties a login to its
browser, and where it misbehaves, a window of its own is offered before the platform's hint is spent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from lti_tool.errors import Fault
from lti_tool.stand_in.storage import MODES
from tests.support.browser import chromium, into, until, visible, wait, wait_in_frame
from tests.support.live import Live, live
from tests.support.sample import ID

pytestmark = pytest.mark.browser

FRAME = "iframe[data-tool]"
HERE = "main h1"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("live"), POIJU_WORKER="0") as running:
        yield running


@pytest.fixture(scope="module")
def without(place: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A browser that takes no cookie of the tool at all."""
    with chromium(tmp_path_factory.mktemp("profile"), no_cookies_of=place.url) as driver:
        yield driver


@pytest.fixture
def framed(place: Live, tmp_path: Path) -> Iterator[Chrome]:
    """A browser that takes the tool's cookies in windows of its own alone."""
    with chromium(tmp_path, no_cookies_of=place.url, inside=place.platform.issuer) as driver:
        yield driver


def open_in_frame(driver: Chrome, place: Live, path: str) -> None:
    """Open a page of the platform, the tool in its frame, in the only window."""
    while len(driver.window_handles) > 1:
        driver.switch_to.window(driver.window_handles[-1])
        driver.close()
    driver.switch_to.window(driver.window_handles[0])
    driver.get(f"{place.platform.issuer}{path}")


def arrive(driver: Chrome, path: str, frame: str = FRAME) -> str:
    """Wait until the frame shows a page of the tool whose address holds a path; return it, and stay there."""

    def there() -> str | None:
        if frame:
            into(driver, frame)
        address = str(driver.execute_script("return location.href"))
        return address if path in address and visible(driver, HERE) else None

    return str(until(there, lambda: f"no page at {path}"))


def unit(place: Live, name: str = "outcomes", user: str = "201") -> str:
    return f"/as/{user}/link/{place.links[name].id}"


def waits(place: Live) -> int:
    """How many launches have begun and were not answered by the platform: their hints are good still."""
    return len(place.platform.pending)


@pytest.mark.parametrize("mode", ["parent", "frame", "named"])
def test_a_unit_opens_in_the_frame_by_the_platforms_storage(mode: str, without: Chrome, place: Live) -> None:
    place.platform.storage = mode
    open_in_frame(without, place, unit(place))
    address = arrive(without, "/u/")
    assert without.get_cookies() == []
    without.execute_script("document.body.dataset.before = '1'; location.reload()")
    until(lambda: without.execute_script("return !document.body.dataset.before"))
    assert arrive(without, "/u/") == address
    assert "Outcomes" in without.find_element(By.CSS_SELECTOR, HERE).text


GIVEN_UP = ["", "refused", "error", "silent", "other-id", "other-window", "other-origin"]


@pytest.mark.slow
@pytest.mark.parametrize("mode", GIVEN_UP)
def test_storage_that_does_not_answer_rightly_is_left_and_a_window_opens(
    mode: str, framed: Chrome, place: Live
) -> None:
    place.platform.storage = mode
    before = waits(place)
    open_in_frame(framed, place, unit(place))
    offer = "form[target=_blank] button"
    button = wait_in_frame(framed, FRAME, offer)
    assert waits(place) == before + 1, "the platform's hint is not spent yet"
    button.click()
    until(lambda: len(framed.window_handles) == 2)
    framed.switch_to.window(framed.window_handles[-1])
    assert arrive(framed, "/u/", frame="").endswith("/outcomes/")


@pytest.mark.parametrize(
    ("mode", "fault"), [("forgets", Fault.COOKIES_BLOCKED), ("lies", Fault.BROWSER_DIFFERS)]
)
def test_storage_that_loses_the_secret_opens_no_session(
    mode: str, fault: Fault, without: Chrome, place: Live
) -> None:
    place.platform.storage = mode
    open_in_frame(without, place, unit(place))
    wait_in_frame(without, FRAME, "body", fault.value)
    assert arrive(without, "/lti/launch").endswith("/lti/launch")


def test_a_browser_whose_cookies_come_back_needs_no_storage(place: Live, tmp_path: Path) -> None:
    place.platform.storage = "silent"
    with chromium(tmp_path) as driver:
        for _ in range(2):  # the second time the login's page is not even shown
            open_in_frame(driver, place, unit(place))
            assert arrive(driver, "/u/").endswith("/outcomes/")


def test_a_teacher_picks_units_in_the_frame_without_any_cookie(without: Chrome, place: Live) -> None:
    place.platform.storage = "frame"
    before = len(place.platform.links)
    open_in_frame(without, place, "/as/101/picker")
    wait_in_frame(without, FRAME, "[data-picker]")
    address = without.execute_script("return location.href")
    status = "return fetch(arguments[0]).then((answer) => answer.status)"
    assert without.execute_script(status, address) == 400, "a copied address opens nothing"
    without.find_element(By.CSS_SELECTOR, ".buttons button:not([name])").click()  # nothing is marked
    wait(without, "[role=alert]")
    without.find_element(By.CSS_SELECTOR, f"input[name=unit][value='{ID}/quiz']").click()
    without.find_element(By.CSS_SELECTOR, ".buttons button:not([name])").click()
    until(lambda: len(place.platform.links) == before + 1)


def test_what_is_held_of_a_person_opens_in_the_frame_without_any_cookie(without: Chrome, place: Live) -> None:
    place.platform.storage = "frame"
    open_in_frame(without, place, "/as/101/about")
    address = arrive(without, "/privacy")
    status = "return fetch(arguments[0]).then((answer) => answer.status)"
    for path in ("", ".json"):
        assert without.execute_script(status, address + path) == 400, "a copied address opens nothing"
    assert "101" in without.find_element(By.CSS_SELECTOR, "main").text
    download = without.find_element(By.CSS_SELECTOR, "main form")
    assert download.find_element(By.CSS_SELECTOR, "button").text
    sent = (
        "return fetch(arguments[0].action, {method: arguments[0].method, body: new URLSearchParams("
        "new FormData(arguments[0]))}).then((answer) => answer.json())"
    )
    assert without.execute_script(sent, download)["sub"] == "101"


def test_every_way_of_misbehaving_is_tried() -> None:
    assert {*GIVEN_UP, "parent", "frame", "named", "forgets", "lies"} == set(MODES)
