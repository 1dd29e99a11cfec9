"""Units in which learners write for themselves, as activities of Moodle."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from packager.document.module import Section
from packager.document.personal import Prompt
from packager.document.unit_base import UnitBase
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage, sample_package
from tests.support.sample import sample_module
from tests.support.sample_personal import diary, letter
from tests.support.sample_words import words


def package_of(folder: Path, *units: UnitBase, **job: str) -> MoodlePackage:
    section = Section(id="only", title=words("Only"), units=units)  # type: ignore[arg-type]  # they are units
    return MoodlePackage(sample_module(folder, sections=(section,)), **job)  # type: ignore[arg-type]  # as above


def test_a_reflection_is_a_page_that_the_learner_ticks(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, module, page = package.activity("diary")
    assert module.findtext("modulename") == "page"
    assert [module.findtext(name) for name in ("completion", "completionview")] == ["1", "0"]
    html = page.findtext("content") or ""
    assert "<h2>What surprised &lt;you&gt; &amp; why? (en)</h2>" in html
    assert html.index("About 150 words.") < html.index("What do you do next?") < html.index("for you alone")
    assert html.index("mark the activity as done") < html.index('<dt id="term-eqf">')
    criteria = package.xml("completion.xml").iter("course_completion_criteria")
    assert module.get("id") in {one.findtext("moduleinstance") for one in criteria}


def test_a_shared_reflection_is_an_assignment_without_marks(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    folder, module, assign = package.activity("letter")
    assert module.findtext("modulename") == "assign"
    assert (assign.findtext("grade"), assign.findtext("completionsubmit")) == ("0", "1")
    assert module.findtext("completion") == "2"
    assert package.xml(f"{folder}/grades.xml").find("grade_items/grade_item") is None
    enabled = {
        f"{one.findtext('subtype')}/{one.findtext('plugin')}": one.findtext("value")
        for one in assign.iter("plugin_config")
        if one.findtext("name") == "enabled"
    }
    assert enabled["assignsubmission/onlinetext"] == "1"
    assert enabled["assignsubmission/file"] == "0"
    assert "<p>Write to us, en.</p>" in (assign.findtext("intro") or "")
    assert assign.findtext("activity") == "<p>Your teacher reads what you write here.</p>"


def test_several_shared_prompts_are_one_text_and_it_is_said(tmp_path: Path) -> None:
    shared = replace(diary(), shared=True)
    package = package_of(tmp_path, shared)
    assert "What do you do next? (en)" in (package.activity("diary")[2].findtext("intro") or "")
    assert (Loss.NEAREST_FORM, "diary") in [(note.loss, note.place) for note in package.notes]
    alone = replace(shared, prompts=(Prompt(id="one", title=words("One"), text={}),))
    quiet = package_of(tmp_path / "alone", alone)
    assert Loss.NEAREST_FORM not in [note.loss for note in quiet.notes]


def test_what_is_shared_stays_native_and_the_rest_goes_through_the_tool(tmp_path: Path) -> None:
    package = package_of(tmp_path, diary(), letter(), delivery="lti", tool_url="https://poiju.example.fi")
    folder, module, lti = package.activity("diary")
    assert (module.findtext("modulename"), lti.findtext("grade")) == ("lti", "100")
    assert package.xml(f"{folder}/grades.xml").findtext(".//weightoverride") == "1"
    assert package.activity("letter")[1].findtext("modulename") == "assign"


def test_a_checklist_is_a_page_that_prints_well_and_is_ticked_as_a_whole(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, module, page = package.activity("ready")
    assert (module.findtext("modulename"), module.findtext("completion")) == ("page", "1")
    html = page.findtext("content") or ""
    assert html.count('<ul class="poiju-checklist list-unstyled">') == 2
    assert html.count("<li>☐ ") == 3
    assert "<li>☐ There is a <em>summary</em> (en)" in html
    assert 'An example (en) <span class="poiju-hint">(optional)</span>' in html
    title = html.index("<h2>Outcomes &amp; &lt;levels&gt; (en)</h2>")
    assert title < html.index("One by one.") < html.index("☐ One verb")
    assert '<dt id="term-eqf">' in html  # a term of an explanation
    assert (Loss.NEAREST_FORM, "ready") in [(note.loss, note.place) for note in package.notes]
