"""A text between units in a backup: a label that the course page shows whole."""

from __future__ import annotations

from pathlib import Path

from tests.packager.formats.moodle.test_activities import package_of
from tests.support.moodle_package import sample_package
from tests.support.sample import units


def test_it_is_a_label_that_is_never_done(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    folder, module, label = package.activity("halfway")
    assert folder.startswith("activities/label_")
    assert [child.tag for child in label] == ["name", "intro", "introformat", "timemodified"]
    intro = label.findtext("intro") or ""
    assert "Halfway, en" in intro
    assert '<h4 class="poiju-callout-title">Good to know</h4>\n<p>Take a break, en.</p>' in intro
    assert "$@QUIZVIEWBYID*" in intro
    assert "@@PLUGINFILE@@/figure.png" in intro
    assert (module.findtext("completion"), module.findtext("showdescription")) == ("0", "1")


def test_the_course_is_done_without_it(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, module, _ = package.activity("halfway")
    criteria = package.xml("completion.xml").iter("course_completion_criteria")
    assert module.get("id") not in [one.findtext("moduleinstance") for one in criteria]


def test_its_terms_make_no_places_on_the_course_page(tmp_path: Path) -> None:
    """Two labels with the same term would stand on one page, each with the term's explanation."""
    package = package_of(tmp_path, units()["halfway"], units()["quiz"])
    _, _, label = package.activity("halfway")
    intro = label.findtext("intro") or ""
    assert "term-eqf" not in intro
    assert "EQF" in intro
    assert any("eqf" in note.text for note in package.notes if note.place == "halfway")
