"""How a discussion goes, said where the platform cannot show it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.discussions import Style, Talk
from packager.document.edition import Edition
from packager.render.discussions import talk_facts
from packager.render.facts import listed
from tests.support.sample import sample_module
from tests.support.sample_discussions import seminar


def test_everything_is_said(tmp_path: Path) -> None:
    assert list(talk_facts(Edition(sample_module(tmp_path), "fi"), seminar())) == [
        "Jokainen teistä aloittaa yhden keskustelun.",
        "Kirjoita viimeistään: 10 päivää kurssin alkamisen jälkeen",
        "Keskustelu sulkeutuu: 24. joulukuuta 2036 16.00 (UTC+02:00)",
        "Kirjoituksesi arvioidaan.",
    ]


@pytest.mark.parametrize(
    ("style", "facts"),
    [
        ("general", []),
        ("blog", []),
        ("single", ["All of you talk in one discussion."]),
        ("questions", ["You see what others answer after you have answered yourself."]),
    ],
)
def test_a_style_is_said_where_it_asks_for_something(tmp_path: Path, style: Style, facts: list[str]) -> None:
    unit = replace(seminar(), talk=Talk(style=style))
    assert list(talk_facts(Edition(sample_module(tmp_path), "en"), unit)) == facts


def test_sentences_are_escaped() -> None:
    assert listed(["a < b"]) == '<ul class="poiju-facts">\n<li>a &lt; b</li>\n</ul>\n'
    assert listed([]) == ""
