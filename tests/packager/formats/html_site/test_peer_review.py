"""A peer review on the site: instructions, criteria, and a text of one's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from packager.document.grading_schemes import Level, Rubric
from packager.notes import Loss
from tests.packager.formats.html_site.test_writer import build, pages
from tests.support.sample import sample_module, units, words


def test_everything_stands_on_the_page(tmp_path: Path) -> None:
    site, _, notes = build(tmp_path)
    page = pages(site)["units/exchange.html"]
    headings = ["".join(map(str, one.itertext())) for one in page.iter("h2")]
    assert headings[:4] == ["What to hand in", "How the work is marked", "How you assess", "At the end"]
    (table,) = page.findall(".//table[@class='poiju-scheme']")
    assert [th.text for th in table.findall("thead/tr/th")] == [
        "Criterion",
        "0 points",
        "2 points",
        "4 points",
    ]
    assert [th.get("scope") for th in table.findall("tbody/tr/th")] == ["row", "row"]
    assert page.find(".//a[@href='#term-eqf']") is not None
    assert page.find(".//dt[@id='term-eqf']") is not None
    assert page.find(".//textarea[@id='own-text']") is not None
    assert Loss.NEAREST_FORM in {note.loss for note in notes if note.place == "exchange"}


def test_levels_of_each_criterion_are_a_list_where_their_points_differ(tmp_path: Path) -> None:
    unit = units()["exchange"]
    assert isinstance(unit.scheme, Rubric)
    first, second = unit.scheme.criteria
    other = replace(second, levels=(*second.levels[:2], Level(points=second.most + 1, text=words("Best"))))
    section = replace(
        sample_module(tmp_path / "m").sections[0],
        units=(replace(unit, scheme=Rubric(criteria=(first, other))),),
    )
    site, _, _ = build(tmp_path, sections=(section,))
    (table,) = pages(site)["units/exchange.html"].findall(".//table[@class='poiju-scheme']")
    assert [one.text for one in table.findall(".//td/ul/li/b")][-1] == "5 points"
