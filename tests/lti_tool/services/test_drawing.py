"""What an attempt draws: as the quiz says, by chance, what was met least first, the same ever after."""

from __future__ import annotations

from collections import Counter

import pytest

from lti_tool.services.drawing import draw, questions_of
from packager.document.module import Module
from packager.document.units import Quiz
from tests.support.sample import sample_module
from tests.support.sample_pools import pool_questions

HARD = {question.id for question in pool_questions() if "hard" in question.tags}
SEEDS = [f"attempt-{number}" for number in range(200)]


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    return sample_module(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def quiz(module: Module) -> Quiz:
    unit = module.unit("words")
    assert isinstance(unit, Quiz)
    return unit


def test_every_attempt_draws_what_its_quiz_says(module: Module, quiz: Quiz) -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        drawn = draw(module, quiz, seed, [])
        assert len(drawn) == len(set(drawn)) == 3
        assert drawn[0] in HARD
        seen.update(drawn)
    assert set(seen) == {question.id for question in pool_questions()}
    assert len({tuple(draw(module, quiz, seed, [])) for seed in SEEDS}) > 10


def test_the_same_attempt_draws_the_same(module: Module, quiz: Quiz) -> None:
    assert draw(module, quiz, "a", []) == draw(module, quiz, "a", [])


def test_what_was_met_least_comes_first(module: Module, quiz: Quiz) -> None:
    met: list[list[str]] = []
    for seed in SEEDS[:20]:
        met.append(draw(module, quiz, seed, met))
    counts = Counter(question for one in met for question in one)
    assert max(counts.values()) - min(counts.values()) <= 3
    hard = Counter(one[0] for one in met)
    assert abs(hard["short-term"] - hard["is-law"]) <= 5


def test_an_attempt_asks_its_own_and_drawn_questions_in_order(module: Module, quiz: Quiz) -> None:
    asked = questions_of(module, quiz, ["is-law", "pairs", "year"])
    assert [(one.id, one.marks) for entry in asked for one in entry] == [
        ("lists", 1), ("is-law", 1), ("plan", 1), ("pairs", 2), ("year", 2),
    ]  # fmt: skip


def test_a_quiz_without_draws_draws_nothing(module: Module) -> None:
    quiz = module.unit("quiz")
    assert isinstance(quiz, Quiz)
    assert draw(module, quiz, "a", []) == []
    assert questions_of(module, quiz, []) == tuple((question,) for question in quiz.questions)
