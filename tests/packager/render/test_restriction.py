"""Restrictions in sentences: a list with lists inside, in three languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from packager.document.edition import Edition
from packager.document.moments import Moment
from packager.render.moments import moment_words
from packager.render.restriction import restriction_part
from tests.support.sample import sample_module
from tests.support.sample_settings import EVE, after_start, every_condition


def shown(folder: Path, edition_language: str, **options: Any) -> str:
    edition = Edition(sample_module(folder), edition_language)
    part = restriction_part(edition, [every_condition(), None], lambda unit: f"{unit}.html", **options)
    return " ".join("".join(etree.fromstring(str(part)).itertext()).split())


def test_the_conditions_are_said_in_order(tmp_path: Path) -> None:
    assert shown(tmp_path, "en") == (
        "This opens when all of these hold: one of these: Outcomes (en) is done the grade of Quiz (en) is "
        "50 per cent or more, but less than 80 Canvas (en) is passed you are in the group Ward A "
        "none of these: Quiz (en) is passed not before 14 days after the start of the course, "
        "only before December 24, 2036 4:00 PM (GMT+02:00)"
    )


def test_the_language_of_the_sentences_may_be_another(tmp_path: Path) -> None:
    said = shown(tmp_path, "sv", language="fi")
    assert said.startswith("Tämä avautuu, kun kaikki nämä toteutuvat: jokin näistä: Outcomes (sv) on tehty")
    assert "kuulut ryhmään Avdelning A" in said
    edition = Edition(sample_module(tmp_path / "other"), "sv")
    part = restriction_part(edition, [every_condition()], lambda _: None, language="fi")
    assert '<span lang="sv">Outcomes (sv)</span> on tehty' in part


def test_what_holds_already_is_told(tmp_path: Path) -> None:
    said = shown(tmp_path, "en", holds=lambda one: one.kind == "done" if one.kind != "group" else None)
    assert "Outcomes (en) is done (this holds)" in said
    assert "Canvas (en) is passed (not yet) you are in the group Ward A none" in said


def test_nothing_is_said_of_nothing(tmp_path: Path) -> None:
    assert restriction_part(Edition(sample_module(tmp_path), "en"), [None, None], lambda _: None) == ""


@pytest.mark.parametrize(
    ("moment", "language", "said"),
    [
        (after_start(), "en", "the start of the course"),
        (after_start(days=1), "sv", "1 dag efter kursens början"),
        (after_start(days=14, hours=23, minutes=59), "fi", "14 päivää kurssin alkamisen jälkeen, 23:59"),
        (Moment(at=EVE), "fi", "24. joulukuuta 2036 16.00 (UTC+02:00)"),
    ],
)
def test_a_moment_is_said_in_words(moment: Moment, language: str, said: str) -> None:
    assert moment_words(moment, language) == said
