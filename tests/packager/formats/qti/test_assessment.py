"""A quiz as an assessment: settings, points, and texts of every sort in valid XML."""

from __future__ import annotations

import dataclasses
from html import escape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from packager.document.edition import Edition
from packager.document.pools import Draw
from packager.document.questions import Accepted, Essay, Matching, Pair, Question, ShortAnswer, TrueFalse
from packager.document.units import Quiz
from packager.document.words import Xhtml
from packager.formats.base import Job
from packager.formats.common_cartridge.guard import guarded
from packager.formats.qti.assessment import Assessment, AssessmentForm, write_assessment
from packager.notes import Loss, Notes
from tests.packager.formats.qti.test_kinds import Links, text
from tests.support.cartridges import SCHEMAS, schema
from tests.support.sample import questions, sample_module

FORM = AssessmentForm(schema_location="http://example.org/qti.xsd", feedback_goes_on=True)


def quiz(*questions: Question, **changes: Any) -> Quiz:
    fields: dict[str, Any] = {"intro": {}, **changes}
    return Quiz(
        id="quiz", key="fi.example.sample/quiz", title={"fi": "Koe"}, minutes=1, questions=questions, **fields
    )


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return Edition(sample_module(tmp_path_factory.mktemp("sample"), languages=("fi",)), "fi")


def written(
    edition: Edition, unit: Quiz, form: AssessmentForm = FORM
) -> tuple[etree._Element, list[tuple[Loss, str]]]:
    notes = Notes("imscc-1.1")
    made: Assessment = write_assessment(Job(edition=edition, notes=notes), unit, Links(), form)
    return etree.fromstring(made.content), [(note.loss, note.text) for note in notes]


def field(root: etree._Element, label: str) -> list[str]:
    return [
        str(one.findtext("{*}fieldentry"))
        for one in root.iter("{*}qtimetadatafield")
        if one.findtext("{*}fieldlabel") == label
    ]


CLAIM = TrueFalse(id="claim", text=text("So?"), answer=True, marks=4)
ESSAY = Essay(id="own", text=text("Write"), marks=3)


@pytest.mark.parametrize(("tries", "said"), [(0, "unlimited"), (1, "1"), (5, "5"), (6, "unlimited")])
def test_tries(edition: Edition, tries: int, said: str) -> None:
    root, notes = written(edition, quiz(CLAIM, tries=tries))
    assert field(root, "cc_maxattempts") == [said]
    assert bool(notes) == (tries == 6)


def test_pass_mark_is_told_in_points_of_what_counts(edition: Edition) -> None:
    _, notes = written(edition, quiz(CLAIM, ESSAY, passing=80))
    ((loss, said),) = notes
    assert loss is Loss.SETTING_DROPPED
    assert "the pass mark of 80 %" in said
    assert "set 6 of 7 points" in said


def test_an_essay_that_weighs_nothing_gets_the_least_point(edition: Edition) -> None:
    pairs = tuple(Pair(left=text(name), right={"fi": name}) for name in "abc")
    matching = Matching(id="m", text=text("Match"), pairs=pairs)
    unweighted = dataclasses.replace(ESSAY, marks=Essay(id="e", text={}).marks)
    root, notes = written(edition, quiz(CLAIM, unweighted, matching, passing=80))
    assert field(root, "cc_weighting") == ["12", "1", "1", "1", "1"]
    said = [text for _, text in notes]
    assert any("the essay weighs nothing" in one for one in said)
    assert any("set 12 of 16 points" in one for one in said)
    assert not any("rounded" in one for one in said)


def test_settings_that_a_cartridge_lacks_are_noted(edition: Edition) -> None:
    _, notes = written(edition, quiz(CLAIM, counts="last", shuffle=True))
    assert len(notes) == 2
    assert {loss for loss, _ in notes} == {Loss.SETTING_DROPPED}


