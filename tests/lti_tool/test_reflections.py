"""Private writing without scripts: kept, never lost, seen by its writer alone, taken along as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.personal import Reflection
from tests.support.live import Live, Visit, live
from tests.support.sample import sample_module
from tests.support.waiting import eventually

FIRST, SECOND = "text-surprise", "text-next"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def write(visit: Visit, **texts: str) -> str:
    """Send the form as a browser does: every text and what the page has seen of it."""
    fields = {FIRST: area(visit.text, "surprise"), SECOND: area(visit.text, "next"), **texts}
    visit.send("/texts", save="1", **fields)
    return visit.text


def area(page: str, prompt: str) -> str:
    """Return what stands in the text area of a prompt."""
    found = re.search(rf'<textarea id="text-{prompt}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def cell(place: Live, user: str = "203") -> float | None:
    return place.platform.gradebook.grade(place.links["diary"].line_item, user)


def test_texts_are_kept_and_the_unit_is_done_when_each_prompt_has_one(place: Live) -> None:
    visit = place.open("diary", user="203")
    assert "Only you can read what you write here." in visit.text
    assert "Write, en." in visit.text
    assert '<dt id="term-eqf">' in visit.text  # a term of a prompt
    assert "Mark as done" in write(visit, **{FIRST: "Two verbs.\r\n\r\nIn one <outcome> & more."})
    assert area(visit.text, "surprise") == "Two verbs.\n\nIn one &lt;outcome&gt; &amp; more."
    assert "Saved" in visit.text
    again = place.open("diary", user="203")
    assert area(again.text, "surprise").startswith("Two verbs.")
    assert cell(place) is None
    assert "You have done this unit." in write(again, **{SECOND: "One verb."})
    eventually(lambda: cell(place) == 1)


def test_a_text_is_the_writers_alone(place: Live) -> None:
    visit = place.open("diary", user="203")
    write(visit, **{FIRST: "Between me and myself.", SECOND: "Nobody else."})
    own = visit.page.url.partition("?")[0]
    for user in ("201", "202", "101"):  # among them a teacher
        other = place.open("diary", user=user)
        assert "Between me" not in other.text
        assert "Between me" not in other.get(f"{other.page.url}texts").text
    assert "Between me" in visit.get(f"{own}texts").text


def test_who_says_so_is_done_without_a_text(place: Live) -> None:
    visit = place.open("diary", user="203")
    visit.send("/done")
    assert "You have done this unit." in visit.text


def test_an_empty_text_goes(place: Live) -> None:
    visit = place.open("diary", user="203")
    write(visit, **{FIRST: "Once."})
    write(visit, **{FIRST: "  "})
    assert area(visit.text, "surprise") == ""
    assert "Once." not in visit.get(f"{visit.page.url.partition('?')[0]}texts").text


def test_what_two_devices_write_is_all_kept(place: Live) -> None:
    phone, desk = place.open("diary", user="203"), place.open("diary", user="203")
    write(phone, **{FIRST: "On the bus."})
    write(desk, **{FIRST: "At the desk."})  # its page has not seen the other text
    assert area(desk.text, "surprise") == "At the desk."
    assert "Another version of this text" in desk.text
    assert '<div class="written" lang="en">On the bus.</div>' in desk.text
    write(desk, **{FIRST: "At the desk, later."})
    assert desk.text.count("Another version of this text") == 1  # the page had seen its own text
    version = re.search(r'name="forget" value="([^"]+)"', desk.text)
    assert version
    fields = {FIRST: "At the desk, later.", SECOND: ""}
    desk.send("/texts", forget=version[1], **fields)
    assert "Another version" not in desk.text
    assert area(desk.text, "surprise") == "At the desk, later."


def test_a_form_cannot_make_a_text_go(place: Live) -> None:
    visit = place.open("diary", user="203")
    write(visit, **{FIRST: "Stays."})
    visit.send("/texts", forget="surprise", **{FIRST: "Stays.", SECOND: ""})
    assert area(visit.text, "surprise") == "Stays."


def test_a_script_is_told_revisions_and_progress(place: Live) -> None:
    visit = place.open("diary", user="203")
    fields = {"item": "surprise", FIRST: "Typed.", SECOND: "not named", "revision-surprise": "1000"}
    headers = {"X-Requested-With": "fetch"}
    token = re.search(
        r'action="[^"]*/texts"[^>]*>\s*<input type="hidden" name="token" value="([^"]+)"', visit.text
    )
    assert token
    address = f"{visit.page.url}texts"
    answer = visit.http.post(address, data={**fields, "token": token[1]}, headers=headers, timeout=20).json()
    assert answer["kept"] == {"surprise": 1000}
    assert answer["versions"]["surprise"].strip() == ""
    assert "Mark as done" in answer["progress"]
    # The answer may get lost on its way: the page has sent that text itself, so it is no other version.
    fields = {"item": "surprise", FIRST: "Typed on.", "revision-surprise": "2000", "seen-surprise": "1000"}
    answer = visit.http.post(address, data={**fields, "token": token[1]}, headers=headers, timeout=20).json()
    assert answer["versions"]["surprise"].strip() == ""
    fields = {"item": "surprise", FIRST: "Elsewhere.", "seen-surprise": "1000 x 99999999999999999999"}
    answer = visit.http.post(address, data={**fields, "token": token[1]}, headers=headers, timeout=20).json()
    assert "Typed on." in answer["versions"]["surprise"]


def test_texts_can_be_printed_and_taken_along(place: Live) -> None:
    visit = place.open("diary", user="203")
    write(visit, **{FIRST: "Line one\nLine <two>"})
    address = f"{visit.page.url.partition('?')[0]}texts"
    assert '<div class="written">Line one\nLine &lt;two&gt;</div>' in visit.get(address).text
    file = visit.get(address, params={"download": "1"})
    assert file.headers["Content-Type"].startswith("text/plain")
    assert 'filename="diary.txt"' in file.headers["Content-Disposition"]
    assert "## What surprised <you> & why? (en)\n\nLine one\nLine <two>\n" in file.text
    assert "Nothing is written yet." in file.text


def test_a_forged_form_saves_nothing(place: Live) -> None:
    visit = place.open("diary", user="203")
    address = f"{visit.page.url}texts"
    answer = visit.http.post(address, data={"token": "x", FIRST: "Forged."}, timeout=20)
    assert answer.status_code >= 400
    assert area(place.open("diary", user="203").text, "surprise") == ""


def test_what_is_shared_is_written_on_the_platform(place: Live) -> None:
    visit = place.open("letter", user="203")
    assert "Write to us, en." in visit.text
    assert "where your teacher reads it" in visit.text
    assert "<textarea" not in visit.text
    assert visit.get(f"{visit.page.url}texts").status_code == 404


def test_a_text_outlives_its_prompt(place: Live, tmp_path: Path) -> None:
    visit = place.open("diary", user="203")
    write(visit, **{FIRST: "Of a prompt that goes."})
    module = sample_module(tmp_path / "new", version="2.0.0")
    diary = module.unit("diary")
    assert isinstance(diary, Reflection)
    shorter = replace(diary, prompts=diary.prompts[1:])
    sections = tuple(
        replace(one, units=tuple(shorter if unit.id == "diary" else unit for unit in one.units))
        for one in module.sections
    )
    place.install(replace(module, sections=sections))
    again = place.open("diary", user="203")
    assert "Of a prompt that goes." not in again.text
    again.get(f"{again.page.url}texts")
    assert "Of a prompt that goes." in again.text
    assert "the module no longer has" in again.text
