"""Peer reviews as Moodle's workshops."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from packager.document.grading import GradeGroup, Grading
from packager.document.grading_schemes import Guide, GuideCriterion
from packager.notes import Loss
from tests.packager.formats.moodle.test_activities import package_of
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample import sample_module, units, words


def exchange(**changes: Any) -> Any:
    """Return the sample's peer review, changed."""
    return replace(units()["exchange"], **changes)


def guide(*points: int) -> Guide:
    """Return a guide whose criteria are worth these points."""
    return Guide(
        criteria=tuple(
            GuideCriterion(name=words(f"C{one}"), points=Decimal(one), text=words("It fits."))
            for one in points
        )
    )


def test_a_rubric_is_the_form_that_reviewers_fill(tmp_path: Path) -> None:
    _, _, workshop = sample_package(tmp_path).activity("exchange")
    assert (workshop.findtext("strategy"), workshop.findtext("evaluation")) == ("rubric", "best")
    form = workshop.find("subplugin_workshopform_rubric_workshop")
    assert form is not None
    assert form.findtext(".//layout") == "list"
    assert texts(form, "workshopform_rubric_dimension/description") == [
        "<p>Aim (en)</p>", "<p>Evidence &amp; fit (en)</p>"
    ]  # fmt: skip
    levels = form.findall(".//workshopform_rubric_level")
    assert [one.findtext("grade") for one in levels] == ["0.00000", "2.00000", "4.00000"] * 2
    assert levels[1].findtext("definition") == "Aim: 2 &lt;of&gt; 4 (en)"
    assert workshop.findall("subplugin_workshopform_accumulative_workshop/*") == []


@pytest.mark.parametrize(
    ("points", "weights", "rounded"),
    [((4, 6), ["2", "3"], False), ((10, 10), ["1", "1"], False), ((33, 100), ["5", "16"], True)],
)
def test_the_criteria_of_a_guide_weigh_what_they_are_worth(
    tmp_path: Path, points: tuple[int, ...], weights: list[str], rounded: bool
) -> None:
    package = package_of(tmp_path, exchange(scheme=guide(*points)))
    _, _, workshop = package.activity("exchange")
    assert workshop.findtext("strategy") == "accumulative"
    assert texts(workshop, ".//workshopform_accumulative_dimension/grade") == [str(one) for one in points]
    assert texts(workshop, ".//workshopform_accumulative_dimension/weight") == weights
    assert any("rounded" in note.text for note in package.notes) == rounded


