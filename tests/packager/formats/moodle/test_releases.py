"""Backups for a Moodle before 4.5, on request."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.formats.moodle.releases import RELEASES
from packager.formats.table import get_format
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage
from tests.support.moodle_references import broken
from tests.support.sample import sample_module


def test_the_table_of_formats_names_the_older_releases() -> None:
    assert get_format("moodle").releases == tuple(RELEASES)[:-1]


@pytest.mark.parametrize("release", get_format("moodle").releases)
def test_the_backup_claims_to_be_from_that_release(release: str, tmp_path: Path) -> None:
    package = MoodlePackage(sample_module(tmp_path), moodle=release)
    information = package.xml("moodle_backup.xml")[0]
    assert information.findtext("moodle_release") == release
    assert information.findtext("moodle_version") == str(RELEASES[release])
    assert any(f"Moodle {release}, with which it was not tried" in note.text for note in package.notes)
    assert broken(package) == []


def test_before_4_4_things_are_matched_with_their_places(tmp_path: Path) -> None:
    package = MoodlePackage(sample_module(tmp_path), moodle="4.3")
    question = package.question("steps")
    assert question.findtext("qtype") == "match"
    assert [one.findtext("answertext") for one in question.iter("match")] == ["1", "2", "3"]
    assert any(note.place == "quiz#steps" and note.loss is Loss.NEAREST_FORM for note in package.notes)
    assert not any("from 4.4 on" in note.text for note in package.notes)


def test_from_4_4_on_they_are_put_in_order(tmp_path: Path) -> None:
    assert (
        MoodlePackage(sample_module(tmp_path), moodle="4.4").question("steps").findtext("qtype") == "ordering"
    )


def test_without_a_wish_nothing_is_said(tmp_path: Path) -> None:
    package = MoodlePackage(sample_module(tmp_path))
    assert package.xml("moodle_backup.xml")[0].findtext("moodle_release") == "4.5"
    assert not any("was not tried" in note.text for note in package.notes)
