"""Whether everything that a backup refers to is in it: Moodle drops the rest without a word."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from tests.support.moodle_package import Element, MoodlePackage, texts

_CODED_LINK = re.compile(r"\$@([A-Z]+)VIEWBYID\*(\d+)@\$")
_CODED_ENTRY = re.compile(r"\$@GLOSSARYSHOWENTRY\*(\d+)\*(\d+)@\$")


def broken(package: MoodlePackage) -> list[str]:
    """Return every reference that leads nowhere, as sentences."""
    return [message for check in _CHECKS for message in check(package)]


def activities(package: MoodlePackage) -> list[str]:
    """Return the folders of activities."""
    return [name.rpartition("/")[0] for name in package.files if name.endswith("/module.xml")]


def own_file(package: MoodlePackage, folder: str) -> Element:
    """Return the root of an activity's own file."""
    return package.xml(f"{folder}/{package.xml(f'{folder}/module.xml').findtext('modulename')}.xml")


def contexts(package: MoodlePackage) -> set[str]:
    """Return the contexts that a restore knows: the system's, the course's, each activity's."""
    information = package.xml("moodle_backup.xml")[0]
    names = ("original_course_contextid", "original_system_contextid")
    known = {information.findtext(name) or "" for name in names}
    return known | {own_file(package, folder).attrib["contextid"] for folder in activities(package)}


def _contents(package: MoodlePackage) -> Iterator[str]:
    backup = package.xml("moodle_backup.xml")
    listed = texts(backup, ".//contents/activities/activity/directory")
    if listed != activities(package):
        yield "the activities listed are not those in the backup"
        return
    sections = set(texts(backup, ".//contents/sections/section/sectionid"))
    for directory in [*listed, *texts(backup, ".//contents/sections/section/directory")]:
        own = "section.xml" if directory.startswith("sections/") else "module.xml"
        if f"{directory}/{own}" not in package.files:
            yield f"{directory} holds no {own}"
    for one in backup.iterfind(".//contents/activities/activity"):
        root = package.xml(f"{one.findtext('directory')}/module.xml")
        if (root.attrib["id"], root.findtext("sectionid")) != (
            one.findtext("moduleid"),
            one.findtext("sectionid"),
        ):
            yield f"{one.findtext('directory')} is listed with other numbers"
        if root.findtext("sectionid") not in sections:
            yield f"{one.findtext('directory')} stands in no section"


def _settings(package: MoodlePackage) -> Iterator[str]:
    backup = package.xml("moodle_backup.xml")
    included = {one.findtext("name") for one in backup.iter("setting") if one.findtext("value") == "1"}
    for directory in texts(backup, ".//contents//directory"):
        if directory != "course" and f"{directory.partition('/')[2]}_included" not in included:
            yield f"{directory} has no setting that includes it"


def _numbers(package: MoodlePackage) -> Iterator[str]:
    roots = package.roots().values()
    for tag in ("question", "question_bank_entry", "answer", "question_category", "file", "grade_item",
                "grade_category", "module"):  # fmt: skip
        found = Counter(one.attrib["id"] for root in roots for one in root.iter(tag) if "id" in one.attrib)
        if tag == "file":  # an inforef mentions files by an element of the same name, without the attribute
            found = Counter(one.attrib["id"] for one in package.xml("files.xml"))
        yield from (f"{tag} {number} stands twice" for number, times in found.items() if times > 1)


def _file_records(package: MoodlePackage) -> Iterator[str]:
    known = contexts(package)
    mentioned = {
        number
        for name, root in package.roots().items()
        if name.endswith("inforef.xml")
        for number in texts(root, "fileref/file/id")
    }
    pool = set()
    for record in package.xml("files.xml").findall("file"):
        name, sha1 = record.findtext("filename"), record.findtext("contenthash") or ""
        pool.add(f"files/{sha1[:2]}/{sha1}")
        if record.findtext("contextid") not in known:
            yield f"the file {name} is in a context that no activity has"
        # The restore takes files of badges without (restore_load_included_files, 4.5 and 5.1).
        if record.attrib["id"] not in mentioned and record.findtext("component") != "badges":
            yield f"the file {name} is mentioned in no inforef"
    if pool != {name for name in package.files if name.startswith("files/")}:
        yield "the pool holds other files than the records name"


