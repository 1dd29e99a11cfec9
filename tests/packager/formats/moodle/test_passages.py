"""Texts with words to choose or to drag, as Moodle keeps them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from packager.document.questions import Gaps
from packager.document.words import Xhtml
from tests.packager.formats.moodle.test_questions import package_of
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample_questions import word_questions

BY_ID = {question.id: question for question in word_questions()}


@pytest.fixture
def package(tmp_path: Path) -> MoodlePackage:
    return sample_package(tmp_path)


def parts_of(package: MoodlePackage, question: etree._Element) -> list[etree._Element]:
    """Return the questions inside a question."""
    every = package.xml("questions.xml").iter("question")
    return [one for one in every if one.findtext("parent") == question.attrib["id"]]


def test_a_list_is_a_choice_shown_as_a_menu_beside_typed_gaps(package: MoodlePackage) -> None:
    question = package.question("lists")
    assert "one {#1} and one {#2} for {#3}." in (question.findtext("questiontext") or "")
    listed, typed, pair = parts_of(package, question)
    assert [one.findtext("qtype") for one in (listed, typed, pair)] == [
        *("multichoice", "shortanswer", "multichoice"),
    ]  # fmt: skip
    assert texts(listed, ".//answertext") == ["verb", "noun &amp; &lt;b&gt;", "adjective"]
    assert texts(listed, ".//fraction") == ["1.0000000", "0.0000000", "0.0000000"]
    assert texts(listed, ".//feedback")[0] == "<p>It can be <em>seen</em>.</p>"
    assert [listed.findtext(f".//{name}") for name in ("layout", "single", "shuffleanswers")] == [
        *("0", "1", "1"),
    ]  # fmt: skip


def test_a_list_reads_as_a_teacher_would_type_it(package: MoodlePackage) -> None:
    """The restore tells by it whether the words are mixed; the editing form reads it back."""
    listed, _, pair = parts_of(package, package.question("lists"))
    assert listed.findtext("questiontext") == (
        "{1:MULTICHOICE_S:=verb#&lt;p&gt;It can be &lt;em&gt;seen&lt;/em&gt;.&lt;/p&gt;"
        "~noun &amp;amp; &amp;lt;b&amp;gt;#&lt;p&gt;A noun names&#126;it\\}. "
        '&lt;img src="@@PLUGINFILE@@/figure.png" alt="\\#"/&gt;&lt;/p&gt;~adjective}'
    )
    assert pair.findtext("questiontext") == "{1:MULTICHOICE_S:people~=learners}"


def test_a_kept_order_is_not_mixed(tmp_path: Path) -> None:
    lists = BY_ID["lists"]
    assert isinstance(lists, Gaps)
    package = package_of(tmp_path, replace(lists, shuffle=False))
    pair = parts_of(package, package.question("lists"))[2]
    assert pair.findtext("questiontext") == "{1:MULTICHOICE:people~=learners}"
    assert pair.findtext(".//shuffleanswers") == "0"


def test_pictures_in_what_is_said_of_a_word_travel(package: MoodlePackage) -> None:
    listed = parts_of(package, package.question("lists"))[0]
    noun = listed.findall(".//answer")[1]
    assert (noun.attrib["id"], "answerfeedback") in {
        (file.findtext("itemid"), file.findtext("filearea")) for file in package.xml("files.xml")
    }


def test_words_to_drag_have_their_group_and_places(package: MoodlePackage) -> None:
    question = package.question("plan")
    assert question.findtext("qtype") == "ddwtos"
    assert question.findtext("questiontext") == (
        "<p>Drag the words.</p><p>First the [[1]], then the [[2]]: [[3]] before [[3]]. [&#91;1]]</p>"
    )
    assert texts(question, ".//answertext") == [
        *("outcome", "evidence", "seeing", "room &amp; &lt;b&gt;", "eating"),
    ]  # fmt: skip
    settings = 'O:8:"stdClass":2:{s:9:"draggroup";s:1:"%s";s:8:"infinite";b:%s;}'
    assert texts(question, ".//answer/feedback") == [
        settings % one for one in (("1", "0"), ("1", "0"), ("2", "1"), ("1", "0"), ("2", "0"))
    ]  # fmt: skip
    assert question.findtext("defaultmark") == "1.0000000"


def test_a_question_itself_holds_no_places(tmp_path: Path) -> None:
    hostile = {"en": Xhtml("<p>[[1]] {#1}</p>")}
    package = package_of(tmp_path, *(replace(one, text=hostile) for one in word_questions()))
    assert "<p>[[1]] &#123;#1}</p>" in (package.question("lists").findtext("questiontext") or "")
    assert "<p>[&#91;1]] {#1}</p>" in (package.question("plan").findtext("questiontext") or "")
