"""A checklist without scripts: ticks are the person's own, and done when all needed are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.document.personal import Checklist
from tests.support.live import Live, Visit, form, live
from tests.support.sample import sample_module
from tests.support.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def tick(visit: Visit, *items: str) -> str:
    """Send the form with these boxes ticked."""
    visit.send("/ticks", tick=list(items))
    return visit.text


def ticked(page: str) -> list[str]:
    return re.findall(r'name="tick" value="([^"]+)" checked', page)


def by_script(visit: Visit, **fields: Any) -> dict[str, Any]:
    """Send ticks as the script does."""
    action, hidden = form(visit.text, "/ticks")
    data = {"token": hidden["token"], **fields}
    headers = {"X-Requested-With": "fetch"}
    said: dict[str, Any] = visit.http.post(
        visit.address(action), data=data, headers=headers, timeout=20
    ).json()
    return said


def cell(place: Live) -> float | None:
    return place.platform.gradebook.grade(place.links["ready"].line_item, "203")


def test_ticks_are_kept_and_the_list_is_done_without_what_is_optional(place: Live) -> None:
    visit = place.open("ready", user="203")
    assert "0 of 3 ticked" in visit.text
    assert "Mark as done" not in visit.text
    assert '<dt id="term-eqf">' in visit.text
    assert "1 of 3 ticked" in tick(visit, "summary")
    again = place.open("ready", user="203")
    assert ticked(again.text) == ["summary"]
    assert ticked(place.open("ready", user="201").text) == []  # another person
    assert cell(place) is None
    assert "You have done this unit." in tick(again, "summary", "verb")
    eventually(lambda: cell(place) == 1)
    assert "You have done this unit." in tick(again, "summary")  # who has done it has done it
    assert ticked(again.text) == ["summary"]


def test_a_list_is_not_done_by_word(place: Live) -> None:
    visit = place.open("ready", user="203")
    token = re.search(r'name="token" value="([^"]+)"', visit.text)
    assert token
    visit.http.post(f"{visit.page.url}done", data={"token": token[1]}, timeout=20)
    assert "when everything is ticked" in place.open("ready", user="203").text


def test_an_old_page_takes_back_no_tick(place: Live) -> None:
    phone, desk = place.open("ready", user="203"), place.open("ready", user="203")
    tick(phone, "summary")
    tick(desk, "verb")  # its page has shown no tick at the summary
    assert ticked(desk.text) == ["summary", "verb"]
    tick(desk, "verb")
    assert ticked(desk.text) == ["verb"]


def test_of_two_ticks_the_later_stays(place: Live) -> None:
    visit = place.open("ready", user="203")
    said = by_script(visit, item=["verb"], tick=["verb"], **{"revision-verb": "2000"})
    assert (said["ticked"], said["count"]) == (["verb"], "1 of 3 ticked")
    said = by_script(visit, item=["verb"], **{"revision-verb": "1000"})
    assert said["ticked"] == ["verb"]
    said = by_script(visit, item=["verb", "nowhere"], **{"revision-verb": "3000"})
    assert said["ticked"] == []
    said = by_script(visit, item=["verb", "summary"], tick=["summary", "verb"])
    assert "You have done this unit." in said["progress"]


def test_ticks_of_items_that_are_gone_do_not_count(place: Live, tmp_path: Path) -> None:
    tick(place.open("ready", user="203"), "summary", "example")
    module = sample_module(tmp_path / "new", version="2.0.0")
    ready = module.unit("ready")
    assert isinstance(ready, Checklist)
    shorter = replace(ready, groups=ready.groups[1:])
    sections = tuple(
        replace(one, units=tuple(shorter if unit.id == "ready" else unit for unit in one.units))
        for one in module.sections
    )
    place.install(replace(module, sections=sections))
    assert "1 of 2 ticked" in place.open("ready", user="203").text


def test_a_forged_form_ticks_nothing(place: Live) -> None:
    visit = place.open("ready", user="203")
    assert visit.http.post(f"{visit.page.url}ticks", data={"tick": "verb"}, timeout=20).status_code >= 400
    assert ticked(place.open("ready", user="203").text) == []
