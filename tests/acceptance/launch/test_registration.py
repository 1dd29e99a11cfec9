"""A Moodle administrator pastes one address; the tool is registered, activated, and opened by a learner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.support.browser import chromium
from tests.support.gate import gate
from tests.support.moodle_trial import (
    Trial,
    finish_lesson,
    links_to,
    log_in,
    moodle,
    moodle_address,
    picture,
    poiju,
    see,
    served,
    wait_for,
)  # fmt: skip
from tests.support.ports import free_port

pytestmark = [pytest.mark.moodle, pytest.mark.browser, pytest.mark.slow]
CONFIGURED, PENDING = 1, 2  # Moodle's states of a tool


@dataclass
class Unregistered:
    """A course of links, and a tool that no platform knows yet."""

    trial: Trial
    data: Path

    def types(self) -> list[dict[str, Any]]:
        """List what Moodle knows of the tool."""
        found: Any = moodle("types", self.trial.tool)
        return list(found)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Unregistered]:
    """Restore the course and serve the tool; take all away in the end."""
    address, port = moodle_address(), free_port()
    tool = f"http://localhost:{port}"
    module, package = links_to(tool, tmp_path)
    course = moodle("course", str(package))
    data = tmp_path / "data"
    data.mkdir()
    try:
        with gate(f"{address}/mod/lti/token.php") as unused, served(tool, port, data):
            yield Unregistered(Trial(address, tool, module, course, unused, data), data)
    finally:
        types: Any = moodle("types", tool)
        users = [course[role]["username"] for role in ("student", "admin")]
        moodle("remove", str(course["course"]), str(types[0]["id"] if types else 0), *users)


def registration_address(driver: Chrome, place: Unregistered) -> str:
    """Log in to the admin pages by a printed link, and make an address there."""
    driver.get(poiju(place.trial.tool, place.data, "admin", "link", "--for", "Aino"))
    see(driver, "main form button").click()
    see(driver, "nav form button")  # the visit has begun
    driver.get(f"{place.trial.tool}/admin/register")
    see(driver, "main > form button").click()
    picture(driver, "admin-register")
    return str(see(driver, "#address").get_attribute("value"))


def add_to_moodle(driver: Chrome, place: Unregistered, address: str) -> None:
    """Paste the address as the "Tool URL"; read the page in the frame, close it, activate the card."""
    driver.get(f"{place.trial.address}/mod/lti/toolconfigure.php")
    see(driver, "#tool-url").send_keys(address)
    driver.execute_script("arguments[0].click()", see(driver, "#tool-create-button"))
    driver.switch_to.frame(see(driver, "#external-registration-container iframe"))
    close = see(driver, "button[data-close]")
    picture(driver, "moodle-registered")
    [made] = place.types()
    assert made["state"] == PENDING
    assert made["client_id"] in driver.find_element(By.TAG_NAME, "main").text
    driver.execute_script("arguments[0].click()", close)
    driver.switch_to.default_content()
    card = f".tool-card[data-type-id='{made['id']}']"
    wait_for(
        lambda: not driver.find_elements(By.CSS_SELECTOR, "iframe[src*=startlti]"), "the frame stayed open"
    )
    driver.execute_script("arguments[0].click()", see(driver, f"{card} .activate"))
    wait_for(lambda: place.types()[0]["state"] == CONFIGURED, "the card did not become active")


def update_in_moodle(driver: Chrome, place: Unregistered, address: str) -> str:
    """Paste another address, and choose to update the tool that Moodle has; return what the page says."""
    [made] = place.types()
    driver.get(f"{place.trial.address}/mod/lti/toolconfigure.php")
    see(driver, "#tool-url").send_keys(address)
    driver.execute_script("arguments[0].click()", see(driver, "#tool-create-button"))
    driver.switch_to.frame(see(driver, "#external-registration-container iframe"))
    see(driver, f"button[data-href$='type={made['id']}']").click()
    see(driver, "button[data-close]")
    said = driver.find_element(By.TAG_NAME, "main").text
    driver.switch_to.default_content()
    assert [one["client_id"] for one in place.types()] == [made["client_id"]]
    return said


def test_a_registration_by_address_then_a_launch_and_a_grade(place: Unregistered, tmp_path: Path) -> None:
    trial = place.trial
    with chromium(tmp_path / "admin") as driver:
        address = registration_address(driver, place)
        log_in(driver, trial.address, trial.course["admin"])
        add_to_moodle(driver, place, address)
        [made] = place.types()
        assert (made["config"]["sendname"], made["config"]["sendemailaddr"]) == ("0", "0"), "never"
        assert made["config"]["contentitem"] == "1"

        driver.get(f"{trial.tool}/admin/")
        see(driver, ".card h2 a").click()
        picture(driver, "admin-registration")
        assert made["client_id"] in driver.find_element(By.TAG_NAME, "main").text
        see(driver, "button[value=active]").click()
        see(driver, "button[value=disabled]")
        driver.get(address)
        assert "register-link" in driver.page_source, "the address is used up"
        again = registration_address(driver, place)
        assert "It was registered before" in update_in_moodle(driver, place, again)
    with chromium(tmp_path / "learner") as driver:
        log_in(driver, trial.address, trial.course["student"])
        finish_lesson(driver, trial, "outcomes")
        grade = wait_for(
            lambda: (found := trial.grade("outcomes"))["grade"] is not None and found, "no grade arrived"
        )
        assert grade["grade"] == grade["maximum"]
