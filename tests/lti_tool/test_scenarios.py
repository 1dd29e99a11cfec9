"""A learner's way through a scenario without scripts: kept on the server, shown at the end, reported once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.units import Scenario
from tests.support.live import Live, Visit, live
from tests.support.sample import sample_module
from tests.support.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def choose(visit: Visit, choice: str) -> str:
    visit.send("/choices", choice=choice)
    return visit.text


def cell(place: Live) -> float | None:
    return place.platform.gradebook.grade(place.links["ward"].line_item, "203")


def test_a_case_is_walked_kept_and_told_at_its_end(place: Live) -> None:
    visit = place.open("ward", user="203")
    assert "You are the teacher" in visit.text
    assert "A student is late (en)" in visit.text
    assert "Ask &lt;why&gt; &amp; listen (en)</button>" in visit.text
    assert "Follows:" not in visit.text

    assert "Follows: talk. (en)" in choose(visit, "start.0")
    assert "You are the teacher" not in visit.text
    assert "Principle: talk. (en)" in visit.text
    assert "The bus (en)" in place.open("ward", user="203").text
    assert "A student is late (en)" in place.open("ward", user="201").text.replace("(fi)", "(en)")

    ended = choose(visit, "talk.0")
    assert "The case ends here." in ended
    way = ended.partition("The way you went")[2].partition("</ol>")[0]
    assert way.index("Ask &lt;why&gt;") < way.index("Agree on a sign (en)")
    assert "You have done this unit." in ended
    eventually(lambda: cell(place) == 1)


def test_who_begins_again_stays_done(place: Live) -> None:
    visit = place.open("ward", user="203")
    choose(visit, "start.2")
    assert "You have done this unit." in visit.text
    visit.send("/choices", again="1")
    assert "Ask &lt;why&gt; &amp; listen (en)</button>" in visit.text
    assert "You have done this unit." in visit.text


@pytest.mark.parametrize(
    "choice", ["talk.0", "start.3", "start.x", "start.-1", "start.99999", "", "nowhere.0"]
)
def test_a_choice_of_another_scene_changes_nothing(place: Live, choice: str) -> None:
    visit = place.open("ward", user="203")
    choose(visit, choice)
    assert visit.page.status_code == 200
    assert "Ask &lt;why&gt; &amp; listen (en)</button>" in visit.text


def test_a_scenario_is_not_done_by_word(place: Live) -> None:
    visit = place.open("ward", user="203")
    assert "Mark as done" not in visit.text
    assert "when you come to an end" in visit.text


def test_a_way_ends_where_a_new_version_no_longer_has_it(place: Live, tmp_path: Path) -> None:
    visit = place.open("ward", user="203")
    choose(visit, "start.1")
    module = sample_module(tmp_path / "new", version="1.3.0")
    ward = module.unit("ward")
    assert isinstance(ward, Scenario)
    start, *others = ward.scenes
    turned = replace(ward, scenes=(replace(start, choices=start.choices[2:]), *others))
    first, last = module.sections
    units = tuple(turned if one.id == "ward" else one for one in last.units)
    place.install(replace(module, sections=(first, replace(last, units=units))))
    again = place.open("ward", user="203")
    assert "Close the door (en)</button>" in again.text
    assert "The bus (en)" not in again.text
