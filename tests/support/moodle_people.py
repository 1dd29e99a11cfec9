"""A restored course that stays for a while, with a teacher and a learner who open it in a browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from packager.archive import zip_archive
from packager.document.edition import Edition
from packager.document.module import Module
from packager.formats.base import Job
from packager.formats.moodle.writer import write
from packager.notes import Notes
from tests.support.browser import chromium

SIDE = Path(__file__).resolve().parents[1] / "acceptance" / "moodle" / "group_side.php"
PATIENCE = 60


def moodle(*words: str) -> Any:
    """Do something on the Moodle's own side."""
    command = ["php", str(SIDE), os.environ["MOODLE_DIR"], *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@dataclass(frozen=True)
class Place:
    """A course with people in it."""

    module: Module
    course: dict[str, Any]

    def name(self, role: str) -> str:
        """Return the username of the `teacher` or the `student`."""
        named: str = self.course[role]["username"]
        return named

    def ask(self, verb: str, unit: str, role: str = "student", *words: str) -> Any:
        """Ask Moodle something about a unit and a person."""
        key = f"{self.module.id}/{unit}"
        return moodle(verb, str(self.course["course"]), key, self.name(role), *words)

    def address(self, unit: str) -> str:
        """Return the address of a unit's activity."""
        found = self.course["activities"][f"{self.module.id}/{unit}"]
        return f"{os.environ['MOODLE_URL'].rstrip('/')}/mod/{found['kind']}/view.php?id={found['cmid']}"

    @contextmanager
    def browser(self, role: str, profile: Path) -> Iterator[Chrome]:
        """Open a browser in which a person is logged in."""
        with chromium(profile) as driver:
            driver.get(f"{os.environ['MOODLE_URL'].rstrip('/')}/login/index.php")
            driver.find_element(By.ID, "username").send_keys(self.name(role))
            driver.find_element(By.ID, "password").send_keys(self.course[role]["password"])
            driver.find_element(By.ID, "loginbtn").click()
            WebDriverWait(driver, PATIENCE).until(lambda _: "/login/" not in driver.current_url)
            yield driver


@contextmanager
def people(
    module: Module, folder: Path, *, restored_by: str = "admin", language: str = "en"
) -> Iterator[Place]:
    """Restore a module and let people in; take all away in the end."""
    if not (os.environ.get("MOODLE_DIR") and os.environ.get("MOODLE_URL") and shutil.which("php")):
        pytest.skip("needs a ready Moodle: set MOODLE_DIR and MOODLE_URL, and have php on the path")
    backup = folder / f"{restored_by}.mbz"
    with zip_archive(backup) as archive:
        write(Job(edition=Edition(module, language), notes=Notes("moodle")), archive)
    course = moodle("restore", str(backup), restored_by)
    place = Place(module, course)
    try:
        assert course["complaints"] == []
        yield place
    finally:
        moodle("remove", str(course["course"]), place.name("teacher"), place.name("student"))
