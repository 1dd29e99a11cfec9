"""Courses with links of the tool in a real Moodle, copied and restored by Moodle's own API."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.support.moodle_trial import (
    TESTS,
    Trial,
    answer_quiz,
    enter_view,
    moodle_trial,
    poiju,
    see,
    wait_for,
)

SIDE = TESTS / "acceptance" / "launch" / "copies_side.php"


@dataclass
class Site:
    """A Moodle, and what was made in it and goes away in the end."""

    folder: str
    address: str
    courses: list[int] = field(default_factory=list)
    types: list[int] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    def ask(self, *words: object) -> Any:
        """Do something on the Moodle's own side."""
        command = ["php", str(SIDE), self.folder, *(str(word) for word in words)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def course(self, *words: object) -> int:
        """Make a course in one of the ways of the other side; return its id."""
        made = int(self.ask(*words)["course"])
        if made not in self.courses:
            self.courses.append(made)
        return made

    def activities(self, course: int) -> list[dict[str, Any]]:
        """List the links of the tool in a course."""
        found: list[dict[str, Any]] = self.ask("activities", course)
        return found

    def drop(self) -> None:
        """Take all away that was made."""
        named = (self.courses, self.types, self.people)
        self.ask("drop", *(",".join(str(one) for one in listed) for listed in named))


@dataclass
class Copies:
    """A tool, the Moodle in which it is the site's, and people who go into every course."""

    trial: Trial
    data: Path
    site: Site

    def course(self, *units: str, tool: int | None = None) -> tuple[int, list[int]]:
        """Make a course with an activity for each unit, as Deep Linking makes them."""
        course = self.site.course("course")
        self.enrol(course)
        return course, [self.add(course, unit, tool or self.trial.course["type"]) for unit in units]

    def add(self, course: int, unit: str, tool: int) -> int:
        """Add an activity of a unit; return the id of its course module."""
        return int(self.site.ask("add", course, tool, f"{self.trial.module.id}/{unit}", unit)["cmid"])

    def enrol(self, course: int) -> None:
        """Let the learner and the teacher in."""
        for name, role in (("student", "student"), ("teacher", "editingteacher")):
            self.site.ask("enrol", course, self.trial.course[name]["username"], role)

    def grades(self, course: int) -> dict[str, Any]:
        """Return the learner's grades by activity, and how many columns the gradebook has."""
        found: dict[str, Any] = self.site.ask("grades", course, self.trial.course["student"]["username"])
        return found

    def leads_to(self, driver: Chrome, cmid: int, unit: str = "quiz", site: Site | None = None) -> bool:
        """Open an activity; tell whether it is this unit."""
        driver.switch_to.default_content()
        address = (site or self.site).address
        enter_view(driver, self.trial, f"{address}/mod/lti/view.php?id={cmid}")
        path = str(driver.execute_script("return location.pathname"))
        return path.endswith(f"/u/{self.trial.module.id}/{unit}/")

    def opens(self, driver: Chrome, cmid: int, unit: str = "quiz", site: Site | None = None) -> None:
        """Open an activity, and see that it is this unit."""
        assert self.leads_to(driver, cmid, unit, site), driver.find_element(By.TAG_NAME, "main").text

    def takes(self, driver: Chrome, cmid: int, *, right: bool, site: Site | None = None) -> None:
        """Open the quiz and take it; wait until its grade is in the gradebook."""
        self.opens(driver, cmid, site=site)
        answer_quiz(driver, self.trial, right=right)
        see(driver, ".score-delivered")

    def tries(self) -> dict[str, int]:
        """Count the finished tries by course, as the tool keeps them."""
        query = (
            "select c.context_id || ' ' || r.client_id, count(*) from attempt a "
            "join context c on c.id = a.context_id join deployment d on d.id = c.deployment_id "
            "join registration r on r.id = d.registration_id where a.status = 'submitted' group by 1"
        )
        with sqlite3.connect(f"file:{self.data / 'poiju.sqlite3'}?mode=ro", uri=True) as database:
            return dict(database.execute(query).fetchall())

    def tried(self, course: int, client_id: str | None = None) -> int:
        """Return how many finished tries the tool keeps for a course."""
        return self.tries().get(f"{course} {client_id or self.trial.course['client_id']}", 0)

    def register(self, tool: dict[str, Any]) -> None:
        """Enter a tool of a Moodle at ours, as an admin does by hand."""
        site = [
            "--moodle",
            tool["issuer"],
            "--client-id",
            tool["client_id"],
            "--token-url",
            tool["token_url"],
        ]
        address = self.trial.tool
        poiju(address, self.data, "registration", "add", *site, "--deployment", tool["deployment_id"])

    def let_in(self, tool: dict[str, Any]) -> None:
        """Let a client in that introduced itself by a launch, as an admin does."""
        words = ("registration", "enable", tool["issuer"], tool["client_id"])
        poiju(self.trial.tool, self.data, *words)


@contextmanager
def copies(folder: Path) -> Iterator[Copies]:
    """Serve the tool to a Moodle; take everything away in the end."""
    with moodle_trial(folder) as trial:
        site = Site(os.environ["MOODLE_DIR"], trial.address)
        try:
            yield Copies(trial, folder / "data", site)
        finally:
            site.drop()


@contextmanager
def another_site(first: Site) -> Iterator[Site]:
    """Yield a second Moodle; skip where there is none, or an older one, which takes no newer backups."""
    folder, address = os.environ.get("MOODLE_OTHER_DIR"), os.environ.get("MOODLE_OTHER_URL", "").rstrip("/")
    if not folder or not address or not shutil.which("php"):
        pytest.skip("needs a second ready Moodle: set MOODLE_OTHER_DIR and MOODLE_OTHER_URL")
    site = Site(folder, address)
    if site.ask("version")["version"] < first.ask("version")["version"]:
        pytest.skip("the second Moodle is older than the first")
    try:
        yield site
    finally:
        site.drop()


def settled(found: Any, wanted: Any) -> None:
    """Wait until what is looked up is as wanted."""
    wait_for(lambda: found() == wanted, f"not {wanted!r} but {found()!r}")
