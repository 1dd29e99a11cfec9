"""What questions of all kinds have."""

from __future__ import annotations

from dataclasses import dataclass

from packager.document.words import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBase:
    """What all questions have. `file` and `line` are where the author wrote it (first language).

    `feedback` is shown after answering, whatever the answer; one of `when_right`, `when_partly` and
    `when_wrong` before it. Each wrong try shows the next of the `hints`. `penalty` is how many per cent of
    the marks a further try costs, in a quiz that takes several at once. `new_page` begins a page of a quiz.
    """

    id: str
    text: Prose
    feedback: Prose | None = None
    when_right: Prose | None = None
    when_partly: Prose | None = None
    when_wrong: Prose | None = None
    hints: tuple[Prose, ...] = ()
    penalty: int | None = None
    marks: int = 1
    tags: tuple[str, ...] = ()
    new_page: bool = False
    file: str = ""
    line: int = 0


def has_verdicts(question: QuestionBase) -> bool:
    """Tell whether the author says something of right, partly right or wrong answers as a whole."""
    return bool(question.when_right or question.when_partly or question.when_wrong)


def hint_after(question: QuestionBase, wrong_tries: int) -> Prose | None:
    """Return the hint that a learner gets after so many wrong tries; the last one stays."""
    if not question.hints or wrong_tries < 1:
        return None
    return question.hints[min(wrong_tries, len(question.hints)) - 1]
