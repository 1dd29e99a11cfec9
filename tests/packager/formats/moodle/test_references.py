"""Everything that a backup refers to is in it: Moodle drops the rest without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.moodle_references import activities, addresses, broken, own_file, restrictions
from tests.support.sample import sample_module


@pytest.fixture(params=["native", "lti"])
def package(request: pytest.FixtureRequest, tmp_path: Path) -> MoodlePackage:
    tool = "https://poiju.example.fi" if request.param == "lti" else ""
    return MoodlePackage(sample_module(tmp_path), delivery=request.param, tool_url=tool)


def test_every_reference_leads_somewhere(package: MoodlePackage) -> None:
    assert broken(package) == []


def test_the_sample_has_references_of_all_sorts(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    package = sample_package(tmp_path)
    everything = b"".join(package.files.values())
    assert package.xml("files.xml").find("file") is not None
    assert any(
        list(addresses(element.text or ""))
        for folder in activities(package)
        for element in own_file(package, folder).iter()
    )
    assert texts(package.xml("completion.xml"), "course_completion_criteria/moduleinstance")
    assert {one["type"] for one in restrictions(package)} >= {"completion"}
    assert re.search(rb"\$@QUIZVIEWBYID\*\d+@\$", everything)
    assert b"<sequence>" in everything


@pytest.mark.parametrize(
    ("file", "pattern", "replacement", "complaint"),
    [
        ("moodle_backup.xml", r"<directory>activities/quiz_(\d+)", r"<directory>activities/url_\1", "listed"),
        ("moodle_backup.xml", r"<name>quiz_(\d+)_included", r"<name>quiz_\1_ignored", "no setting"),
        ("moodle_backup.xml", r"<sectionid>\d+", "<sectionid>1", "in no section"),
        ("files.xml", r"<contextid>\d+", "<contextid>1", "in a context that no activity has"),
        ("files.xml", r'<file id="\d+"', '<file id="1"', "in no inforef"),
        ("files.xml", r"<contenthash>..", "<contenthash>zz", "the pool holds other files"),
        ("files.xml", r"<filename>figure", "<filename>other", "shows /figure.png"),
        ("files.xml", r"<filepath>/</filepath>", "<filepath>/a/</filepath>", "shows /figure.png"),
        ("questions.xml", r"<parent>0</parent>(?=\s*<sortorder)", "<parent>5</parent>", "has a parent"),
        ("questions.xml", r"<contextid>\d+", "<contextid>1", "in a context that no activity has"),
        ("questions.xml", r'<question_bank_entry id="\d+"', '<question_bank_entry id="1"', "in no category"),
        ("questions.xml", r"<sequence>\d+", "<sequence>1", "that is not its own"),
        ("quiz.xml", r"<usingcontextid>\d+", "<usingcontextid>1", "asks in another context"),
        ("inforef.xml", r"<question_category>\s*<id>\d+", "<question_category><id>1", "does not mention"),
        ("inforef.xml", r"<grade_item>\s*<id>\d+", "<grade_item><id>1", "other grade items"),
        ("module.xml", r'("cm":)\d+', r"\g<1>1", "a restriction names the activity"),
        ("completion.xml", r"<moduleinstance>\d+", "<moduleinstance>1", "is done with the activity"),
        ("grades.xml", r"<categoryid>\d+", "<categoryid>1", "in a category that is not there"),
        ("grades.xml", r"<iteminstance>\d+", "<iteminstance>1", "another activity's"),
        ("page.xml", r"\$@QUIZVIEWBYID\*\d+", "$@QUIZVIEWBYID*1", "links QUIZ 1"),
        ("glossary.xml", r"(SHOWENTRY\*\d+)\*\d+", r"\1*1", "links the entry 1"),
        ("glossary.xml", r"<entryid>\d+", "<entryid>1", "holds the entry 1"),
    ],
)  # fmt: skip
def test_a_broken_reference_is_found(
    tmp_path: Path, file: str, pattern: str, replacement: str, complaint: str
) -> None:
    package = sample_package(tmp_path)
    hits = 0
    for name, content in package.files.items():
        if name.endswith(file):
            changed, times = re.subn(pattern, replacement, content.decode())
            package.files[name] = changed.encode()
            hits += times
    assert hits, "nothing was broken: correct the pattern"
    assert complaint in "\n".join(broken(package))
