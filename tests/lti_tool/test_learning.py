"""A learner's way through a module without scripts, from the platform's click to its gradebook, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.live import Live, Visit, form, live
from tests.support.quiz_taking import cell, right_answers
from tests.support.sample import ID, sample_module, units
from tests.support.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def test_a_unit_opens_in_the_language_of_the_platform(place: Live) -> None:
    for user, language in (("201", "fi"), ("202", "sv"), ("203", "en")):
        visit = place.open("outcomes", user=user)
        assert visit.page.status_code == 200
        assert f"Heading {language}" in visit.text
        assert f'<html lang="{language}">' in visit.text
        assert {"fi": "Merkitse tehdyksi", "sv": "Markera som gjord", "en": "Mark as done"}[
            language
        ] in visit.text


def test_a_chosen_language_is_kept_over_launches(place: Live) -> None:
    visit = place.open("outcomes", user="201")
    visit.send("/language", language="sv")
    assert "Heading sv" in visit.text
    assert '<html lang="fi">' in visit.text  # the words around it stay in the platform's language
    assert "Heading sv" in place.open("outcomes", user="201").text
    assert "Heading en" in place.open("outcomes", user="203").text


def test_a_self_check_is_marked_on_the_server_and_kept(place: Live) -> None:
    visit = place.open("outcomes", user="203")
    assert "Too wide." not in visit.text
    assert "Visible." not in visit.text
    visit.send("/checks/verb", **{"q-verb": "0"})
    assert "Too wide." in visit.text
    assert "Visible." not in visit.text
    again = place.open("outcomes", user="203")
    assert "Too wide." in again.text


def test_a_self_check_without_an_answer_says_so(place: Live) -> None:
    visit = place.open("outcomes", user="203")
    visit.send("/checks/verb")
    assert "Answer first" in visit.text
    assert "Too wide." not in visit.text


def test_a_lesson_read_to_its_end_with_every_check_answered_is_done_and_reported(place: Live) -> None:
    visit = place.open("outcomes", user="203")
    assert reads(visit, "place-1") is False
    assert reads(visit, "end") is False
    assert cell(place, "outcomes") is None
    visit.send("/checks/verb", **{"q-verb": "0"})
    eventually(lambda: cell(place, "outcomes") == 1)
    assert "You have done this unit." in visit.text
    assert [one["scoreMaximum"] for one in place.platform.received] == [1]


def reads(visit: Visit, heading: str) -> bool:
    """Do what the page's script does at a heading; return whether the lesson is done by it."""
    found = re.search(r'data-reading="([^"]*)" data-token="([^"]*)"', visit.text)
    assert found
    data = {"token": found[2], "place": heading}
    done: bool = visit.http.post(visit.address(found[1]), data=data, timeout=20).json()["done"]
    return done


def test_a_lesson_can_be_marked_as_done_by_hand(place: Live) -> None:
    visit = place.open("outcomes", user="203")
    visit.send("/done")
    eventually(lambda: cell(place, "outcomes") == 1)
    eventually(lambda: "is in the gradebook" in visit.get(visit.page.url).text)


def test_a_lesson_opens_where_the_person_left_off(place: Live) -> None:
    visit = place.open("outcomes", user="203")
    assert 'id="place-2"' in visit.text
    reads(visit, "place-2")
    assert 'href="#place-2"' in place.open("outcomes", user="203").text


def test_an_address_does_not_open_in_another_browser(place: Live) -> None:
    mine = place.open("quiz", user="203")
    theirs = place.open("quiz", user="201")
    assert theirs.get(mine.page.url).status_code == 400


def test_two_tabs_with_two_people_do_not_mix(place: Live) -> None:
    one = place.open("quiz", user="203")
    other = Visit(place, one.http)
    other.launch(place.links["quiz"], "201")  # the same browser
    one.send("/attempts/")
    one.send("/attempts/", **right_answers())
    assert "100 % right" in one.text
    eventually(lambda: cell(place, "quiz", "203") == 100)
    assert cell(place, "quiz", "201") is None
    assert "feedback" not in other.get(other.page.url).text


@pytest.mark.parametrize("part", ["/attempts/", "/done", "/language"])
def test_a_form_without_its_token_is_refused(place: Live, part: str) -> None:
    visit = place.open("outcomes" if part == "/done" else "quiz", user="203")
    action, hidden = form(visit.text, part)
    answer = visit.http.post(visit.address(action), data={**hidden, "token": "x"}, timeout=20)
    assert answer.status_code == 400


def test_a_file_is_sent_in_ranges_with_its_name(place: Live) -> None:
    visit = place.open("handout", user="203")
    address = re.search(r'href="(/s/[^"]*handout\.pdf)"', visit.text)
    assert address
    whole = visit.http.get(visit.address(address[1]), timeout=20)
    assert whole.content == b"%PDF-1.4 a hand-out"
    assert whole.headers["Content-Type"] == "application/pdf"
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    piece = visit.http.get(visit.address(address[1]), headers={"Range": "bytes=1-3"}, timeout=20)
    assert (piece.status_code, piece.content) == (206, b"PDF")
    kept = visit.http.get(visit.address(f"{address[1]}?download=1"), timeout=20)
    assert kept.headers["Content-Disposition"].startswith("attachment; filename=handout.pdf")


