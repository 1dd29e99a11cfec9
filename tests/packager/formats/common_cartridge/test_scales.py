"""Units of statements on a scale, as pages of a cartridge."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from packager.notes import Loss
from tests.support.cartridges import build, schema_errors
from tests.support.sample import sample_module

WORD_JOINER = "\u2060"  # keeps text from becoming markup where Moodle decodes once too often (1.1)


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_a_self_assessment_is_a_page_to_print(tmp_path: Path, version: str) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "en")
    page = built.files["pages/compass.html"].decode()
    tables = etree.fromstring(page.encode()).findall(".//{*}table")
    rows = [
        [" ".join("".join(cell.itertext()).replace(WORD_JOINER, "").split()) for cell in row]
        for row in tables[0].iter("{*}tr")
    ]
    assert rows == [
        ["", "1Not <yet> (en)", "2With help | or so (en)", "3Alone (en)", "4I help others (en)"],
        ["I begin with levels & aims. (en)", "☐", "☐", "☐", "☐"],
        ["I know how to see them. (en)", "☐", "☐", "☐", "☐"],
    ]
    assert len(tables) == 2
    assert (
        page.index("Mean up to 2<") < page.index("Mean above 2, up to 3.5<") < page.index("Mean above 3.5<")
    )
    assert page.index("they are for you alone") < page.index('<dt id="term-eqf">')
    assert (Loss.NEAREST_FORM, "compass") in {(note.loss, note.place) for note in built.notes}
    assert schema_errors(built, version) == []


def test_through_the_tool_it_is_a_link(tmp_path: Path) -> None:
    built = build(sample_module(tmp_path), tmp_path, "1.3", "en", "lti")
    assert "lti/compass.xml" in built.files
    assert "pages/compass.html" not in built.files


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_a_survey_is_a_page_with_its_questions(tmp_path: Path, version: str) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "en")
    page = etree.fromstring(built.files["pages/voices.html"])
    titles = [" ".join((one.text or "").replace(WORD_JOINER, "").split()) for one in page.iter("{*}h2")]
    assert titles[:5] == [
        "How well does this fit? (en)", "What helped <most> & why? (en)", "What did you use? (en)",
        "In one word? (en)", "What would you change? (en)",
    ]  # fmt: skip
    assert len(page.findall(".//{*}table")) == 1
    words = " ".join("".join(page.itertext()).split())
    assert "Choose all that apply. ☐ Phone (en)" in words
    assert "Your teacher tells you where to answer." in words
    assert (Loss.NEAREST_FORM, "voices") in {(note.loss, note.place) for note in built.notes}
