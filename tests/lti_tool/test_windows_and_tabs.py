"""After the launch: reloads, back and forward, several tabs and people in one browser, a frame's height."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from sqlalchemy import select

from lti_tool.models import Attempt, Person
from tests.support.browser import chromium, into, until, wait
from tests.support.live import Live, live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FRAME = "iframe[data-tool]"
LEENA, EMMA = ("201", "fi"), ("203", "en")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("live"), POIJU_WORKER="0") as running:
        yield running


@pytest.fixture(params=["cookies", "storage"])
def driver(request: pytest.FixtureRequest, place: Live, tmp_path: Path) -> Iterator[Chrome]:
    """A browser that keeps the tool's cookies, and one that keeps none on a platform with storage."""
    blocked = place.url if request.param == "storage" else None
    place.platform.storage = "parent" if request.param == "storage" else ""
    with chromium(tmp_path, no_cookies_of=blocked) as made:
        yield made


def enter(driver: Chrome, place: Live, unit: str, person: tuple[str, str]) -> str:
    """Open a unit in the platform's frame as a person; return the tool's address."""
    driver.get(f"{place.platform.issuer}/as/{person[0]}/link/{place.links[unit].id}")
    return shows(driver, person, f"/{unit}/")


def shows(driver: Chrome, person: tuple[str, str], path: str, frame: str = FRAME) -> str:
    """Wait for a page of a person (their language tells whose it is), and stay there; return its address."""

    def there() -> str | None:
        if frame:
            into(driver, frame)
        address, language, ready = driver.execute_script(
            "return [location.href, document.documentElement.lang,"
            " document.readyState === 'complete' && !!document.querySelector('main h1')]"
        )
        return str(address) if ready and path in address and language == person[1] else None

    return str(until(there, lambda: f"no page of {person} at {path}"))


def reload(driver: Chrome) -> None:
    """Reload the tool's page in its frame, and wait until it is gone."""
    driver.execute_script("document.documentElement.dataset.before = '1'; location.reload()")
    until(lambda: driver.execute_script("return !document.documentElement.dataset.before"))


def written_by(place: Live, person: tuple[str, str]) -> str:
    """Return all that a person has answered so far, as text."""
    query = select(Attempt.answers).join(Person, Attempt.person_id == Person.id)
    with place.runtime.database.read() as session:
        return str(session.scalars(query.where(Person.sub == person[0])).all())


def click(driver: Chrome, css: str) -> None:
    driver.execute_script("arguments[0].click()", wait(driver, css))


def test_two_people_in_two_tabs_of_one_browser_keep_apart(driver: Chrome, place: Live) -> None:
    first = driver.current_window_handle
    leenas = enter(driver, place, "quiz", LEENA)
    driver.switch_to.new_window("tab")
    second = driver.current_window_handle
    emmas = enter(driver, place, "quiz", EMMA)
    assert leenas != emmas
    for tab, person, address in ((first, LEENA, leenas), (second, EMMA, emmas)):
        driver.switch_to.window(tab)
        into(driver, FRAME)
        reload(driver)
        assert shows(driver, person, "/quiz/") == address
        click(driver, "main form button")
        field = wait(driver, "main textarea")
        field.send_keys(f"Words of {person[0]} at {address}.")
    for person, address in ((LEENA, leenas), (EMMA, emmas)):
        other = EMMA if person == LEENA else LEENA
        until(
            lambda person=person, address=address: f"{person[0]} at {address}" in written_by(place, person),
        )
        assert f"Words of {person[0]}" not in written_by(place, other)


def test_back_and_forward_show_the_same_persons_pages(driver: Chrome, place: Live) -> None:
    lesson = enter(driver, place, "outcomes", LEENA)
    click(driver, ".bar .module")
    overview = shows(driver, LEENA, "/m/")
    for step, address, path in ((-1, lesson, "/outcomes/"), (1, overview, "/m/"), (-1, lesson, "/outcomes/")):
        driver.execute_script(f"history.go({step})")
        assert shows(driver, LEENA, path) == address
    # The page that came back works: its forms are not out of date.
    click(driver, "form[data-check] label")
    click(driver, "form[data-check] button")
    until(lambda: driver.find_elements(By.CSS_SELECTOR, ".poiju-verdict:not(:empty)"))


def test_a_second_person_after_the_first_sees_nothing_of_them(driver: Chrome, place: Live) -> None:
    leenas = enter(driver, place, "outcomes", LEENA)
    emmas = enter(driver, place, "outcomes", EMMA)
    reload(driver)
    assert shows(driver, EMMA, "/outcomes/") == emmas != leenas
    driver.switch_to.default_content()
    driver.back()  # to the platform's page of the first, which opens the activity anew
    assert "/outcomes/" in shows(driver, LEENA, "/outcomes/")


def test_a_window_of_its_own_leads_back_and_comes_back(place: Live, tmp_path: Path) -> None:
    place.platform.storage = ""
    with chromium(tmp_path, width=360, height=780) as driver:
        course = f"{place.platform.issuer}/as/203/"
        driver.get(f"{course}launch/{place.links['outcomes'].id}?window=1")
        address = shows(driver, EMMA, "/outcomes/", frame="")
        click(driver, "a.back")
        until(lambda: driver.current_url == course)
        driver.back()
        assert shows(driver, EMMA, "/outcomes/", frame="") == address


def height(driver: Chrome) -> int:
    """Return the height of the tool's frame, and stay in the frame."""
    driver.switch_to.default_content()
    frame = driver.find_element(By.CSS_SELECTOR, FRAME)
    found = int(frame.size["height"])
    driver.switch_to.frame(frame)
    return found


def test_the_frame_grows_and_shrinks_with_the_page_where_the_platform_listens(
    driver: Chrome, place: Live
) -> None:
    place.platform.resizes = True
    try:
        enter(driver, place, "outcomes", EMMA)
        content = "return Math.ceil(document.documentElement.getBoundingClientRect().height)"
        until(lambda: abs(height(driver) - int(driver.execute_script(content)) - 2) <= 2)
        before = height(driver)
        assert before > 700
        driver.execute_script("document.querySelector('main').style.paddingBottom = '500px'")
        until(lambda: height(driver) > before + 400)
        driver.execute_script("document.querySelector('main').style.paddingBottom = ''")
        until(lambda: height(driver) == before)
    finally:
        place.platform.resizes = False


def test_the_frame_stays_as_it_is_where_nobody_listens(driver: Chrome, place: Live) -> None:
    enter(driver, place, "outcomes", EMMA)
    driver.execute_script("document.querySelector('main').style.paddingBottom = '500px'")
    assert height(driver) in range(598, 604)
