"""Self-assessments without scripts: rated, seen by the learner alone, compared with the first time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from lti_tool.models import UnitResponses
from packager.document.scales import SelfAssessment
from tests.support.live import Live, Visit, live
from tests.support.sample import sample_module
from tests.support.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def rate(visit: Visit, **ratings: int) -> str:
    """Send the form with some ratings."""
    visit.send("/ratings", **{f"rate-{statement}": str(step) for statement, step in ratings.items()})
    return visit.text


def again(visit: Visit) -> None:
    """Go to the form for another round."""
    visit.get(f"{visit.page.url.partition('?')[0].partition('#')[0]}?again=1")


def values(page: str) -> list[str]:
    """Return the lines of the profile as words."""
    lines = re.findall(r'<p id="profile-[^"]*">(.*?)</p>', page)
    return [" ".join(re.sub(r"<[^>]+>", "", line).split()) for line in lines]


def cell(place: Live, user: str = "203") -> float | None:
    return place.platform.gradebook.grade(place.links["compass"].line_item, user)


def test_it_is_done_when_every_statement_is_rated(place: Live) -> None:
    visit = place.open("compass", user="203")
    assert "no teacher sees them" in visit.text
    assert '<dt id="term-eqf">' in visit.text  # a term of a statement
    page = rate(visit, begin=1)
    assert "These statements are not rated yet:" in page
    assert re.findall(r'<li><a href="#statement-(\w+)">', page) == ["see", "choose"]
    assert 'id="rate-begin-1" name="rate-begin" value="1" checked="checked"' in page
    assert cell(place) is None
    page = rate(visit, begin=1, see=2, choose=4)
    assert visit.page.url.endswith("#profile") or "Your profile" in page
    assert "You have done this unit." in page
    eventually(lambda: cell(place) == 1)


def test_the_profile_shows_means_words_bars_and_the_fitting_advice(place: Live) -> None:
    visit = place.open("compass", user="203")
    page = rate(visit, begin=1, see=2, choose=4)
    assert values(page)[0].endswith("1.5 of 4 Not &lt;yet&gt; (en) – With help | or so (en)")
    assert '<meter class="poiju-bar" min="0" max="4" value="1.5"' in page
    assert re.findall(r'data-up-to="([^"]*)"', page) == ["2"]
    assert '/u/fi.example.sample/outcomes/">Outcomes</a>' in page
    assert '<div data-compared="" hidden="hidden">' in page
    assert "Answer again" in page


def test_again_keeps_the_first_the_latest_and_the_difference(place: Live) -> None:
    visit = place.open("compass", user="203")
    rate(visit, begin=1, see=2, choose=4)
    again(visit)
    assert 'checked="checked"' not in visit.text
    assert "Back to my profile" in visit.text
    rate(visit, begin=2, see=2, choose=4)
    again(visit)
    page = rate(visit, begin=4, see=3, choose=3)
    rows = re.findall(r'<tr data-row="(\w+)">(.*?)</tr>', page)
    assert [(name, re.findall(r"<td[^>]*>([^<]*)</td>", row)) for name, row in rows] == [
        ("plan", ["1.5", "3.5", "+2"]), ("tools", ["4", "3", "−1"]),
    ]  # fmt: skip
    assert re.findall(r'data-up-to="([^"]*)"', page) == ["3.5"]


def test_a_round_under_way_goes_on_later_and_the_profile_waits(place: Live) -> None:
    visit = place.open("compass", user="203")
    rate(visit, begin=1, see=2, choose=4)
    again(visit)
    rate(visit, begin=3)
    later = place.open("compass", user="203")
    assert 'id="rate-begin-3" name="rate-begin" value="3" checked="checked"' in later.text
    assert "Back to my profile" in later.text
    later.get(f"{later.page.url}?profile=1")
    assert values(later.text)[0].endswith("With help | or so (en)")


def test_ratings_are_the_learners_alone(place: Live) -> None:
    rate(place.open("compass", user="203"), begin=3, see=3, choose=3)
    for user in ("201", "202", "101"):  # among them a teacher
        page = place.open("compass", user=user).text
        assert 'id="profile"' not in page
        assert 'checked="checked"' not in page


def test_a_script_saves_each_rating_and_none_of_an_earlier_round(place: Live) -> None:
    visit = place.open("compass", user="203")
    token = re.search(
        r'action="[^"]*/ratings"[^>]*>\s*<input type="hidden" name="token" value="([^"]+)"', visit.text
    )
    assert token
    address, headers = f"{visit.page.url}ratings", {"X-Requested-With": "fetch"}

    def send(**fields: str) -> int:
        return visit.http.post(
            address, data={"token": token[1], **fields}, headers=headers, timeout=20
        ).status_code

    assert send(item="begin", **{"rate-begin": "2", "rate-see": "4", "revision-begin": "5000"}) == 204
    page = place.open("compass", user="203").text
    assert re.findall(r'id="rate-(\w+-\d)"[^>]* checked', page) == ["begin-2"]
    rate(visit, begin=2, see=2, choose=2)
    assert (
        send(item="begin", **{"rate-begin": "4", "revision-begin": "6000"}) == 204
    )  # late, from another window
    assert "Your profile" in place.open("compass", user="203").text
    with place.runtime.database.read() as session:
        kept = session.scalars(select(UnitResponses)).one().responses
    assert set(kept) == {"~first", "~last"}


def test_what_is_no_rating_is_not_kept(place: Live) -> None:
    visit = place.open("compass", user="203")
    visit.send("/ratings", **{"rate-begin": "5", "rate-see": "0", "rate-choose": "x", "rate-other": "1"})
    assert "These statements are not rated yet:" in visit.text
    assert 'checked="checked"' not in visit.text
    address = f"{visit.page.url.partition('?')[0]}ratings"
    assert visit.http.post(address, data={"token": "x", "rate-begin": "1"}, timeout=20).status_code >= 400
    assert place.open("diary", user="203").http.get(
        address.replace("compass", "diary"), timeout=20
    ).status_code in (404, 405)


def test_a_persons_word_is_not_enough(place: Live) -> None:
    visit = place.open("compass", user="203")
    assert "Mark as done" not in visit.text
    assert "The unit is done when every statement is rated." in visit.text


def test_a_statement_that_goes_takes_no_profile_with_it(place: Live, tmp_path: Path) -> None:
    visit = place.open("compass", user="203")
    rate(visit, begin=1, see=2, choose=4)
    module = sample_module(tmp_path / "new", version="2.0.0")
    compass = module.unit("compass")
    assert isinstance(compass, SelfAssessment)
    plan, tools = compass.areas
    new = replace(plan.statements[0], id="new")
    changed = replace(compass, areas=(replace(plan, statements=(plan.statements[1], new)), tools))
    sections = tuple(
        replace(one, units=tuple(changed if unit.id == "compass" else unit for unit in one.units))
        for one in module.sections
    )
    place.install(replace(module, sections=sections))
    page = place.open("compass", user="203").text
    assert values(page)[0].endswith("– of 4")
    assert values(page)[2].endswith("4 of 4 I help others (en)")
