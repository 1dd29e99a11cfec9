"""Everything that a backup refers to is in it: Moodle drops the rest without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample import sample_module


@pytest.fixture(params=["native", "lti"])
def package(request: pytest.FixtureRequest, tmp_path: Path) -> MoodlePackage:
    tool = "https://poiju.example.fi" if request.param == "lti" else ""
    return MoodlePackage(sample_module(tmp_path), delivery=request.param, tool_url=tool)


def activities(package: MoodlePackage) -> list[str]:
    return [name.rpartition("/")[0] for name in package.files if name.endswith("/module.xml")]


def contexts(package: MoodlePackage) -> set[str]:
    """The contexts that a restore knows: the system's, the course's, each activity's."""
    information = package.xml("moodle_backup.xml")[0]
    known = {
        information.findtext("original_course_contextid") or "",
        information.findtext("original_system_contextid") or "",
    }
    for folder in activities(package):
        module = package.xml(f"{folder}/module.xml").findtext("modulename")
        known.add(package.xml(f"{folder}/{module}.xml").attrib["contextid"])
    return known


def test_every_activity_and_section_of_the_contents_is_there(package: MoodlePackage) -> None:
    backup = package.xml("moodle_backup.xml")
    listed = texts(backup, ".//contents/activities/activity/directory")
    assert listed == activities(package)
    for directory in [*listed, *texts(backup, ".//contents/sections/section/directory")]:
        own = "section.xml" if directory.startswith("sections/") else "module.xml"
        assert f"{directory}/{own}" in package.files
    for one in backup.iterfind(".//contents/activities/activity"):
        root = package.xml(f"{one.findtext('directory')}/module.xml")
        assert root.attrib["id"] == one.findtext("moduleid")
        assert root.findtext("sectionid") == one.findtext("sectionid")


def test_every_part_has_its_settings(package: MoodlePackage) -> None:
    backup = package.xml("moodle_backup.xml")
    included = {
        setting.findtext("name") for setting in backup.iter("setting") if setting.findtext("value") == "1"
    }
    for directory in texts(backup, ".//contents//directory"):
        if directory != "course":
            assert f"{directory.partition('/')[2]}_included" in included


def test_ids_are_unique_within_their_kind(package: MoodlePackage) -> None:
    for tag in ("question", "question_bank_entry", "answer", "question_category", "file", "grade_item"):
        found = [
            element.attrib["id"]
            for root in package.roots().values()
            for element in root.iter(tag)
            if "id" in element.attrib
        ]
        assert len(found) == len(set(found)), tag


def test_every_file_record_has_its_content_context_and_mention(package: MoodlePackage) -> None:
    records = package.xml("files.xml").findall("file")
    known = contexts(package)
    mentioned = {
        number
        for name, root in package.roots().items()
        if name.endswith("inforef.xml")
        for number in texts(root, "fileref/file/id")
    }
    pool = set()
    for record in records:
        sha1 = record.findtext("contenthash") or ""
        pool.add(f"files/{sha1[:2]}/{sha1}")
        assert record.findtext("contextid") in known
        assert record.attrib["id"] in mentioned
    assert pool == {name for name in package.files if name.startswith("files/")}


def test_every_address_of_a_file_has_its_record(package: MoodlePackage) -> None:
    """`@@PLUGINFILE@@/x` in a text of an activity finds x in the activity's context."""
    records = {
        (record.findtext("contextid"), record.findtext("filename"))
        for record in package.xml("files.xml").iter("file")
    }
    found = 0
    for folder in activities(package):
        module = package.xml(f"{folder}/module.xml").findtext("modulename")
        root = package.xml(f"{folder}/{module}.xml")
        for text in (element.text or "" for element in root.iter()):
            if text.startswith("<"):
                for source in etree.HTML(text).xpath("//@src | //@href"):
                    if source.startswith("@@PLUGINFILE@@/"):
                        assert (root.attrib["contextid"], source.partition("/")[2]) in records
                        found += 1
    assert found or package.xml("files.xml").find("file") is not None


def test_slots_point_at_entries_and_entries_at_categories(package: MoodlePackage) -> None:
    categories = package.xml("questions.xml").findall("question_category")
    known = contexts(package)
    numbers = {category.attrib["id"] for category in categories}
    for category in categories:
        assert category.findtext("contextid") in known
        assert category.findtext("parent") in numbers | {"0"}
    entries = {
        entry.attrib["id"] for category in categories for entry in category.iter("question_bank_entry")
    }
    for folder in activities(package):
        if "/quiz_" not in folder:
            continue
        quiz = package.xml(f"{folder}/quiz.xml")
        slots = texts(quiz, ".//question_reference/questionbankentryid")
        assert slots
        assert set(slots) <= entries
        assert set(texts(quiz, ".//usingcontextid")) == {quiz.attrib["contextid"]}
        assert set(texts(package.xml(f"{folder}/inforef.xml"), ".//question_category/id")) == numbers


def test_one_top_category_per_context(package: MoodlePackage) -> None:
    tops = [
        category.findtext("contextid")
        for category in package.xml("questions.xml").iter("question_category")
        if category.findtext("parent") == "0"
    ]
    assert len(tops) == len(set(tops))


def test_parts_of_a_cloze_point_at_each_other(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    gaps = package.question("gaps")
    parts = (gaps.findtext(".//multianswer/sequence") or "").split(",")
    questions = {
        question.attrib["id"]: question
        for question in package.xml("questions.xml").findall(".//questions/question")
    }
    assert len(parts) == 2
    assert gaps.findtext(".//multianswer/question") == gaps.attrib["id"]
    for part in parts:
        assert questions[part].findtext("parent") == gaps.attrib["id"]


def test_restrictions_and_criteria_name_activities_of_the_backup(package: MoodlePackage) -> None:
    modules = {package.xml(f"{folder}/module.xml").attrib["id"] for folder in activities(package)}
    seen = 0
    for folder in activities(package):
        tree = package.xml(f"{folder}/module.xml").findtext("availability") or ""
        if tree.startswith("{"):
            for condition in json.loads(tree)["c"]:
                assert str(condition["cm"]) in modules
                seen += 1
    assert seen == 2
    criteria = texts(package.xml("completion.xml"), "course_completion_criteria/moduleinstance")
    assert criteria
    assert set(criteria) <= modules


def test_grade_items_stand_in_the_course_category_and_are_mentioned(package: MoodlePackage) -> None:
    category = package.xml("gradebook.xml").find(".//grade_category")
    assert category is not None
    for folder in activities(package):
        items = package.xml(f"{folder}/grades.xml").findall(".//grade_item")
        mentioned = texts(package.xml(f"{folder}/inforef.xml"), "grade_itemref/grade_item/id")
        assert [item.attrib["id"] for item in items] == mentioned
        for item in items:
            module = package.xml(f"{folder}/{item.findtext('itemmodule')}.xml")
            assert item.findtext("categoryid") == category.attrib["id"]
            assert item.findtext("iteminstance") == module.attrib["id"]


def test_coded_links_lead_to_the_activity_of_the_unit(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, quiz, _ = package.activity("quiz")
    _, _, page = package.activity("outcomes")
    assert f'href="$@QUIZVIEWBYID*{quiz.attrib["id"]}@$"' in (page.findtext("content") or "")