@pytest.mark.parametrize("path", ["media/none.pdf", "../document.json", "..%2fdocument.json"])
def test_no_other_file_is_sent(place: Live, path: str) -> None:
    visit = place.open("handout", user="203")
    address = re.search(r'href="(/s/[^"]*)media/handout\.pdf"', visit.text)
    assert address
    assert visit.http.get(visit.address(f"{address[1]}{path}"), timeout=20).status_code == 404


def test_work_that_stays_on_the_platform_says_so(place: Live) -> None:
    canvas = place.open("canvas", user="203")
    assert "You hand this work in on your learning platform" in canvas.text
    assert "canvas.docx" in canvas.text
    assert "Three rows at least" not in canvas.text  # for the marker's eyes alone
    assert "takes place on your learning platform" in place.open("talk", user="203").text


def test_a_link_opens_in_a_window_of_its_own(place: Live) -> None:
    assert (
        'href="https://example.org/eqf?a=1&amp;b=2" target="_blank"' in place.open("reading", user="203").text
    )


def test_the_overview_shows_progress_and_what_is_next(place: Live) -> None:
    visit = place.open("outcomes", user="203")
    visit.send("/done")
    session = re.search(r"/s/[^/]+", visit.page.url)
    assert session
    visit.get(f"{session[0]}/m/{ID}/")
    shown = [one for one in units().values() if not (one.settings.unlisted or one.kind == "text")]
    assert f"1 of {len(shown)} units done" in visit.text
    following = re.search(r'Go on: <span lang="en">([^<]*)', visit.text)
    assert following
    assert following[1] == "Reading (en)"
    assert visit.get(f"{session[0]}/m/{ID}/record").status_code == 200
    assert "Example College" in visit.text


def test_an_unknown_unit_is_told(place: Live) -> None:
    visit = place.open("outcomes", user="203")
    gone = visit.page.url.replace("/outcomes/", "/gone/")
    answer = visit.get(gone)
    assert answer.status_code == 404
    assert "not here any more" in answer.text


def test_a_unit_opened_from_another_units_link_is_reported_in_its_own_column(place: Live) -> None:
    place.open("quiz", user="203")  # the platform's column of the quiz is known from this launch
    visit = place.open("outcomes", user="203")
    visit.get(visit.page.url.replace("/outcomes/", "/quiz/"))
    visit.send("/attempts/")
    visit.send("/attempts/", **right_answers())
    eventually(lambda: cell(place, "quiz") == 100)
    assert cell(place, "outcomes") is None


def test_a_grade_of_a_second_course_is_reported_there_too(place: Live) -> None:
    visit = place.open("outcomes", user="203")
    visit.send("/done")
    eventually(lambda: cell(place, "outcomes") == 1)
    place.platform.context_id = "course-2"
    place.links["again"] = place.platform.add_link("again", {"unit": f"{ID}/outcomes"}, maximum=1)
    second = place.open("again", user="203")
    assert "You have done this unit." in second.text  # progress is the person's own
    eventually(lambda: cell(place, "again") == 1)


def test_each_unit_leads_to_its_neighbours(place: Live) -> None:
    visit = place.open("reading", user="203")
    found = re.findall(r'<a class="(before|next)" href="[^"]*/u/fi\.example\.sample/([^/]*)/"', visit.text)
    assert found == [("before", "outcomes"), ("next", "glossary")]  # the hand-out between is in no list


def test_a_book_keeps_the_place_and_is_done_with_its_last_page(place: Live) -> None:
    visit = place.open("guide", user="203")
    first = visit.page.url
    assert "Go on where you left off" not in visit.text
    scope = re.search(r'href="([^"]*\?page=scope)"', visit.text)
    assert scope
    visit.get(visit.address(scope[1]))
    assert "<h2>Scope (" in visit.text
    assert 'page=scope" aria-current="page"' in visit.text
    assert "Go on where you left off" in visit.get(first).text
    assert re.search(r'class="resume"><a href="[^"]*page=scope"', visit.text)
    visit.get(f"{first}?page=method")
    assert "You have done this unit." in visit.text
    assert visit.get(f"{first}?page=none").status_code == 404


def test_links_to_a_renamed_module_go_on_and_are_graded(tmp_path: Path) -> None:
    module = sample_module(tmp_path / "source", id="fi.example.renamed", formerly=(ID,))
    sections = tuple(
        replace(
            section, units=tuple(replace(unit, key=f"fi.example.renamed/{unit.id}") for unit in section.units)
        )
        for section in module.sections
    )
    with live(tmp_path, replace(module, sections=sections)) as place:
        visit = place.open("outcomes", user="203")
        visit.send("/done")
        eventually(lambda: cell(place, "outcomes") == 1)
