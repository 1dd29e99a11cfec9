"""Several modules in one backup: each has its sections, and none disturbs another."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.course import Course
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage, texts
from tests.support.moodle_references import broken
from tests.support.sample import ID
from tests.support.sample_course import COURSE, SECOND, sample_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return sample_course(tmp_path)


@pytest.fixture
def package(course: Course) -> MoodlePackage:
    return MoodlePackage(course)


def sections(package: MoodlePackage) -> list[str]:
    return texts(package.xml("moodle_backup.xml"), ".//contents/sections/section/title")


def with_second(course: Course, **changes: object) -> Course:
    first, second = course.parts
    return replace(course, parts=(first, replace(second, **changes)))  # type: ignore[arg-type]  # fields of Part


def test_each_module_has_a_section_of_its_own_before_its_sections(package: MoodlePackage) -> None:
    assert sections(package) == [
        "About this course",
        "1. Sample module (en)", "1.1 Learn (en)", "1.2 Finish (en)",
        "2. Second module (en)", "2.1 Learn (en)", "2.2 Finish (en)",
    ]  # fmt: skip
    numbers = [
        package.xml(f"{directory}/section.xml").findtext("number")
        for directory in texts(package.xml("moodle_backup.xml"), ".//contents/sections/section/directory")
    ]
    assert numbers == [str(number) for number in range(7)]


def test_the_section_of_a_module_describes_it(package: MoodlePackage) -> None:
    directory = texts(package.xml("moodle_backup.xml"), ".//contents/sections/section/directory")[4]
    summary = package.xml(f"{directory}/section.xml").findtext("summary") or ""
    assert "What comes next. (en)" in summary
    assert "Takes about 2.5 hours." in summary


def test_each_module_brings_its_description_as_page_and_data(package: MoodlePackage) -> None:
    records = {key: package.named(f"{key}#record")[0] for key in (ID, SECOND)}
    data = [package.named(f"{key}#data")[0] for key in records]
    sections_of = {package.xml(f"{one}/module.xml").findtext("sectionnumber") for one in data}
    assert sections_of == {"1", "4"}
    assert "Second module (en)" not in (package.named(f"{ID}#record")[2].findtext("content") or "")


def test_the_first_page_lists_the_modules_and_leads_to_their_descriptions(package: MoodlePackage) -> None:
    _, module, page = package.named(f"{COURSE}#course")
    assert module.findtext("sectionnumber") == "0"
    content = page.findtext("content") or ""
    for key, title in ((ID, "Sample module (en)"), (SECOND, "Second module (en)")):
        record = package.named(f"{key}#record")[1].attrib["id"]
        assert f'<a href="$@PAGEVIEWBYID*{record}@$">{title}</a>' in content
    assert "All that everyone does takes about 6.5 hours." in content


def test_links_between_modules_lead_to_the_activity(package: MoodlePackage) -> None:
    quiz = package.named(f"{ID}/quiz")[1].attrib["id"]
    work = package.named(f"{SECOND}/canvas")[1].attrib["id"]
    content = package.named(f"{SECOND}/outcomes")[2].findtext("content") or ""
    assert f'<a href="$@QUIZVIEWBYID*{quiz}@$">the first quiz</a>' in content
    assert f'<a href="$@ASSIGNVIEWBYID*{work}@$">work</a>' in content
    assert "<a >far away</a>" in content


def test_notes_name_the_module(package: MoodlePackage) -> None:
    left = [note for note in package.notes if note.loss is Loss.LEFT_OUT and "absent" in note.text]
    assert [note.place for note in left] == [f"{SECOND}/outcomes", f"{SECOND}/canvas"]
    assert left[0].text == "the link to fi.example.absent/far is left out: that unit is not in this course"
    assert {note.place for note in package.notes if "idnumber" in note.text} == {COURSE}


def test_files_of_the_same_name_stay_apart(package: MoodlePackage) -> None:
    rows = package.xml("files.xml").findall("file[filename='figure.png']")

    def hashes(key: str) -> set[str | None]:
        above = package.named(f"{key}/outcomes")[2].getparent()
        assert above is not None
        context = above.get("contextid")
        return {row.findtext("contenthash") for row in rows if row.findtext("contextid") == context}

    assert len(hashes(ID)) == len(hashes(SECOND)) == 1
    assert hashes(ID) != hashes(SECOND)


def test_all_that_is_required_completes_the_course(course: Course) -> None:
    def counted(course: Course) -> set[str]:
        package = MoodlePackage(course)
        named = {
            root.attrib["id"]: str(root.findtext("idnumber")).partition("/")[0]
            for name, root in package.roots().items()
            if name.endswith("/module.xml")
        }
        return {named[one] for one in texts(package.xml("completion.xml"), ".//moduleinstance")}

    assert counted(course) == {ID, SECOND}
    assert counted(with_second(course, optional=True)) == {ID}
    assert counted(with_second(course, choice=1)) == {ID}


def test_a_part_of_a_module_does_not_claim_its_credential(course: Course) -> None:
    [learn, _] = course.parts[1].module.sections
    part = replace(course.parts[1].module, sections=(learn,))
    package = MoodlePackage(with_second(course, module=part, whole=False))
    assert sections(package)[4:] == ["2. Second module (en)", "2.1 Learn (en)"]
    with pytest.raises(KeyError):
        package.named(f"{SECOND}#record")
    content = package.named(f"{COURSE}#course")[2].findtext("content") or ""
    assert "<h2>2. Second module (en)</h2>" in content
    assert "it does not lead to the micro-credential" in content
    assert "What comes next." not in content
    assert "<li>writes outcomes (en)</li>" in content
    assert len(package.xml("badges.xml")) == 2
    assert [note.text for note in package.notes if note.place == SECOND and note.loss is Loss.LEFT_OUT] == [
        "its description as a micro-credential is left out: a part of the module is here",
        "the badge is left out: it stands for the whole module, and a part of it is here",
    ]


def test_conditions_stay_within_their_module(package: MoodlePackage) -> None:
    before = package.named(f"{SECOND}/outcomes")[1].attrib["id"]
    condition = json.loads(package.named(f"{SECOND}/canvas")[1].findtext("availability") or "")
    assert [str(one["cm"]) for one in condition["c"]] == [before]


def test_no_reference_leads_nowhere(package: MoodlePackage) -> None:
    assert broken(package) == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_page_of_a_choice_says_both_limits(course: Course, language: str) -> None:
    parts = tuple(replace(part, choice=1) for part in course.parts)
    package = MoodlePackage(replace(course, parts=parts), language)
    page = package.named(f"{COURSE}#course")[2]
    assert [note.place for note in package.notes if "one of several modules" in note.text] == [COURSE]
    content = page.findtext("content") or ""
    assert "2,5–4" in content
    assert f"Sample module ({language}) / Second module ({language})" in content


def test_a_course_in_all_languages_is_whole_and_keeps_its_tags_apart(course: Course) -> None:
    keywords = {"fi": ("mitoitus", "taso"), "sv": ("dimensionering",), "en": ("workload",)}
    first, second = course.parts
    spoken = replace(first, module=replace(first.module, keywords=keywords))
    package = MoodlePackage(replace(course, parts=(spoken, second)), "fi", multilang=True)
    assert broken(package) == []
    tags = package.xml("course/course.xml").find("tags")
    assert tags is not None
    wanted = ["mitoitus", "taso", "dimensionering", "workload"]
    assert texts(tags, "tag/rawname") == ["manager", *wanted]
    assert texts(package.xml("badges.xml")[0], "tags/tag/rawname") == wanted
    categories = texts(package.xml("gradebook.xml"), ".//grade_category/fullname")
    assert '<span lang="sv" class="multilang">Work (sv)</span>' in "".join(categories)
