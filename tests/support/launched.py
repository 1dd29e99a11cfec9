"""A launch in a real browser: a unit in a window of its own, and what tests ask of its pages."""

from __future__ import annotations

from selenium.webdriver import Chrome
from sqlalchemy import update

from lti_tool.models import LaunchSession
from tests.support.browser import until, wait
from tests.support.live import Live


def window(driver: Chrome, place: Live, unit: str, user: str) -> None:
    """Open an activity in a window of its own, and wait until the launch has come to the unit."""
    driver.get(f"{place.platform.issuer}/as/{user}/launch/{place.links[unit].id}?window=1")
    until(lambda: f"{place.url}/s/" in driver.current_url, lambda: driver.current_url)
    wait(driver, "main h1")


def end_sessions(place: Live) -> None:
    """End every visit now."""
    with place.runtime.database.write() as session:
        session.execute(update(LaunchSession).values(idle_until=place.runtime.now()))


def no_sideways_scrolling(driver: Chrome) -> bool:
    """Say whether the page fits into the width of the window."""
    script = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    return bool(driver.execute_script(script))
