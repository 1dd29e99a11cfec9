"""What is told of a marked question where the author keeps back some of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.document.edition import Edition
from packager.document.marking import mark
from packager.document.model_answer import model_answer
from packager.document.questions import Question
from packager.render.forms import TOLD, question_form
from tests.packager.render.test_forms import BY_ID, form, text
from tests.support.links import EverythingTravels
from tests.support.sample import questions, sample_module
from tests.support.sample_questions import word_questions

SEVERAL = {"q-several": ["0", "2"]}


def told(name: str, response: dict[str, list[str]], folder: Path, *what: str) -> str:
    """Return the text of a marked question of which this is told."""
    question = BY_ID[name]
    marked = mark(question, response, "en")
    return text(form(question, folder, response=response, marked=marked, told=frozenset(what), closed=True))


@pytest.mark.parametrize(
    ("what", "there", "gone"),
    [
        (("correctness",), ["Not right yet", "✓ Right", "✗ Wrong"], ["Yes. (en)", "No. (en)"]),
        (("feedback",), ["Yes. (en)", "No. (en)"], ["✓", "✗", "Right", "Wrong", "Not right"]),
        (("marks",), [], ["✓", "✗", "Right", "Wrong", "Not right", "Yes. (en)"]),
        (("answers",), ["Right answer:"], ["✓", "✗", "Wrong", "Not right"]),
    ],
)
def test_parts(what: tuple[str, ...], there: list[str], gone: list[str], tmp_path: Path) -> None:
    said = told("several", SEVERAL, tmp_path, *what)
    assert [one for one in there if one not in said] == []
    assert [one for one in gone if one in said] == []


def test_the_share_is_a_mark(tmp_path: Path) -> None:
    response = {"q-several": ["0"]}
    assert "Partly right: 50%" in told("several", response, tmp_path, "correctness", "marks")
    said = told("several", response, tmp_path, "correctness")
    assert ("Partly right" in said, "50%" in said) == (True, False)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (TOLD, "✗ Not right yet Too wide. (en) An outcome is visible. (en)"),
        (("correctness",), "✗ Not right yet"),
        (("feedback",), "Too wide. (en)"),
        (("explanation",), "An outcome is visible. (en)"),
        ((), ""),
    ],
)
def test_the_verdict_of_one_answer(what: tuple[str, ...], said: str, tmp_path: Path) -> None:
    response = {"q-verb": ["0"]}
    marked = mark(BY_ID["verb"], response, "en")
    root = form(BY_ID["verb"], tmp_path, response=response, marked=marked, told=frozenset(what))
    verdict = root.find(".//div[@id='q-verb-verdict']")
    assert verdict is not None
    assert text(verdict) == said


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("question", [*questions(), *word_questions()], ids=lambda question: question.id)
def test_the_right_answer_is_told_only_where_it_may(
    question: Question, language: str, tmp_path: Path
) -> None:
    edition = Edition(sample_module(tmp_path), language)
    label = {"fi": "Oikea vastaus:", "sv": "Rätt svar:", "en": "Right answer:"}[language]

    def shown(*what: str) -> str:
        marked = mark(question, {}, language)
        return str(question_form(edition, question, EverythingTravels(), marked=marked, told=frozenset(what)))

    assert label not in shown(*TOLD)
    assert (label in shown("answers")) is bool(model_answer(question, language))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("verb", "Instructs a client"),
        ("level-of", "False"),
        ("rpl", "tunnustaminen or osaamisen tunnustaminen"),
        ("levels", "4 (en)"),
        ("gaps", "object or target"),
    ],
)
def test_right_answers(name: str, answer: str, tmp_path: Path) -> None:
    said = told(name, {}, tmp_path, "answers")
    assert answer in said[said.index("Right answer:") :]
