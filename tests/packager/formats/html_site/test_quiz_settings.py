"""Sections, time and results of a quiz on the site, and what a site cannot keep."""

from __future__ import annotations

from pathlib import Path

from packager.notes import Loss
from tests.packager.formats.html_site.test_writer import build, pages


def test_sections_stand_between_the_questions(tmp_path: Path) -> None:
    page = pages(build(tmp_path)[0])["units/stages.html"]
    form = page.find(".//form[@data-quiz]")
    assert form is not None
    said = [
        "".join(one.itertext()).strip() if one.tag == "h2" else str(one.get("data-question"))
        for one in form.iter("h2", "fieldset")
    ]
    assert said == [
        *("Warm & up (en)", "first", "second"),
        *("Mixed (en)", "third", "fourth"),
        *("The end (en)", "fifth", "sixth"),
    ]
    assert "Take it easy." in "".join(form.itertext())


def test_results_wait_and_the_time_is_said(tmp_path: Path) -> None:
    page = pages(build(tmp_path)[0])["units/stages.html"]
    results = [one for one in page.iter("div") if one.get("data-from")]
    assert [(one.get("data-from"), one.get("hidden")) for one in results] == [
        ("80", "hidden"), ("50", "hidden"), ("0", "hidden"),
    ]  # fmt: skip
    assert "Take 20 minutes for it." in "".join(page.itertext())


def test_what_a_site_cannot_keep_is_noted(tmp_path: Path) -> None:
    _, _, notes = build(tmp_path)
    assert [note.text for note in notes if (note.place, note.loss) == ("stages", Loss.SETTING_DROPPED)] == [
        "the number of tries is not limited",
        "the best try counts, not the average",
        "the time of 20 minutes is said, but not kept",
        "answers are checked all at once, when they are submitted",
        "all but the right answers is shown after each try",
        "all questions stand on one page",
        "the questions stand in their order",
    ]
