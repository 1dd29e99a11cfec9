"""What units are set to, in the tool: when they are done, who sees them, by when."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.module import Module
from packager.document.settings import Done, Settings
from tests.lti_tool.test_opening import CLOSED, LEARNER, TEACHER
from tests.support.live import Live, live
from tests.support.quiz_taking import right_answers
from tests.support.sample import ID, sample_module
from tests.support.sample_settings import after_start

DONE = "You have done this unit."


def with_settings(folder: Path, **settings: Settings) -> Module:
    """Return the sample with some units set otherwise, and nothing restricted."""
    module = sample_module(folder)
    sections = tuple(
        replace(
            section,
            restrict=None,
            units=tuple(
                replace(unit, restrict=None, settings=settings.get(unit.id, unit.settings))
                for unit in section.units
            ),
        )
        for section in module.sections
    )
    return replace(module, sections=sections)


def overview(place: Live, user: str) -> str:
    visit = place.open("outcomes", user=user)
    return visit.get(visit.page.url.partition("/u/")[0] + f"/m/{ID}/").text


def test_a_unit_is_done_as_its_author_says(tmp_path: Path) -> None:
    module = with_settings(
        tmp_path / "source",
        guide=Settings(done=Done(by_hand=True)),
        outcomes=Settings(done=Done(view=True)),
        ward=Settings(done=Done(by_hand=True)),
        quiz=Settings(done=Done(grade=True)),
    )
    with live(tmp_path, module) as place:
        assert DONE in place.open("outcomes", user=LEARNER).text
        book = place.open("guide", user=LEARNER)
        assert DONE not in book.get(f"{book.page.url}?page=method").text
        assert DONE in book.send("/done").text
        ward = place.open("ward", user=LEARNER)
        ward.send("/choices", choice="start.2")
        assert "The case ends here." in ward.text
        assert DONE not in ward.text
        assert DONE in ward.send("/done").text
        quiz = place.open("quiz", user=LEARNER)
        quiz.send("/attempts/")
        quiz.send("/attempts/", **dict.fromkeys(right_answers(), ""))
        assert "✓ Done" in overview(place, LEARNER).partition("Quiz (en)")[2].partition("</li>")[0]


def test_a_hidden_unit_is_for_teachers(tmp_path: Path) -> None:
    module = with_settings(tmp_path / "source", talk=Settings(hidden=True))
    with live(tmp_path, module) as place:
        assert CLOSED in place.open("talk", user=LEARNER).text
        assert "Talk (en)" not in overview(place, LEARNER)
        assert CLOSED not in place.open("talk", user=TEACHER).text
        assert "Talk (" in overview(place, TEACHER)


def test_a_stealth_unit_opens_but_is_in_no_list(tmp_path: Path) -> None:
    module = with_settings(tmp_path / "source", handout=Settings(unlisted=True))
    with live(tmp_path, module) as place:
        assert "Handout (en)" not in overview(place, LEARNER)
        visit = place.open("handout", user=LEARNER)
        assert "Handout (en)" in visit.text
        assert "Reading (en)" not in visit.text  # it has no neighbours


@pytest.mark.parametrize(
    ("user", "said"),
    [("201", "Tehtävä viimeistään: 7 päivää kurssin alkamisen jälkeen"),
     ("203", "To be done by: 7 days after the start of the course")],
)  # fmt: skip
def test_by_when_one_is_to_be_done(tmp_path: Path, user: str, said: str) -> None:
    module = with_settings(tmp_path / "source", guide=Settings(expected=after_start(days=7)))
    with live(tmp_path, module) as place:
        assert said in place.open("guide", user=user).text


def test_progress_counts_what_is_asked_and_goes_on_to_it_first(tmp_path: Path) -> None:
    module = with_settings(tmp_path / "source", reading=Settings(optional=True))
    listed = [
        unit
        for unit in module.units
        if not (unit.settings.unlisted or unit.settings.hidden or unit.kind == "text")
    ]
    with live(tmp_path, module) as place:
        visit = place.open("outcomes", user=LEARNER)
        visit.send("/done")
        page = overview(place, LEARNER)
        assert f"1 of {len(listed) - 1} units done" in page
        assert "· optional ·" in page.partition("Reading (en)")[2].partition("</li>")[0]
        assert "Reading (en)" not in page.partition("Go on:")[2].partition("</p>")[0]


def test_an_assignment_shows_how_it_is_marked(tmp_path: Path) -> None:
    with live(tmp_path, with_settings(tmp_path / "source")) as place:
        visit = place.open("outcomes", user=LEARNER)
        text = visit.get(visit.page.url.replace("/outcomes/", "/report/")).text
        assert "How the work is marked" in text
        assert "Sources (en)" in text
        assert "<li>At most 350 words.</li>" in text
        assert "Look at the years" not in text