def test_its_texts_stand_where_each_is_read(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, _, workshop = package.activity("exchange")
    said = {name: workshop.findtext(name) or "" for name in ("intro", "instructauthors", "instructreviewers",
                                                              "conclusion")}  # fmt: skip
    assert "Write a plan, en." in said["intro"]
    assert "$@QUIZVIEWBYID*" in said["intro"]
    assert "Write a plan, en." in said["instructauthors"]
    areas = {
        one.findtext("filearea")
        for one in package.xml("files.xml").iter("file")
        if one.findtext("component") == "mod_workshop"
    }
    assert areas == {"intro", "instructauthors"}
    assert '<table class="table poiju-scheme">' in said["instructauthors"]
    assert "Write about 300 words." in said["instructauthors"]
    assert "only before 14 days after the start of the course" in said["instructauthors"]
    assert "Say first what is good" in said["instructreviewers"]
    assert '<dt id="term-eqf">' in said["instructreviewers"]
    assert "You assess the work of 2 other learners." in said["instructreviewers"]
    assert "You assess your own work, too." in said["instructreviewers"]
    assert "Of 100 points, 70 are for your work and 30 for how you assess." in said["instructreviewers"]
    assert said["conclusion"] == "<p>What do you change? (en)</p>"


@pytest.mark.parametrize(
    ("submit", "types"),
    [(("text", "file"), ("1", "1")), (("text",), ("2", "0")), (("file",), ("0", "2"))],
)
def test_work_is_handed_in_as_asked(tmp_path: Path, submit: tuple[str, ...], types: tuple[str, str]) -> None:
    _, _, workshop = package_of(tmp_path, exchange(submit=submit)).activity("exchange")
    found = (workshop.findtext("submissiontypetext"), workshop.findtext("submissiontypefile"))
    assert found == types
    assert workshop.findtext("nattachments") == "2"


def test_it_arrives_in_setup_with_the_phases_that_have_times(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, module, workshop = package.activity("exchange")
    assert workshop.findtext("phase") == "10"
    assert int(workshop.findtext("submissionend") or 0) - int(module.findtext("added") or 0) == 14 * 86_400
    assert workshop.findtext("submissionstart") == "0"
    (said,) = (
        note.text for note in package.notes if (note.place, note.loss) == ("exchange", Loss.SITE_NEEDS)
    )
    assert said.startswith("it arrives in the setup phase: ")
    assert said.endswith("allocates 2 works to each learner")


def columns(package: MoodlePackage, unit: str) -> list[tuple[str | None, ...]]:
    """Return number, maximum, pass mark, both weights and idnumber of each grade item of a unit."""
    fields = ("itemnumber", "grademax", "gradepass", "aggregationcoef", "aggregationcoef2", "idnumber")
    folder = package.activity(unit)[0]
    return [
        tuple(item.findtext(field) for field in fields)
        for item in package.xml(f"{folder}/grades.xml").iter("grade_item")
    ]


def test_two_columns_share_one_hundred_points(tmp_path: Path) -> None:
    package = package_of(tmp_path, exchange(), replace(units()["canvas"], after=()))
    assert columns(package, "exchange") == [
        ("0", "70.00000", "42.00000", "0.00000", "0.35000", "fi.example.sample/exchange"),
        ("1", "30.00000", "0.00000", "0.00000", "0.15000", "$@NULL@$"),
    ]
    assert columns(package, "canvas")[0][4] == "0.50000"
    folder, module, _ = package.activity("exchange")
    named = package.xml(f"{folder}/inforef.xml").findall("grade_itemref/grade_item/id")
    own = package.xml(f"{folder}/grades.xml").findall(".//grade_item")
    assert [one.text for one in named] == [one.get("id") for one in own]
    assert [one.findtext("itemname") for one in own] == ["Exchange (en) (work)", "Exchange (en) (assessing)"]
    assert (module.findtext("completiongradeitemnumber"), module.findtext("completionpassgrade")) == (
        "0",
        "1",
    )
    total = package.xml("gradebook.xml").find(".//grade_item[itemtype='course']/grademax")
    assert total is not None
    assert total.text == "200.00000"


def test_places_in_the_gradebook_are_each_taken_once(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    places = [
        item.findtext("sortorder")
        for name, root in package.roots().items()
        if name.endswith(("grades.xml", "gradebook.xml"))
        for item in root.iter("grade_item")
    ]
    assert len(places) == len(set(places))


def test_both_columns_have_their_part_of_a_units_weight(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    group = GradeGroup(id="work", title=words("Work"), units=("exchange",), weight=Decimal(60))
    grading = Grading(groups=(group,), weights={"exchange": Decimal(2)})
    section = replace(module.sections[0], units=(exchange(),))
    package = MoodlePackage(replace(module, sections=(section,), grading=grading))
    assert [row[3] for row in columns(package, "exchange")] == ["1.40000", "0.60000"]


def test_a_draft_without_criteria_has_none(tmp_path: Path) -> None:
    _, _, workshop = package_of(tmp_path, exchange(scheme=None)).activity("exchange")
    assert "poiju-scheme" not in (workshop.findtext("instructauthors") or "")
    assert workshop.findtext("strategy") == "accumulative"


def test_it_stays_with_the_platform(tmp_path: Path) -> None:
    package = package_of(tmp_path, exchange(), delivery="lti", tool_url="https://poiju.example.fi")
    assert package.contents.items["workshop"] == 1
