"""Pools of a module on disk: read, compared with what quizzes draw, and given to the writers."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.definition.reader import load_module
from packager.document.units import Quiz
from tests.packager.definition.conftest import Change, Check

POOL = """# Terms
For teachers.

## One {{#one tags=easy}}
- [x] a {0}
- [ ] b
## Two {{#two tags=easy,law}}
- [x] a
- [ ] b
## Three {{#three tags=law}}
- [x] a
- [ ] b
"""
LANGUAGES = ("fi", "sv", "en")


@pytest.fixture
def draws(folder: Path, change: Change) -> Change:
    """Return a function that makes the quiz draw from a pool, alike in all languages."""
    change("module.yaml", "sections:\n", "pools:\n  - {id: terms, file: terms.md}\nsections:\n")
    for language in LANGUAGES:
        (folder / language / "terms.md").write_text(POOL.format(language), encoding="utf-8")

    def write(*words: str) -> None:
        for language in LANGUAGES:
            path = folder / language / "4-quiz.md"
            blocks = "".join(f"\n::: draw {one}\n:::\n" for one in words)
            path.write_text(path.read_text(encoding="utf-8") + blocks, encoding="utf-8")

    return write


def quiz_of(folder: Path) -> Quiz:
    unit = load_module(folder).unit("quiz")
    assert isinstance(unit, Quiz)
    return unit


def test_a_quiz_draws_from_a_pool(folder: Path, draws: Change, problems: Check) -> None:
    draws("1 from terms tags=easy,law", "2 from terms marks=2")
    assert problems() == []
    quiz = quiz_of(folder)
    assert [(draw.count, draw.tags, draw.marks) for draw in quiz.draws] == [
        (1, ("easy", "law"), 1), (2, (), 2),
    ]  # fmt: skip
    assert quiz.size == len(quiz.questions) + 3
    module = load_module(folder)
    (pool,) = module.pools
    assert (pool.title["sv"], pool.about["fi"]) == ("Terms", "<p>For teachers.</p>")
    assert pool.files == {language: f"{language}/terms.md" for language in LANGUAGES}
    asked = [one for group in module.asked_first(quiz) for one in group]
    first = [(one.id, one.marks) for one in asked[len(quiz.questions) :]]
    assert first == [("two", 1), ("one", 2), ("three", 2)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1 from term",), "term is not a pool of this module: did you mean terms?"),
        (
            ("4 from terms",),
            "the pool terms: 4 of 3 questions cannot be drawn: draw fewer, or write more",
        ),
        (
            ("2 from terms tags=easy,law",),
            (
                "the pool terms: 2 of 1 questions tagged easy and law cannot be drawn: "
                "draw fewer, or write more"
            ),
        ),
        (("1 from terms tags=eazy",), "no question of the pool terms is tagged eazy: did you mean easy?"),
        (
            ("2 from terms", "1 from terms tags=easy,law"),
            (
                "the draws before may leave 0 of 1 questions tagged easy and law: "
                "put the narrower draw first, draw fewer, or write more"
            ),
        ),
    ],
)
def test_a_draw_that_cannot_be_made(
    words: tuple[str, ...], said: str, draws: Change, problems: Check
) -> None:
    draws(*words)
    errors = [one for one in problems() if not one.startswith("warning")]
    line = 28 + 3 * len(words) - 1
    assert errors == [f"fi/4-quiz.md:{line}: draw: {said}"]


def test_a_pool_that_nobody_draws_from_is_a_warning(draws: Change, problems: Check) -> None:
    draws()
    assert problems() == [
        (
            "warning: module.yaml:26: pools.terms: no quiz draws from it: write ::: draw 3 from terms in "
            "one, or take it away"
        ),
    ]


def test_one_id_is_one_question_in_a_quiz(folder: Path, draws: Change, problems: Check) -> None:
    draws("1 from terms")
    for language in LANGUAGES:
        path = folder / language / "terms.md"
        path.write_text(path.read_text(encoding="utf-8").replace("{#one", "{#verb"), encoding="utf-8")
    assert problems() == [
        (
            "fi/terms.md:4: #verb: the quiz quiz draws from this pool and has this id already "
            "(fi/4-quiz.md:5): choose another"
        ),
    ]


def test_a_pool_is_translated_like_a_unit(folder: Path, draws: Change, problems: Check) -> None:
    draws("1 from terms")
    (folder / "sv" / "terms.md").unlink()
    assert problems() == ["sv/terms.md:1: is missing: translate fi/terms.md"]
    (folder / "fi" / "terms.md").unlink()
    (folder / "en" / "terms.md").unlink()
    assert problems() == [
        "module.yaml:26: terms.file: terms.md is in none of fi/, sv/, en/: write it, or correct the name"
    ]


def test_ids_and_files_of_pools_stand_once(change: Change, draws: Change, problems: Check) -> None:
    draws("1 from terms")
    change("module.yaml", "sections:\n", "  - {id: terms, file: terms.md}\nsections:\n")
    assert problems()[:2] == [
        "module.yaml:27: the file terms.md stands twice, first on line 26: name this one anew",
        "module.yaml:27: the pool terms stands twice, first on line 26: name this one anew",
    ]