def _addresses_of_files(package: MoodlePackage) -> Iterator[str]:
    """`@@PLUGINFILE@@/x` in a text of an activity finds x in the activity's context."""
    records = {
        (record.findtext("contextid"), f"{record.findtext('filepath')}{record.findtext('filename')}")
        for record in package.xml("files.xml").iter("file")
    }
    for folder in activities(package):
        root = own_file(package, folder)
        for text in (element.text or "" for element in root.iter()):
            for source in addresses(text):
                if (root.attrib["contextid"], source) not in records:
                    yield f"{folder} shows {source}, which is not there"


def addresses(text: str) -> Iterator[str]:
    """Yield the paths of the files that markup shows or links."""
    if text.startswith("<"):
        for source in etree.HTML(text).xpath("//@src | //@href"):
            if source.startswith("@@PLUGINFILE@@/"):
                yield source.removeprefix("@@PLUGINFILE@@")


def _question_bank(package: MoodlePackage) -> Iterator[str]:
    known = contexts(package)
    categories = {one.attrib["id"]: one for one in package.xml("questions.xml").iter("question_category")}
    tops = Counter(one.findtext("contextid") for one in categories.values() if one.findtext("parent") == "0")
    yield from (
        f"context {context} has several top categories" for context, times in tops.items() if times > 1
    )
    for number, category in categories.items():
        if category.findtext("contextid") not in known:
            yield f"category {number} is in a context that no activity has"
        if category.findtext("parent") not in categories.keys() | {"0"}:
            yield f"category {number} has a parent that is not there"
    questions = {
        one.attrib["id"]: one for one in package.xml("questions.xml").iter("question") if "id" in one.attrib
    }
    for number, question in questions.items():
        for part in (question.findtext(".//multianswer/sequence") or "").split(","):
            if part and (part not in questions or questions[part].findtext("parent") != number):
                yield f"question {number} has a part {part} that is not its own"


def _slots(package: MoodlePackage) -> Iterator[str]:
    categories = {one.attrib["id"]: one for one in package.xml("questions.xml").iter("question_category")}
    entries = {entry.attrib["id"] for one in categories.values() for entry in one.iter("question_bank_entry")}
    for folder in activities(package):
        if "/quiz_" not in folder:
            continue
        quiz = package.xml(f"{folder}/quiz.xml")
        own = set(texts(package.xml(f"{folder}/inforef.xml"), ".//question_category/id"))
        conditions = [json.loads(condition) for condition in texts(quiz, ".//filtercondition")]
        drawn = {number for condition in conditions for number in drawn_categories(condition)}
        wanted = {tag for condition in conditions for tag in condition.get("tags", ())}
        if unknown := wanted - _tags(categories.values()):
            yield f"{folder} draws by the tags {unknown}, which no question has"
        if missing := set(texts(quiz, ".//question_reference/questionbankentryid")) - entries:
            yield f"{folder} asks {missing}, which are in no category"
        if set(texts(quiz, ".//usingcontextid")) - {quiz.attrib["contextid"]}:
            yield f"{folder} asks in another context"
        if unmentioned := (drawn | _asked_categories(quiz, categories)) - own:
            yield f"{folder} does not mention the categories {unmentioned}: its slots would be empty"
        if own - categories.keys():
            yield f"{folder} mentions categories that are not there"


def drawn_categories(condition: dict[str, Any]) -> list[str]:
    """Return the categories that a slot draws from, in either form of Moodle's conditions."""
    if "filter" in condition:
        return [str(number) for number in condition["filter"]["category"]["values"]]
    return [str(condition["questioncategoryid"])]


def _tags(categories: Iterable[Element]) -> set[str]:
    """Return the tags of all questions as conditions name them."""
    return {f"{tag.get('id')},{tag.findtext('rawname')}" for one in categories for tag in one.iter("tag")}


def _asked_categories(quiz: Element, categories: dict[str, Element]) -> set[str]:
    """Return the categories of the questions that a quiz asks."""
    asked = set(texts(quiz, ".//question_reference/questionbankentryid"))
    return {
        number
        for number, category in categories.items()
        if asked & {entry.attrib["id"] for entry in category.iter("question_bank_entry")}
    }


