"""What formats share of an edition is made once, and never of another edition."""

from __future__ import annotations

from pathlib import Path

from packager.document.edition import Edition
from tests.support.sample import sample_module


def test_a_thing_is_made_once_for_an_edition(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    finnish, swedish = Edition(module, "fi"), Edition(module, "sv")
    made: list[str] = []

    def make(edition: Edition) -> str:
        return edition.once("name", lambda: made.append(edition.language) or edition.language)

    assert [make(one) for one in (finnish, swedish, finnish, Edition(module, "fi"))] == [
        "fi",
        "sv",
        "fi",
        "fi",
    ]
    assert made == ["fi", "sv", "fi"]
    assert finnish == Edition(module, "fi")
