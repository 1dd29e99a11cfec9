"""A real Moodle takes a peer review: learners hand in, assess by the criteria, and get two grades."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.by import By

from packager.document.grading_schemes import Guide, GuideCriterion
from packager.document.module import Module
from tests.support.browser import picture
from tests.support.moodle_people import Place, people
from tests.support.sample import sample_module, words

pytestmark = pytest.mark.moodle

SETUP, SUBMISSION, ASSESSMENT = "10", "20", "30"
DONE, DONE_AND_PASSED = 1, 2


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    """The sample's peer review by a rubric, and one by a guide without a pass mark."""
    made = sample_module(tmp_path_factory.mktemp("media"))
    rubric = made.unit("exchange")
    guide = Guide(
        criteria=tuple(
            GuideCriterion(name=words(f"Part <{one}>"), points=Decimal(one), text=words("It fits & holds."))
            for one in (4, 6)
        )
    )
    points = replace(
        rubric, id="points", key=f"{made.id}/points", title=words("Points"), scheme=guide, passing=None,
        weight=80, self_review=False, submit=("text",),
    )  # fmt: skip
    kept = {"outcomes", "quiz"}
    first = tuple(unit for unit in made.sections[0].units if unit.id in kept)
    last = tuple(unit for unit in made.sections[1].units if unit.id in kept)
    return replace(
        made,
        sections=(
            replace(made.sections[0], units=first),
            replace(made.sections[1], units=(*last, rubric, points), restrict=None),
        ),
    )


@pytest.fixture(scope="module")
def place(module: Module, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with people(module, tmp_path_factory.mktemp("course")) as found:
        yield found


def asked(place: Place, unit: str, phase: str = SETUP) -> Any:
    return place.ask("phase", unit, "teacher", phase)


def test_the_form_holds_the_criteria(place: Place) -> None:
    assert asked(place, "exchange") == {
        "strategy": "rubric",
        "criteria": [
            {
                "text": f"<p>{escaped} (en)</p>",
                "levels": [[float(one), f"{escaped}: {one} &lt;of&gt; 4 (en)"] for one in (0, 2, 4)],
            }
            for escaped in ("Aim", "Evidence &amp; fit")
        ],
        "ready": True,
    }
    assert asked(place, "points") == {
        "strategy": "accumulative",
        "criteria": [
            {
                "text": f'<p class="poiju-criterion">Part &lt;{points}&gt; (en)</p>'
                "<p>It fits &amp; holds. (en)</p>",
                "points": points,
                "weight": weight,
            }
            for points, weight in ((4, 2), (6, 3))
        ],
        "ready": True,
    }


def test_each_phase_shows_its_texts(place: Place, tmp_path: Path) -> None:
    with place.browser("student", tmp_path / "student") as driver:
        for phase, wanted in (
            (SETUP, ("Write a plan, en.",)),
            (
                SUBMISSION,
                ("Write a plan, en.", "How the work is marked", "Aim: 2 <of> 4 (en)", "only before 14 days"),
            ),
            (ASSESSMENT, ("Say first what is good", "You assess the work of 2 other learners.")),
        ):
            asked(place, "exchange", phase)
            driver.get(place.address("exchange"))
            driver.execute_script(
                "document.querySelectorAll('.collapse').forEach((one) => one.classList.add('show'))"
            )
            page = driver.find_element(By.TAG_NAME, "body").text
            picture(driver, f"workshop-student-{phase}")
            assert [part for part in wanted if part not in page] == [], phase
    asked(place, "exchange", SETUP)


def test_a_teacher_edits_the_form_and_sees_the_plan(place: Place, tmp_path: Path) -> None:
    with place.browser("teacher", tmp_path / "teacher") as driver:
        driver.get(place.address("exchange"))
        plan = driver.find_element(By.CSS_SELECTOR, ".userplan").text
        assert "Setup phase" in plan
        picture(driver, "workshop-teacher")
        driver.get(place.address("exchange").replace("view.php?id", "editform.php?cmid"))
        levels = driver.find_elements(By.CSS_SELECTOR, "textarea[name^='definition__idx_0']")
        assert levels[0].get_attribute("value") == "Aim: 0 &lt;of&gt; 4 (en)"
        picture(driver, "workshop-form")


@pytest.mark.parametrize(
    ("unit", "share", "given", "grades", "state"),
    [
        ("exchange", 1, 100, [70, 30], DONE_AND_PASSED),
        ("points", 0.5, 50, [40, 20], DONE),
    ],
)
def test_two_grades_reach_the_gradebook(
    place: Place, unit: str, share: float, given: float, grades: list[float], state: int
) -> None:
    reviewed = place.ask("reviewed", unit, "student", str(share))
    assert reviewed["complaints"] == []
    assert reviewed["given"] == [given] * 6
    found = place.ask("state", unit)
    assert [float(one) for one in found["grades"]] == grades
    assert found["completion"] == state
