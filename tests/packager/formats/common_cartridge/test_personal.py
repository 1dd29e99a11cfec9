"""Units in which learners write for themselves, as pages of a cartridge."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.notes import Loss
from tests.support.cartridges import build, schema_errors
from tests.support.sample import sample_module


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_a_reflection_is_a_page_with_its_prompts(tmp_path: Path, version: str) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "en")
    page = built.files["pages/diary.html"].decode()
    assert "<h2>What surprised &lt;" in page
    assert page.index("What do you do next?") < page.index("the text is for you alone")
    assert "hand it in as your teacher tells you" in built.files["pages/letter.html"].decode()
    lost = {(note.loss, note.place) for note in built.notes}
    assert {(Loss.NEAREST_FORM, "diary"), (Loss.NEAREST_FORM, "letter")} <= lost
    assert schema_errors(built, version) == []


def test_beside_the_tool_what_is_shared_stays_a_page(tmp_path: Path) -> None:
    built = build(sample_module(tmp_path), tmp_path, "1.3", "en", "lti")
    assert "lti/diary.xml" in built.files
    assert "pages/letter.html" in built.files
    assert "pages/diary.html" not in built.files


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_a_checklist_is_a_page_with_boxes_to_print(tmp_path: Path, version: str) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "fi")
    page = built.files["pages/ready.html"].decode()
    assert page.count("<li>☐ ") == 3
    assert "(valinnainen)" in page
    assert (Loss.NEAREST_FORM, "ready") in {(note.loss, note.place) for note in built.notes}