def _conditions(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the conditions of a restriction, however deep they are nested."""
    for one in tree["c"]:
        yield from _conditions(one) if "c" in one else (one,)


def restrictions(package: MoodlePackage) -> Iterator[dict[str, Any]]:
    """Yield every condition of every restriction, of activities and sections."""
    for name, root in package.roots().items():
        if name.endswith(("/module.xml", "/section.xml")):
            tree = root.findtext("availability") or root.findtext("availabilityjson") or ""
            if tree.startswith("{"):
                yield from _conditions(json.loads(tree))


def _completion(package: MoodlePackage) -> Iterator[str]:
    modules = {package.xml(f"{folder}/module.xml").attrib["id"] for folder in activities(package)}
    items = {
        one.attrib["id"]
        for name, root in package.roots().items()
        if name.endswith(("/grades.xml", "gradebook.xml"))
        for one in root.iter("grade_item")
    }
    for condition in restrictions(package):
        if condition["type"] == "completion" and str(condition["cm"]) not in modules:
            yield f"a restriction names the activity {condition['cm']}, which is not there"
        if condition["type"] == "grade" and str(condition["id"]) not in items:
            yield f"a restriction names the grade {condition['id']}, which is not there"
    if "completion.xml" in package.files:
        criteria = texts(package.xml("completion.xml"), "course_completion_criteria/moduleinstance")
        for number in set(criteria) - modules - {"$@NULL@$"}:
            yield f"the course is done with the activity {number}, which is not there"


def _grades(package: MoodlePackage) -> Iterator[str]:
    categories = {one.attrib["id"] for one in package.xml("gradebook.xml").iter("grade_category")}
    for folder in activities(package):
        items = package.xml(f"{folder}/grades.xml").findall(".//grade_item")
        mentioned = texts(package.xml(f"{folder}/inforef.xml"), "grade_itemref/grade_item/id")
        if [item.attrib["id"] for item in items] != mentioned:
            yield f"{folder} mentions other grade items than it has"
        for item in items:
            if item.findtext("categoryid") not in categories:
                yield f"the grade of {folder} is in a category that is not there"
            if item.findtext("iteminstance") != own_file(package, folder).attrib["id"]:
                yield f"the grade of {folder} is another activity's"


def _badges(package: MoodlePackage) -> Iterator[str]:
    if "badges.xml" not in package.files:
        return
    modules = {package.xml(f"{folder}/module.xml").attrib["id"] for folder in activities(package)}
    course = package.xml("course/course.xml").attrib["id"]
    badges = package.xml("badges.xml").findall("badge")
    numbers = [badge.attrib["id"] for badge in badges]
    pictures = package.xml("files.xml").findall("file[filearea='badgeimage']")
    for badge in badges:
        own = {one.findtext("filename") for one in pictures if one.findtext("itemid") == badge.attrib["id"]}
        if own != {"f1.png", "f2.png", "f3.png"}:
            yield f"the badge {badge.attrib['id']} has the pictures {own}"
        for parameter in badge.iter("parameter"):
            kind, _, number = (parameter.findtext("name") or "").partition("_")
            if (
                number != parameter.findtext("value")
                or number not in {"module": modules, "course": {course}}[kind]
            ):
                yield f"a badge is given for {kind} {number}, which is not there"
        if set(texts(badge, ".//relatedbadgeid")) - set(numbers):
            yield "a badge is related to one that is not there"
        if badge.find(".//relatedbadge") is not None and badge is not badges[-1]:
            yield "the restore renumbers related badges of the last badge alone"


def _coded_links(package: MoodlePackage) -> Iterator[str]:
    modules = {
        package.xml(f"{folder}/module.xml").attrib["id"]: package.xml(f"{folder}/module.xml")
        for folder in activities(package)
    }
    for name, content in package.files.items():
        if name.endswith(".xml"):
            for module, number in _CODED_LINK.findall(content.decode()):
                target = modules.get(number)
                if target is None or (target.findtext("modulename") or "").upper() != module:
                    yield f"{name} links {module} {number}, which is not there"


def _glossaries(package: MoodlePackage) -> Iterator[str]:
    """Links to entries, and entries in categories, lead to entries that are there."""
    roots = package.roots()
    entries = {one.attrib["id"] for root in roots.values() for one in root.iter("entry")}
    held = {one.text for root in roots.values() for one in root.iter("entryid")}
    course = package.xml("moodle_backup.xml")[0].findtext("original_course_id")
    for name, content in package.files.items():
        for of_course, number in _CODED_ENTRY.findall(content.decode()) if name.endswith(".xml") else ():
            if of_course != course or number not in entries:
                yield f"{name} links the entry {number} of a glossary, which is not there"
    yield from (f"a category holds the entry {number}, which is not there" for number in held - entries)


_CHECKS = (
    _contents, _settings, _numbers, _file_records, _addresses_of_files, _question_bank, _slots, _completion,
    _grades, _badges, _coded_links, _glossaries,
)  # fmt: skip
