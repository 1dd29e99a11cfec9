"""Each file of a backup is built as Moodle builds it: no element is missing, unknown or misplaced."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path

import pytest

from tests.support.moodle_package import MoodlePackage
from tests.support.moodle_profile import Profile, differences, files_of, profile, xml_files
from tests.support.sample import sample_module
from tests.support.sample_course import sample_course
from tests.support.shared import shared

DELIBERATE = Path(__file__).with_name("deliberate_differences.txt")
VERSIONS = ("45", "51")


@pytest.fixture(scope="module")
def moodle() -> Profile:
    """What Moodle 4.5 and 5.1 wrote for a course that holds nearly everything."""
    backups = (shared(f"moodle-backups/moodle{version}-reference.mbz") for version in VERSIONS)
    return profile(chain.from_iterable(map(xml_files, backups)))


@pytest.fixture(scope="module")
def poiju(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    """What we write for the sample, native and through the tool."""
    module = sample_module(tmp_path_factory.mktemp("media"))
    packages = (
        MoodlePackage(module),
        MoodlePackage(module, delivery="lti", tool_url="https://poiju.example.fi"),
        MoodlePackage(sample_course(tmp_path_factory.mktemp("course"))),
    )
    files = chain.from_iterable(package.files.items() for package in packages)
    return profile((name, content) for name, content in files if name.endswith(".xml"))


def deliberate() -> list[str]:
    """Return the patterns of differences that are meant: lines of `difference  # reason`."""
    lines = DELIBERATE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("  # ") for line in lines if line and not line.startswith("#")]
    assert all(len(row) == 2 for row in rows), "a reason stands behind each difference"
    return [difference for difference, _ in rows]


def assert_meant(found: Iterable[str], patterns: Iterable[str]) -> None:
    """Fail for a difference that no line means, and for a line that means none."""
    found, patterns = list(found), list(patterns)
    assert [one for one in found if not any(fnmatchcase(one, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(fnmatchcase(one, pattern) for one in found)] == []


def test_elements_are_those_that_moodle_writes(moodle: Profile, poiju: Profile) -> None:
    found = differences(poiju, moodle)
    assert_meant(found, (one for one in deliberate() if not one.startswith("no file")))


def test_files_are_those_that_moodle_writes(moodle: Profile, poiju: Profile) -> None:
    ours = files_of(poiju)
    assert ours <= files_of(moodle)
    folders = {name.rpartition("/")[0] for name in ours}
    absent = {name for name in files_of(moodle) - ours if name.rpartition("/")[0] in folders}
    assert_meant(
        (f"no file {name}" for name in sorted(absent)),
        (one for one in deliberate() if one.startswith("no file")),
    )


def test_a_missing_unknown_or_misplaced_element_is_found() -> None:
    model = profile([("a.xml", b"<r><a/><b/><c/></r>")])
    ours = profile([("a.xml", b"<r><c/><a/><d/></r>")])
    assert differences(ours, model) == [
        "misplaced a.xml:r/c before a",
        "missing a.xml:r/b",
        "unknown a.xml:r/d",
    ]
