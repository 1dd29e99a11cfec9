"""Each thing that a restore loses in silence is found in a backup that has just that fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from packager.inspection.finding import Finding
from packager.inspection.inspection import Inspection, inspect_backup
from packager.inspection.sites import get_site
from tests.support.backups import pack_zip, replaced, sample_files

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return sample_files(tmp_path_factory.mktemp("module"))


def inspected(files: Files, folder: Path, moodle: str = "4.5") -> Inspection:
    return inspect_backup(pack_zip(folder / "changed.mbz", files), get_site(moodle))


def without(files: Files, pattern: str) -> Files:
    left = {name: content for name, content in files.items() if not re.fullmatch(pattern, name)}
    assert len(left) < len(files)
    return left


def first(files: Files, pattern: str) -> str:
    return next(name for name in files if re.fullmatch(pattern, name))


def other_question(files: Files) -> Files:
    return re_replaced(files, "quiz.xml", r"<questionbankentryid>\d+<", "<questionbankentryid>5<")


def re_replaced(files: Files, name: str, pattern: str, new: str) -> Files:
    changed = {
        one: re.sub(pattern.encode(), new.encode(), content, count=1, flags=re.DOTALL)
        if one.endswith(name)
        else content
        for one, content in files.items()
    }
    assert changed != files, f"{pattern} is in no {name}"
    return changed


def spoiled(files: Files) -> Files:
    return files | {first(files, "files/.*"): b"other bytes"}


FAULTS: dict[str, tuple[Callable[[Files], Files], str, str]] = {
    "content missing": (lambda files: without(files, r"files/.*"), "file-missing", "not in the archive"),
    "content changed": (spoiled, "file-damaged", "another hash"),
    "content without a record": (
        lambda files: files | {"files/da/da39a3ee5e6b4b0d3255bfef95601890afd80709": b""},
        "file-unnamed", "no record",
    ),
    "file record without a reference": (
        lambda files: without(files, r"activities/(page|resource|assign)_\d+/inforef\.xml"),
        "file-forgotten", "do not arrive",
    ),
    "reference without a file record": (
        lambda files: files | {"files.xml": b"<files/>"}, "file-reference", "does not have",
    ),
    "file of a question in a foreign context": (
        lambda files: re_replaced(files, "files.xml", r"<contextid>\d+</contextid>(?=\s*<component>question)",
                                  "<contextid>5</contextid>"),
        "question-file-context", "no question category stands",
    ),
    "unknown question": (other_question, "empty-slot", "another course's"),
    "slot without question": (
        lambda files: re_replaced(files, "quiz.xml", r"<question_reference .*?</question_reference>", ""),
        "empty-slot", "names no question",
    ),
    "quiz without references": (
        lambda files: without(files, r"activities/quiz_\d+/inforef\.xml"),
        "empty-slot", "no inforef.xml names",
    ),
    "reference to no category": (
        lambda files: files | {"questions.xml": b"<question_categories/>"},
        "category-reference", "does not have",
    ),
    "category in a foreign context": (
        lambda files: replaced(files, "questions.xml", "<contextid>9", "<contextid>8"),
        "category-context", "not in the backup",
    ),
    "two top categories": (
        lambda files: re_replaced(files, "questions.xml", r"<parent>[1-9]\d*</parent>", "<parent>0</parent>"),
        "refused", "more than one top",
    ),
    "no activity wanted": (
        lambda files: re_replaced(files, "moodle_backup.xml", r"<name>activities</name>\s*<value>1",
                                  "<name>activities</name><value>0"),
        "activities-off", "brings none",
    ),
    "activity not in the archive": (
        lambda files: without(files, r"activities/page_.*"), "refused", "lists what is not in the archive",
    ),
    "settings of an activity that is not listed": (
        lambda files: re_replaced(files, "moodle_backup.xml", r"<activity>\s*<moduleid>.*?</activity>", ""),
        "refused", "settings for what it does not list",
    ),
    "activity not listed": (
        lambda files: re_replaced(files, "moodle_backup.xml", r"<activity>\s*<moduleid>.*?</activity>", ""),
        "unlisted", "stays behind",
    ),
    "required file missing": (
        lambda files: without(files, r"course/roles\.xml"), "refused", "files without which",
    ),
    "file missing that a setting asks for": (
        lambda files: re_replaced(without(files, r"course/calendar\.xml"), "moodle_backup.xml",
                                  r"<name>calendarevents</name>\s*<value>0",
                                  "<name>calendarevents</name><value>1"),
        "refused", "files without which",
    ),
    "no backup version": (
        lambda files: re_replaced(files, "moodle_backup.xml", r"<backup_version>\d+</backup_version>", ""),
        "refused", "no backup_version",
    ),
    "newer Moodle": (
        lambda files: replaced(files, "moodle_backup.xml", "<moodle_version>2024100700",
                               "<moodle_version>2025041400"),
        "newer", "newer than 4.5",
    ),
    "restriction by an activity that is not here": (
        lambda files: re_replaced(files, "module.xml", r'"cm":\d+', '"cm":5'), "broken-restriction", "nobody",
    ),
    "restriction that is no JSON": (
        lambda files: replaced(files, "module.xml", '{"op"', '"op"'), "refused", "no JSON",
    ),
    "made without files": (
        lambda files: replaced(without(files, "files/.*"), "moodle_backup.xml", "<include_files>1",
                               "<include_files>0"),
        "without-files", "only its own site",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "kind", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found(
    change: Callable[[Files], Files], kind: str, words: str, sample: Files, tmp_path: Path
) -> None:
    found = inspected(change(sample), tmp_path).losses
    assert any(one.kind == kind and words in one.text for one in found), found


def test_a_file_that_no_setting_asks_for_may_be_missing(sample: Files, tmp_path: Path) -> None:
    left = without(sample, r".*(filters|calendar|contentbank)\.xml")
    assert inspected(left, tmp_path).losses == ()


def test_the_place_of_an_empty_slot_is_told(sample: Files, tmp_path: Path) -> None:
    (slot,) = (one for one in inspected(other_question(sample), tmp_path).losses if one.kind == "empty-slot")
    assert re.fullmatch(r'quiz ".+", slot 1', slot.places[0])


def test_plugins_that_a_plain_moodle_has_not(sample: Files, tmp_path: Path) -> None:
    files = replaced(sample, "questions.xml", "<qtype>essay<", "<qtype>stack<")
    files = replaced(files, "course.xml", "<format>topics<", "<format>tiles<")
    files = replaced(files, "module.xml", '"type":"completion"', '"type":"relativedate"')
    seen = inspected(files, tmp_path)
    assert [str(one) for one in seen.plugins] == [
        "availability_relativedate",
        "format_tiles",
        "qtype_stack",
    ]
    (stack,) = (one for one in seen.needs if "qtype_stack" in one.text)
    assert "the course cannot be deleted" in stack.text
    assert stack.places[0].startswith('question "')


def test_modules_that_left_moodle_are_plugins(sample: Files, tmp_path: Path) -> None:
    files = replaced(sample, "module.xml", "<modulename>forum<", "<modulename>chat<")
    assert [str(one) for one in inspected(files, tmp_path, "4.5").plugins] == []
    assert [str(one) for one in inspected(files, tmp_path, "5.1").plugins] == ["mod_chat"]


def needed(files: Files, folder: Path, kind: str) -> list[Finding]:
    return [one for one in inspected(files, folder).needs if one.kind == kind]


@pytest.mark.parametrize(
    ("span", "text"),
    [
        ("&lt;span lang=\"fi\" class=\"multilang\"&gt;", "Moodle's filter for multi-language content"),
        ("{mlang fi}hei{mlang}", "the plugin filter_multilang2"),
    ],
)  # fmt: skip
def test_texts_in_several_languages_need_a_filter(
    span: str, text: str, sample: Files, tmp_path: Path
) -> None:
    files = replaced(sample, "page.xml", "<content>", f"<content>{span}", 1)
    (found,) = needed(files, tmp_path, "filter")
    assert text in found.text
    assert all(place.startswith('page "') for place in found.places)


def test_names_in_several_languages_are_told_without_tags(sample: Files, tmp_path: Path) -> None:
    spans = "".join(
        f"&lt;span {first} {second}&gt;{word}&lt;/span&gt;{after}"
        for first, second, word, after in (
            ('lang="fi"', 'class="multilang"', "Sivu", ""),
            ('class="multilang"', 'lang="sv"', "Sida", " "),
            ('lang="en"', 'class="multilang"', "Page", ""),
        )
    )
    page = first(sample, r"activities/page_\d+/page\.xml")
    files = re_replaced(sample, page, "<name>[^<]*</name>", f"<name>{spans}</name>")
    (found,) = needed(files, tmp_path, "filter")
    assert found.places == ('page "Sivu / Sida / Page"',)


def test_a_mark_is_found_across_two_pieces(sample: Files, tmp_path: Path) -> None:
    for before in range((1 << 16) - 30, (1 << 16) + 30, 7):
        page = first(sample, r"activities/page_\d+/page\.xml")
        text = "x" * before + '&lt;span lang="fi" class="multilang"&gt;'
        assert needed(replaced(sample, page, "<content>", f"<content>{text}"), tmp_path, "filter")


def test_a_language_needs_its_pack(sample: Files, tmp_path: Path) -> None:
    files = re_replaced(sample, "course.xml", r"<lang>en</lang>", "<lang>fi</lang>")
    (found,) = needed(files, tmp_path, "language-pack")
    assert "language pack fi" in found.text
