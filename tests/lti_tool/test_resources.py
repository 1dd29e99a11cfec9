"""Units to look things up in, to take along, to hear or to see, over HTTP and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live import Live, Visit, live
from tests.support.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def cell(place: Live, unit: str) -> float | None:
    return place.platform.gradebook.grade(place.links[unit].line_item, "203")


def reads(visit: Visit, where: str) -> bool:
    """Do what the page's script does at a place; return whether the unit is done by it."""
    found = re.search(r'data-reading="([^"]*)" data-token="([^"]*)"', visit.text)
    assert found
    data = {"token": found[2], "place": where}
    done: bool = visit.http.post(visit.address(found[1]), data=data, timeout=20).json()["done"]
    return done


def test_a_glossary_shows_its_words_and_is_done_when_seen_to_its_end(place: Live) -> None:
    visit = place.open("glossary", user="203")
    assert visit.text.index('id="rpl"') < visit.text.index('id="eqf"') < visit.text.index('id="level"')
    assert "Also: RPL, recognised en, a &lt; b &amp; c" in visit.text
    assert 'href="#eqf"' in visit.text
    assert re.search(r'<img src="/s/[^"]*/media/figure\.png"', visit.text)
    assert reads(visit, "Letter-1") is False
    assert cell(place, "glossary") is None
    assert reads(visit, "end") is True
    eventually(lambda: cell(place, "glossary") == 1)
    assert "You have done this unit." in visit.get(visit.page.url).text


def test_a_glossary_can_be_marked_as_done_by_hand(place: Live) -> None:
    visit = place.open("glossary", user="203")
    visit.send("/done")
    assert "You have done this unit." in visit.text


def test_a_folder_lists_its_files_to_download_and_is_done_by_word(place: Live) -> None:
    visit = place.open("tools", user="201")
    shown = re.findall(r'<a href="([^"]*)" download="([^"]*)">', visit.text)
    assert [name for _, name in shown] == ["canvas.docx", "ward.fi.txt", "ward.txt"]
    assert '<h2 class="poiju-folder">guides / vanhat ä</h2>' in visit.text
    assert "TXT, 1 kt" in visit.text
    file = visit.http.get(visit.address(shown[1][0]), timeout=20)
    assert (file.text, file.headers["Content-Disposition"]) == (
        "Osastolla.",
        "attachment; filename=ward.fi.txt",
    )
    visit.send("/done")
    assert "done" in re.findall(r'<p class="(\w+)">✓', visit.text)


def plays(visit: Visit, where: str) -> bool:
    """Do what the page's script does while a film or sound plays; return whether the unit is done by it."""
    found = re.search(r'data-playing="([^"]*)" data-token="([^"]*)"', visit.text)
    assert found
    data = {"token": found[2], "place": where}
    done: bool = visit.http.post(visit.address(found[1]), data=data, timeout=20).json()["done"]
    return done


def test_a_film_goes_on_where_one_left_off_and_is_done_at_its_end(place: Live) -> None:
    visit = place.open("film", user="203")
    assert 'data-begun=""' in visit.text
    for address in re.findall(r'(?:src|poster)="(/s/[^"]*)"', visit.text):
        assert visit.http.get(visit.address(address), timeout=20).status_code == 200
    assert '<track kind="captions"' in visit.text
    assert "<summary>Transcript</summary>" in visit.text
    assert plays(visit, "t-75") is False
    assert 'data-begun="75"' in place.open("film", user="203").text
    assert cell(place, "film") is None
    assert plays(visit, "end") is True
    eventually(lambda: cell(place, "film") == 1)
    assert "You have done this unit." in visit.get(visit.page.url).text


def test_a_film_elsewhere_opens_on_a_click_and_is_done_by_word(place: Live) -> None:
    visit = place.open("stream", user="203")
    assert 'data-embed="https://video.example.fi/embed/a?b=1&amp;c=2"' in visit.text
    assert 'data-frame-hosts="' in visit.text
    visit.send("/done")
    assert "You have done this unit." in visit.text