def test_pairs_share_the_marks_of_their_question(edition: Edition) -> None:
    pairs = tuple(Pair(left=text(name), right={"fi": name}) for name in "abc")
    root, _ = written(edition, quiz(CLAIM, Matching(id="m", text=text("Match"), pairs=pairs, marks=1)))
    assert field(root, "cc_weighting") == ["12", "1", "1", "1"]


def test_intro_is_the_rubric(edition: Edition) -> None:
    root, _ = written(edition, quiz(CLAIM, intro=text("You need 80 %.")))
    assert root.findtext(".//{*}rubric/{*}material/{*}mattext") == "<p>You need 80 %.</p>"


def test_only_an_essay_is_marked_by_a_person(edition: Edition) -> None:
    root, _ = written(edition, quiz(CLAIM, ESSAY))
    assert field(root, "qmd_computerscored") == ["Yes", "No"]


def test_told_choices_go_on_only_where_the_form_says_so(edition: Edition) -> None:
    several = next(question for question in questions() if question.id == "several")
    for goes_on in (True, False):
        form = dataclasses.replace(FORM, feedback_goes_on=goes_on)
        root, _ = written(edition, quiz(several), form)
        told = [
            one.get("continue")
            for one in root.iter("{*}respcondition")
            if one.find("{*}setvar") is None and one.find("{*}displayfeedback") is not None
        ]
        assert set(told) == {"Yes" if goes_on else "No"}


def test_each_right_choice_of_several_counts_in_moodle(edition: Edition) -> None:
    """Moodle 4.5 to 5.1 looks for `varequal case="Yes"` and gives all others nothing."""
    root, _ = written(edition, quiz(next(q for q in questions() if q.id == "several")))
    tested = next(root.iter("{*}and"))
    assert all(one.get("case") == "Yes" for one in tested.iter("{*}varequal"))
    assert [one.text for one in tested.iterfind("{*}varequal")] == ["a1", "a2"]
    assert {one.text for one in tested.iterfind("{*}not/{*}varequal")} == {"a3", "a4"}


NASTY = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from("<>&\"'\x00\x0b\x1f\ufffe\u202e\u200f\u2028אבגدخ🇫🇮ÅÄÖ"),
    ),
    max_size=40,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(NASTY, NASTY, st.booleans())
def test_any_text_gives_a_valid_document(edition: Edition, words: str, answer: str, guard: bool) -> None:
    html = Xhtml(f"<p>{escape(words)}</p>")
    asked = (
        ShortAnswer(
            id="s",
            text={"fi": html},
            feedback={"fi": html},
            answers={"fi": (Accepted(text=answer, right=True),)},
        ),
        Matching(
            id="m",
            text={"fi": html},
            pairs=tuple(Pair(left={"fi": html}, right={"fi": f"{words}{n}"}) for n in range(3)),
        ),
        Essay(id="e", text={"fi": html}),
    )
    form = dataclasses.replace(FORM, markup=guarded) if guard else FORM
    unit = dataclasses.replace(quiz(*asked), title={"fi": words})
    root, _ = written(edition, unit, form)
    official = schema(SCHEMAS["imsqti_xmlv1p2/imscc_xmlv1p1/assessment"])
    assert official.validate(root), list(official.error_log)


def test_a_draw_asks_the_first_that_fit_none_twice(edition: Edition) -> None:
    draws = (Draw(pool="terms", count=1, tags=("hard",)), Draw(pool="terms", count=2, marks=3, at=1))
    root, notes = written(edition, quiz(CLAIM, draws=draws))
    titles = [str(item.get("title")) for item in root.iter("{*}item")]
    assert titles == ["Its short name?", "So?", "Which term?", "Which year?"]
    assert field(root, "cc_weighting") == ["1", "4", "3", "3"]
    told = [text for loss, text in notes if loss is Loss.NEAREST_FORM and "pool" in text]
    assert told == [
        "nothing is drawn from the pool terms: its first 1 are asked each time",
        "nothing is drawn from the pool terms: its first 2 are asked each time",
    ]
