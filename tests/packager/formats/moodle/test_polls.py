"""A poll as Moodle's choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.document.module import Section
from tests.support.moodle_package import MoodlePackage, sample_package
from tests.support.sample import sample_module
from tests.support.sample_polls import evening
from tests.support.sample_words import words


def test_a_poll_is_a_choice_without_names_done_when_answered(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    folder, module, choice = package.activity("evening")
    assert (module.findtext("modulename"), module.findtext("completion")) == ("choice", "2")
    names = ("publish", "showresults", "display", "allowupdate", "completionsubmit", "limitanswers")
    assert [choice.findtext(name) for name in names] == ["0", "1", "1", "1", "1", "0"]
    assert "Which suits you, en?" in (choice.findtext("intro") or "")
    assert package.xml(f"{folder}/grades.xml").find("grade_items/grade_item") is None
    assert [option.findtext("text") for option in choice.iter("option")] == [
        "Monday &amp; &lt;b&gt; (en)", "Tuesday $&#64;PAGEVIEWBYID*7@$ (en)", "None (en)",
    ]  # fmt: skip
    assert package.contents.items["choice"] == 1


@pytest.mark.parametrize(("several", "written"), [(False, "0"), (True, "1")])
def test_one_or_several_may_be_chosen(tmp_path: Path, several: bool, written: str) -> None:
    section = Section(id="only", title=words("Only"), units=(evening(several=several),))
    package = MoodlePackage(sample_module(tmp_path, sections=(section,)))
    assert package.activity("evening")[2].findtext("allowmultiple") == written
