"""What an attempt draws from pools: by chance, what was met least first, and the same ever after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from packager.document.module import Module
from packager.document.pools import Draw, asked
from packager.document.questions import Question
from packager.document.units import Quiz


def draw(module: Module, quiz: Quiz, seed: str, earlier: Iterable[Sequence[str]]) -> list[str]:
    """Return the ids of the questions that an attempt draws, in the order of the quiz' draws.

    `seed` is the attempt's own secret id; `earlier` holds what the learner's earlier attempts drew. As
    Moodle does, questions that were met less often come first.
    """
    met = Counter(question_id for drawn in earlier for question_id in drawn)

    def lot(question: Question) -> tuple[int, bytes]:
        return met[question.id], sha256(f"{seed}\x1fdraw\x1f{question.id}".encode()).digest()

    drawn: list[str] = []

    def choose(one: Draw, fitting: Sequence[Question]) -> Sequence[Question]:
        chosen = sorted(fitting, key=lot)[: one.count]
        drawn.extend(question.id for question in chosen)
        return chosen

    list(asked(quiz.entries, module.pools_by_id, choose))
    return drawn


def questions_of(module: Module, quiz: Quiz, drawn: Sequence[str]) -> tuple[tuple[Question, ...], ...]:
    """Return the questions of an attempt, its own and those that it drew, entry by entry."""
    left = list(drawn)

    def choose(one: Draw, fitting: Sequence[Question]) -> Sequence[Question]:
        by_id = {question.id: question for question in fitting}
        taken, left[:] = left[: one.count], left[one.count :]
        return [by_id[question_id] for question_id in taken]

    return tuple(asked(quiz.entries, module.pools_by_id, choose))
