"""Copies and restores in a real Moodle: the right unit opens, no second column appears, and what was done
before is where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from lti_tool.errors import Fault
from tests.support.browser import chromium, picture
from tests.support.moodle_copies import Copies, another_site, copies, settled
from tests.support.moodle_trial import log_in, logged_in, see

pytestmark = [pytest.mark.moodle, pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    with copies(tmp_path_factory.mktemp("copies")) as made:
        yield made


@pytest.fixture
def learner(place: Copies, tmp_path: Path) -> Iterator[Chrome]:
    with logged_in(place.trial, "student", tmp_path / "learner") as driver:
        yield driver


def test_a_duplicate_in_the_course_opens_the_unit_and_has_a_column_of_its_own(
    place: Copies, learner: Chrome
) -> None:
    course, [original] = place.course("quiz")
    place.takes(learner, original, right=True)
    duplicate = int(place.site.ask("duplicate", original)["cmid"])
    assert duplicate != original
    place.takes(learner, duplicate, right=False)
    settled(lambda: place.grades(course)["grades"], {str(original): 100, str(duplicate): 100})
    assert (place.grades(course)["columns"], place.grades(course)["manual"]) == (2, 0)
    assert place.tried(course) == 2, "both are the same unit of the same course"


def test_a_copied_course_begins_anew_and_leaves_the_old_one_as_it_was(place: Copies, learner: Chrome) -> None:
    course, [original] = place.course("quiz")
    place.takes(learner, original, right=True)
    copy = place.site.course("copy", course)
    place.enrol(copy)
    [link] = place.site.activities(copy)
    assert link["tool"]["client_id"] == place.trial.course["client_id"]
    sent = place.site.ask("sends", link["cmid"])
    assert sent["unit"] == f"{place.trial.module.id}/quiz"
    assert sent["ctx_history"] == str(course)

    place.opens(learner, link["cmid"])
    assert (place.tried(course), place.tried(copy)) == (1, 0)
    place.takes(learner, link["cmid"], right=False)
    settled(lambda: place.grades(copy)["grades"], {str(link["cmid"]): 0})
    assert (place.grades(copy)["columns"], place.grades(copy)["manual"]) == (1, 0)
    assert (place.tried(course), place.tried(copy)) == (1, 1)
    assert place.grades(course)["grades"] == {str(original): 100}


def test_a_backup_restored_in_the_same_site_goes_on_with_the_sites_tool(
    place: Copies, learner: Chrome, tmp_path: Path
) -> None:
    course, [original, _] = place.course("quiz", "outcomes")
    place.takes(learner, original, right=True)
    place.site.ask("backup", course, tmp_path / "course.mbz")
    restored = place.site.course("restore", tmp_path / "course.mbz")
    place.enrol(restored)
    links = {one["name"]: one for one in place.site.activities(restored)}
    assert {one["tool"]["client_id"] for one in links.values()} == {place.trial.course["client_id"]}

    place.opens(learner, links["outcomes"]["cmid"], "outcomes")
    place.takes(learner, links["quiz"]["cmid"], right=False)
    settled(lambda: place.grades(restored)["grades"][str(links["quiz"]["cmid"])], 0)
    assert (place.grades(restored)["columns"], place.grades(restored)["manual"]) == (2, 0)
    assert (place.tried(course), place.tried(restored)) == (1, 1)
    assert place.grades(course)["grades"][str(original)] == 100


def test_a_restore_into_a_course_that_has_the_unit_already(
    place: Copies, learner: Chrome, tmp_path: Path
) -> None:
    course, [first] = place.course("quiz")
    place.takes(learner, first, right=True)
    place.site.ask("backup", course, tmp_path / "course.mbz")
    place.site.course("restore", tmp_path / "course.mbz", course)
    [second] = [one["cmid"] for one in place.site.activities(course) if one["cmid"] != first]
    place.takes(learner, second, right=False)
    settled(lambda: place.grades(course)["grades"], {str(first): 100, str(second): 100})
    assert (place.grades(course)["columns"], place.grades(course)["manual"]) == (2, 0)


def test_a_tool_of_the_course_gets_a_new_client_id_elsewhere_and_waits_for_an_admin(
    place: Copies, learner: Chrome, tmp_path: Path
) -> None:
    course, _ = place.course()
    tool = place.site.ask("coursetool", course, place.trial.course["type"], "Poiju of the course")
    place.site.types.append(tool["type"])
    place.register(tool)
    original = place.add(course, "quiz", tool["type"])
    place.takes(learner, original, right=True)
    place.site.ask("backup", course, tmp_path / "course.mbz")
    restored = place.site.course("restore", tmp_path / "course.mbz")
    place.enrol(restored)
    [link] = place.site.activities(restored)
    place.site.types.append(link["tool"]["type"])
    assert link["tool"]["client_id"] not in (tool["client_id"], place.trial.course["client_id"])

    learner.switch_to.default_content()
    learner.get(f"{place.site.address}/mod/lti/view.php?id={link['cmid']}")
    learner.switch_to.frame(see(learner, "iframe#contentframe"))
    page = see(learner, "main")
    picture(learner, "moodle-new-client")
    assert Fault.CLIENT_PENDING.value in page.text
    assert not learner.find_elements(By.CSS_SELECTOR, "main a, main form")
    assert place.tried(restored, link["tool"]["client_id"]) == 0

    place.let_in(link["tool"])
    place.takes(learner, link["cmid"], right=False)
    settled(lambda: place.grades(restored)["grades"], {str(link["cmid"]): 0})
    assert (place.grades(restored)["columns"], place.grades(restored)["manual"]) == (1, 0)
    assert place.tried(course, tool["client_id"]) == 1
    assert place.tried(restored, link["tool"]["client_id"]) == 1
    assert place.grades(course)["grades"] == {str(original): 100}


def test_a_restore_in_another_site_opens_the_unit_for_people_of_that_site(
    place: Copies, learner: Chrome, tmp_path: Path
) -> None:
    course, [original] = place.course("quiz")
    place.takes(learner, original, right=True)
    package = tmp_path / "course.mbz"
    place.site.ask("backup", course, package)
    with another_site(place.site) as other, chromium(tmp_path / "there") as driver:
        tool = other.ask("sitetool", place.trial.tool)
        other.types.append(tool["type"])
        place.register(tool)
        restored = other.course("restore", package)
        person = other.ask("person", restored, "student")
        other.people.append(person["username"])
        [link] = other.activities(restored)
        assert link["tool"] is None, "Moodle finds the tool by its address"

        log_in(driver, other.address, person)
        place.takes(driver, link["cmid"], right=False, site=other)

        def found() -> dict[str, float]:
            grades: dict[str, float] = other.ask("grades", restored, person["username"])["grades"]
            return grades

        settled(found, {str(link["cmid"]): 0})
        counted = other.ask("grades", restored, person["username"])
        assert (counted["columns"], counted["manual"]) == (1, 0)
        assert place.tried(restored, tool["client_id"]) == 1
    assert place.tried(course) == 1
    assert place.grades(course)["grades"] == {str(original): 100}
