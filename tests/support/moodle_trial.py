"""A real Moodle with a course of LTI links, the tool beside it, and what a browser does in both.

Takes a ready Moodle by MOODLE_DIR (the folder with config.php) and MOODLE_URL. The tool runs on
http://localhost and the Moodle is best reached as http://127.0.0.1: two sites for the browser.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException, WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from packager.build import Order, build_module
from packager.definition.reader import load_module
from packager.document.model_answer import model_answer
from packager.document.module import Module
from packager.document.units import Quiz
from packager.formats.table import get_format
from tests.support.browser import chromium, picture, wait_in_frame
from tests.support.gate import Gate, gate
from tests.support.ports import free_port

TESTS = Path(__file__).resolve().parents[1]
MOODLE_SIDE = TESTS / "acceptance" / "launch" / "moodle_side.php"
EVERYTHING = TESTS / "definitions" / "everything"
LANGUAGE = "fi"
PATIENCE = 60
POIJU = [sys.executable, "-m", "lti_tool"]


def moodle(*words: str) -> dict[str, Any]:
    """Do something on the Moodle's own side, by its API."""
    command = ["php", str(MOODLE_SIDE), os.environ["MOODLE_DIR"], *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@dataclass
class Trial:
    """A Moodle course of LTI links, and the tool that they lead to."""

    address: str
    tool: str
    module: Module
    course: dict[str, Any]
    gate: Gate  # stands before the Moodle's token address
    data: Path  # of the tool

    def view(self, unit: str) -> str:
        """Return the address of a unit's activity."""
        cmid = self.course["activities"][f"{self.module.id}/{unit}"]["cmid"]
        return f"{self.address}/mod/lti/view.php?id={cmid}"

    def grade(self, unit: str) -> dict[str, Any]:
        """Read the learner's grade from Moodle's gradebook."""
        key = f"{self.module.id}/{unit}"
        return moodle("grade", str(self.course["course"]), key, self.course["student"]["username"])


@contextmanager
def serving(tool: str, port: int, data: Path, course: dict[str, Any], token_url: str) -> Iterator[None]:
    """Run the tool as an operator would: settings, registration, module, serve."""
    site = ["--moodle", course["issuer"], "--client-id", course["client_id"], "--token-url", token_url]
    poiju(tool, data, "registration", "add", *site, "--deployment", course["deployment_id"])
    with served(tool, port, data):
        yield


def poiju(tool: str, data: Path, *words: str) -> str:
    """Run a command of the tool; return what it prints."""
    command = [*POIJU, *words]
    environment = tool_environment(tool, data)
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def tool_environment(tool: str, data: Path) -> dict[str, str]:
    """Return the settings of a tool for a trial."""
    return {
        **os.environ,
        "POIJU_URL": tool,
        "POIJU_SECRET_KEY": "acceptance " * 4,
        "POIJU_DATA_DIR": str(data),
        "POIJU_ALLOW_HTTP": "1",
        "POIJU_ALLOW_PRIVATE_PLATFORMS": "127.0.0.1,localhost",
        "POIJU_PROXY_HOPS": "0",
    }


@contextmanager
def served(tool: str, port: int, data: Path) -> Iterator[None]:
    """Install the module and serve."""
    poiju(tool, data, "module", "install", str(definition(data.parent)))
    command = [*POIJU, "serve", "--port", str(port)]
    environment = tool_environment(tool, data)
    with (
        (data / "serve.log").open("wb") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            wait_for(lambda: answers(f"{tool}/health"), "the tool did not start")
            yield
        finally:
            process.terminate()


def answers(address: str) -> bool:
    """Tell whether something answers there."""
    try:
        return requests.get(address, timeout=2).ok
    except (requests.ConnectionError, requests.Timeout):
        return False


def wait_for(condition: Any, complaint: str, seconds: float = PATIENCE) -> Any:
    """Return the first true value of a condition."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if value := condition():
            return value
        time.sleep(0.3)
    pytest.fail(complaint)


def moodle_address() -> str:
    """Return the address of the Moodle for tests; skip where there is none."""
    address = os.environ.get("MOODLE_URL", "").rstrip("/")
    if not address or not os.environ.get("MOODLE_DIR") or not shutil.which("php"):
        pytest.skip("needs a ready Moodle: set MOODLE_DIR and MOODLE_URL, and have php on the path")
    return address


def definition(folder: Path) -> Path:
    """Return a module of every kind; its quiz may be taken as often as one likes, and the best try counts."""
    copy = folder / "everything"
    if not copy.exists():
        shutil.copytree(EVERYTHING, copy)
        about = copy / "module.yaml"
        text, changed = re.subn(
            r"tries: 3, counts: average, |time: 45, behaviour: .* result: \[\]}, ",
            "",
            about.read_text("utf-8"),
        )
        assert changed == 2
        about.write_text(text, "utf-8")
    return copy


def links_to(tool: str, folder: Path) -> tuple[Module, Path]:
    """Build a backup whose activities open in a tool."""
    module = load_module(definition(folder))
    order = Order(
        formats=(get_format("moodle"),), languages=(LANGUAGE,), out=folder, delivery="lti", tool_url=tool
    )
    [package] = build_module(module, order)
    return module, package.path


@contextmanager
def moodle_trial(folder: Path) -> Iterator[Trial]:
    """Restore a course of links, make the tool in Moodle, serve it; take all away in the end."""
    address = moodle_address()
    port = free_port()
    tool = f"http://localhost:{port}"
    module, package = links_to(tool, folder)
    course = moodle("prepare", str(package), tool)
    data = folder / "data"
    data.mkdir()
    try:
        with gate(course["token_url"]) as before, serving(tool, port, data, course, before.url):
            yield Trial(address, tool, module, course, before, data)
    finally:
        users = [course[role]["username"] for role in ("student", "teacher")]
        moodle("remove", str(course["course"]), str(course["type"]), *users)


@contextmanager
def logged_in(trial: Trial, role: str, profile: Path) -> Iterator[Chrome]:
    """Open a browser in which the student or the teacher is logged in to Moodle."""
    with chromium(profile) as driver:
        log_in(driver, trial.address, trial.course[role])
        yield driver


def log_in(driver: Chrome, address: str, user: dict[str, str]) -> None:
    """Log in to Moodle. Nothing is typed: a script of the page sets the focus at some moment of its own, and
    keys would then come to stand in the other field. A busy Moodle shows the form once more now and then."""
    for _ in range(3):
        _send_login(driver, address, user)
        try:
            WebDriverWait(driver, PATIENCE / 3).until(lambda _: "/login/" not in driver.current_url)
            return
        except TimeoutException:
            continue
    raise AssertionError(f"Moodle did not let {user['username']} in: {driver.current_url}")


def _send_login(driver: Chrome, address: str, user: dict[str, str]) -> None:
    driver.get(f"{address}/login/index.php")
    for name in ("username", "password"):
        field = driver.find_element(By.ID, name)
        driver.execute_script("arguments[0].value = arguments[1]", field, user[name])
    driver.execute_script("arguments[0].click()", driver.find_element(By.ID, "loginbtn"))


def enter(driver: Chrome, trial: Trial, unit: str) -> None:
    """Open a unit's activity and go into the tool's frame."""
    enter_view(driver, trial, trial.view(unit))


def enter_view(driver: Chrome, trial: Trial, address: str) -> None:
    """Open an activity and go into the tool's frame; see that it is a third party there."""
    driver.get(address)
    wait_in_frame(driver, "iframe#contentframe", "main h1")
    assert driver.execute_script("return location.origin") == trial.tool
    assert not driver.execute_script("try { return !!parent.document } catch (e) { return false }")


def see(driver: Chrome, css: str) -> Any:
    """Return the first visible element."""
    patient = WebDriverWait(driver, PATIENCE, ignored_exceptions=[StaleElementReferenceException])
    return patient.until(
        lambda _: next(
            (one for one in driver.find_elements(By.CSS_SELECTOR, css) if one.is_displayed()), None
        ),
        f"{css} is not to be seen",
    )


def finish_lesson(driver: Chrome, trial: Trial, unit: str) -> None:
    """Read a lesson to its end, and say that it is done."""
    enter(driver, trial, unit)
    picture(driver, f"moodle-{unit}")
    driver.execute_script("window.scrollTo(0, document.body.scrollHeight)")
    # The page may replace the button at this moment by itself: a lesson seen to its end is done.
    driver.execute_script("document.querySelector('#progress form button')?.click()")
    see(driver, "#progress .done")


def fill(driver: Chrome, name: str, values: list[str]) -> None:
    """Give a field of a question its values."""
    for field in driver.find_elements(By.NAME, name):
        if field.tag_name == "select":
            Select(field).select_by_value(values[0])
        elif field.get_attribute("type") in ("radio", "checkbox"):
            if field.get_attribute("value") in values:
                driver.execute_script("arguments[0].click()", field)
        else:
            field.clear()
            field.send_keys(values[0])


def take_quiz(driver: Chrome, trial: Trial, *, right: bool) -> None:
    """Open the quiz and take it with every answer right, or with none given."""
    enter(driver, trial, "quiz")
    answer_quiz(driver, trial, right=right)


def answer_quiz(driver: Chrome, trial: Trial, *, right: bool) -> None:
    """Take the quiz that is open, page by page, until its feedback is there."""
    driver.execute_script("arguments[0].click()", see(driver, "main form button"))
    see(driver, "form[data-attempt]")
    answered: set[str] = set()
    while True:
        if right:
            answered |= answer_page(driver, trial)
        if not (onwards := driver.find_elements(By.CSS_SELECTOR, "button[name=go]:not(.poiju-quiet)")):
            break
        driver.execute_script("document.body.dataset.before = '1'; arguments[0].click()", onwards[0])
        patient = WebDriverWait(driver, PATIENCE, ignored_exceptions=[WebDriverException])
        next_page = "body:not([data-before]) form[data-attempt]"
        patient.until(lambda _, css=next_page: driver.find_elements(By.CSS_SELECTOR, css))
    wanted = {one.id for one in quiz_of(trial).questions if model_answer(one, LANGUAGE)}
    assert not right or answered >= wanted, wanted - answered
    picture(driver, f"moodle-quiz-{'right' if right else 'empty'}")
    driver.execute_script("arguments[0].click()", see(driver, "[data-submit]"))
    picture(driver, f"moodle-submitted-{'right' if right else 'empty'}")
    if not right:  # the page names what is unanswered, and asks again
        see(driver, "[data-summary]")
        driver.execute_script("arguments[0].click()", see(driver, "[data-submit]"))
    see(driver, "#result .share")
    picture(driver, f"moodle-feedback-{'right' if right else 'empty'}")


def quiz_of(trial: Trial) -> Quiz:
    """Return the quiz that trials take."""
    quiz = trial.module.unit("quiz")
    assert isinstance(quiz, Quiz)
    return quiz


def answer_page(driver: Chrome, trial: Trial) -> set[str]:
    """Give every question of a page its right answer; return which these were."""
    answered = set()
    drawn = [question for pool in trial.module.pools for question in pool.questions]
    for question in (*quiz_of(trial).questions, *drawn):
        for name, values in model_answer(question, LANGUAGE).items():
            if driver.find_elements(By.NAME, name):
                fill(driver, name, values)
                answered.add(question.id)
    for essay in driver.find_elements(By.CSS_SELECTOR, "main textarea"):
        essay.send_keys("Instructs a client to use the device.")
    return answered
