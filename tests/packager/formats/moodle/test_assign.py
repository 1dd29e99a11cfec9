"""Assignments in Moodle: what they ask, when and of whom, and the rubric or guide that marks them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.document.handing_in import PLAIN_WORK, HandingIn
from packager.formats.moodle.moment import MOMENT
from packager.notes import Loss
from tests.packager.formats.moodle.test_activities import package_of
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample_assignments import report, rubric
from tests.support.sample_settings import EVE

DAY = 24 * 60 * 60


def grading(package: MoodlePackage, unit: str) -> Any:
    """Return the definition by which a unit is marked."""
    return package.xml(f"{package.activity(unit)[0]}/grading.xml").find("area/definitions/definition")


def configured(package: MoodlePackage, unit: str) -> dict[str, str]:
    """Return the settings of the ways to hand in and to answer."""
    return {
        f"{one.findtext('subtype')}.{one.findtext('plugin')}.{one.findtext('name')}": one.findtext("value")
        or ""
        for one in package.activity(unit)[2].iter("plugin_config")
    }


def asked(folder: Path, work: HandingIn, **changes: Any) -> MoodlePackage:
    """Return a backup of the report alone, asked otherwise."""
    return package_of(folder, replace(report(), work=work, **changes))


def test_a_rubric_marks_what_is_handed_in(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    area = package.xml(f"{package.activity('canvas')[0]}/grading.xml").find("area")
    assert area is not None
    assert (area.findtext("areaname"), area.findtext("activemethod")) == ("submissions", "rubric")
    found = grading(package, "canvas")
    assert (found.findtext("method"), found.findtext("status"), found.findtext("name")) == (
        "rubric", "20", "Canvas (en)",
    )  # fmt: skip
    assert json.loads(found.findtext("options"))["lockzeropoints"] == "1"
    criteria = found.findall("plugin_gradingform_rubric_definition/criteria/criterion")
    assert [one.findtext("description") for one in criteria] == ["One verb <em> (en) (LO2)", "Condition (en)"]
    assert [one.findtext("sortorder") for one in criteria] == ["1", "2"]
    levels = [
        [(two.findtext("score"), two.findtext("definition")) for two in one.iter("level")] for one in criteria
    ]
    assert levels == [
        [("0.00000", "None (en)"), ("2.50000", 'Not seen & "vague" (en)'), ("4.00000", "Seen (en)")],
        [("0.00000", "None (en)"), ("1.00000", "Whole (en)")],
    ]


def test_a_guide_says_more_to_the_marker(tmp_path: Path) -> None:
    found = grading(sample_package(tmp_path), "report")
    assert found.findtext("method") == "guide"
    criteria = found.findall("plugin_gradingform_guide_definition/guidecriteria/guidecriterion")
    kept = [
        tuple(one.findtext(name) for name in ("shortname", "description", "descriptionmarkers", "maxscore"))
        for one in criteria
    ]
    assert kept == [
        ("Sources (en) (LO2)", "Two &lt; three & named (en)", "Look at the years. (en)", "6.00000"),
        ("Language (en)", "Plain (en)", "", "1.50000"),
    ]
    assert texts(found, ".//guidecomment/description") == [
        "Name the year. (en)",
        "Write &lt;shorter&gt;. (en)",
    ]


def test_an_assignment_without_either_has_no_file_for_it(tmp_path: Path) -> None:
    package = asked(tmp_path, PLAIN_WORK, scheme=None)
    assert f"{package.activity('report')[0]}/grading.xml" not in package.files


def test_everything_that_is_asked_arrives(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    assign = package.activity("report")[2]
    fields = (
        "allowsubmissionsfromdate", "duedate", "cutoffdate", "gradingduedate", "maxattempts",
        "attemptreopenmethod", "teamsubmission", "requireallteammemberssubmit", "submissiondrafts",
    )  # fmt: skip
    assert [assign.findtext(name) for name in fields] == [
        str(MOMENT), str(MOMENT + 15 * DAY - 60), str(MOMENT + 21 * DAY), str(int(EVE.timestamp())),
        "3", "automatic", "1", "1", "1",
    ]  # fmt: skip
    assert configured(package, "report") == {
        "assignsubmission.onlinetext.enabled": "1", "assignsubmission.onlinetext.wordlimit": "350",
        "assignsubmission.onlinetext.wordlimitenabled": "1", "assignsubmission.file.enabled": "1",
        "assignsubmission.file.maxfilesubmissions": "3",
        "assignsubmission.file.maxsubmissionsizebytes": str(10 * 1024 * 1024),
        "assignsubmission.file.filetypeslist": ".pdf,.docx", "assignsubmission.comments.enabled": "0",
        "assignfeedback.comments.enabled": "1", "assignfeedback.comments.commentinline": "0",
        "assignfeedback.editpdf.enabled": "1", "assignfeedback.file.enabled": "1",
        "assignfeedback.offline.enabled": "0",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tries", "reopen", "passing", "kept"),
    [
        (0, None, None, ("-1", "manual")),
        (0, None, 60, ("-1", "untilpass")),
        (1, None, None, ("1", "manual")),
        (3, "at-once", 60, ("3", "automatic")),
        (2, "by-marker", 60, ("2", "manual")),
    ],
)
def test_tries_and_who_opens_the_next(
    tmp_path: Path, tries: int, reopen: Any, passing: int | None, kept: tuple[str, str]
) -> None:
    package = asked(tmp_path, HandingIn(tries=tries, reopen=reopen), passing=passing)
    assign = package.activity("report")[2]
    assert (assign.findtext("maxattempts"), assign.findtext("attemptreopenmethod")) == kept


def test_one_hands_in_for_the_team(tmp_path: Path) -> None:
    assign = asked(tmp_path, HandingIn(team="one")).activity("report")[2]
    names = ("teamsubmission", "requireallteammemberssubmit", "submissiondrafts")
    assert [assign.findtext(name) for name in names] == ["1", "0", "0"]


def test_work_that_is_shown_is_done_with_its_grade(tmp_path: Path) -> None:
    package = asked(tmp_path, PLAIN_WORK, submit=(), passing=None)
    _, module, assign = package.activity("report")
    assert assign.findtext("completionsubmit") == "0"
    assert (module.findtext("completiongradeitemnumber"), module.findtext("completionpassgrade")) == (
        "0",
        "0",
    )
    assert configured(package, "report")["assignsubmission.onlinetext.enabled"] == "0"


def test_what_only_the_site_can_have_is_noted(tmp_path: Path) -> None:
    notes = {(note.loss, note.place): note.text for note in asked(tmp_path, HandingIn(team="one")).notes}
    assert notes[Loss.SITE_NEEDS, "report"] == "groups hand in together: make them in the course"
    pdf = asked(tmp_path / "pdf", HandingIn(feedback=("annotation",))).notes
    assert "notes in PDF files need Ghostscript on the site" in [note.text for note in pdf]


def test_points_of_a_rubric_are_counted() -> None:
    assert str(rubric().most) == "5"
    assert rubric().columns is None
