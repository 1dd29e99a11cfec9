"""Units of statements on a scale, as Moodle's feedback."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import etree

from packager.document.module import Section
from packager.document.scales import Area, SelfAssessment, Statement
from packager.document.unit_base import UnitBase
from packager.document.words import Xhtml
from packager.formats.moodle.activities.feedback import LONGEST_NAME, option
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage, sample_package
from tests.support.sample import sample_module
from tests.support.sample_scales import compass
from tests.support.sample_words import words


def package_of(folder: Path, *units: UnitBase, **job: str) -> MoodlePackage:
    section = Section(id="only", title=words("Only"), units=units)  # type: ignore[arg-type]  # they are units
    return MoodlePackage(sample_module(folder, sections=(section,)), **job)  # type: ignore[arg-type]  # as above


def items(feedback: etree._Element) -> list[dict[str, str]]:
    """Return the items of a feedback as their fields."""
    return [{field.tag: field.text or "" for field in item} for item in feedback.iter("item")]


def test_a_self_assessment_is_a_feedback_without_names(tmp_path: Path) -> None:
    _, module, feedback = sample_package(tmp_path).activity("compass")
    assert module.findtext("modulename") == "feedback"
    assert (module.findtext("completion"), feedback.findtext("completionsubmit")) == ("2", "1")
    settings = {name: feedback.findtext(name) for name in ("anonymous", "multiple_submit", "publish_stats")}
    assert settings == {"anonymous": "1", "multiple_submit": "1", "publish_stats": "0"}
    intro = feedback.findtext("intro") or ""
    assert intro.index("Rate, en.") < intro.index("Your teacher sees the answers without names")
    assert intro.index("Your teacher") < intro.index('<dt id="term-eqf">')


def test_areas_are_labels_and_statements_are_rated(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    found = items(package.activity("compass")[2])
    names = ("typ", "label", "position", "required", "hasvalue")
    assert [tuple(one[name] for name in names) for one in found] == [
        ("label", "", "1", "0", "0"),
        ("multichoicerated", "begin", "2", "1", "1"),
        ("multichoicerated", "see", "3", "1", "1"),
        ("label", "", "4", "0", "0"),
        ("multichoicerated", "choose", "5", "1", "1"),
    ]  # fmt: skip
    assert found[0]["presentation"].startswith("<h3>Planning &amp; &lt;aims&gt; (en)</h3><p>Think of")
    assert [one["name"] for one in found] == [
        "label", "I begin with levels &amp; aims. (en)", "I know how to <em>see</em> them. (en)", "label",
        "I choose tools by aims. (en)",
    ]  # fmt: skip
    assert found[1]["presentation"] == (
        "r>>>>>1####Not &lt;yet&gt; (en)|2####With help &#124; or so (en)|3####Alone (en)"
        "|4####I help others (en)<<<<<1"
    )
    label = package.activity("compass")[2].find("items/item")
    assert label is not None
    pictures = [
        (one.findtext("filename"), one.findtext("itemid"))
        for one in package.xml("files.xml").iter("file")
        if (one.findtext("component"), one.findtext("filearea")) == ("mod_feedback", "item")
    ]
    assert pictures[0] == ("figure.png", label.get("id"))


def test_all_advice_is_shown_after_sending_and_what_is_lost_is_noted(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    after = package.activity("compass")[2].findtext("page_after_submit") or ""
    places = [
        after.index(one) for one in ("Mean up to 2<", "Read <a href", "above 2, up to 3.5<", "above 3.5<")
    ]
    assert places == sorted(places)
    assert "Tools" not in after  # it has no advice
    noted = {(note.loss, note.place) for note in package.notes if note.place.startswith("compass")}
    assert noted == {
        (Loss.NEAREST_FORM, "compass"), (Loss.SETTING_DROPPED, "compass"), (Loss.LEFT_OUT, "compass#begin"),
    }  # fmt: skip


def test_a_long_statement_stands_above_its_name(tmp_path: Path) -> None:
    long = "Ä & ö " * 60
    markup = Xhtml(f"<p>{long.replace('&', '&amp;')}</p>")
    statement = Statement(id="long", text={"en": markup}, file="en/x.md", line=7)
    unit: SelfAssessment = replace(
        compass(), areas=(Area(id="a", title=words("A"), text={}, statements=(statement,)),)
    )
    package = package_of(tmp_path, unit)
    label, above, asked = items(package.activity("compass")[2])
    assert (label["typ"], above["typ"], asked["typ"]) == ("label", "label", "multichoicerated")
    assert above["presentation"] == markup
    assert len(asked["name"]) <= LONGEST_NAME
    assert asked["name"].startswith("Ä &amp; ö Ä")
    assert asked["name"].endswith("…")
    assert (Loss.NEAREST_FORM, "compass#long", 7) in {
        (one.loss, one.place, one.line) for one in package.notes
    }


def test_no_step_can_part_itself() -> None:
    for text in ("a|b", "1####2", "########", "x>>>>>y", "x<<<<<1", "&#124;"):
        made = option(text)
        assert not any(mark in made for mark in ("|", "####", ">>>>>", "<<<<<")), text
        assert etree.fromstring(f"<p>{made}</p>").text == text


def test_through_the_tool_it_is_done_when_the_tool_says_so(tmp_path: Path) -> None:
    package = package_of(tmp_path, compass(), delivery="lti", tool_url="https://poiju.example.fi")
    folder, module, lti = package.activity("compass")
    assert (module.findtext("modulename"), lti.findtext("grade")) == ("lti", "100")
    assert package.xml(f"{folder}/grades.xml").findtext(".//weightoverride") == "1"


def test_a_survey_is_a_feedback_that_is_answered_once(tmp_path: Path) -> None:
    _, module, feedback = sample_package(tmp_path).activity("voices")
    assert (module.findtext("modulename"), module.findtext("completion")) == ("feedback", "2")
    settings = {name: feedback.findtext(name) for name in ("anonymous", "multiple_submit", "publish_stats")}
    assert settings == {"anonymous": "1", "multiple_submit": "0", "publish_stats": "0"}
    assert "Thank you. See" in (feedback.findtext("page_after_submit") or "")
    assert "$@FORUMVIEWBYID*" in (feedback.findtext("page_after_submit") or "")


def test_questions_of_all_kinds_are_items_in_order(tmp_path: Path) -> None:
    found = items(sample_package(tmp_path).activity("voices")[2])
    names = ("typ", "label", "required", "options", "presentation")
    rated = "r>>>>>1####No (en)|2####Partly (en)|3####Yes (en)<<<<<1"
    asked = [tuple(one[name] for name in names) for one in found if one["typ"] != "label"]
    assert asked == [
        ("multichoicerated", "use", "1", "h", rated),
        ("multichoicerated", "time", "1", "h", rated),
        ("multichoice", "helped", "0", "i", "r>>>>>Examples &#124; cases (en)|Self-checks (en)"),
        ("pagebreak", "", "0", "", ""),
        ("multichoice", "used", "0", "i", "c>>>>>Phone (en)|Desk (en)|Paper (en)"),
        ("textfield", "word", "1", "", "60|255"),
        ("textarea", "change", "0", "", "60|6"),
    ]
    labels = [one["presentation"] for one in found if one["typ"] == "label"]
    assert labels[0].startswith("<h3>How well does this fit? (en)</h3><p>Think of")
    assert labels[1] == "<p>One thing. (en)</p>"
    assert "@@PLUGINFILE@@/figure.png" in labels[2]
    assert len(labels) == 3
    assert [one["name"] for one in found if one["label"] == "helped"] == [
        "What helped &lt;most&gt; &amp; why? (en)"
    ]
    assert [one["position"] for one in found] == [str(place) for place in range(1, len(found) + 1)]


def test_a_survey_says_what_moodle_shows(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    noted = [note.loss for note in package.notes if note.place == "voices"]
    assert noted == [Loss.SETTING_DROPPED]
