"""Questions that are answered by typing: a word, a number, an essay."""

from __future__ import annotations

import re
from decimal import Decimal

from packager.definition.markdown.answers import Answer, first_answer
from packager.definition.markdown.choosing import boxed_answers
from packager.definition.markdown.questions import Draft, common_fields
from packager.document.questions import Accepted, Essay, Number, Numerical, ShortAnswer

_NUMBER = re.compile(r"[-+]?\d{1,30}(?:[.,]\d{1,30})?(?:[eE][-+]?\d{1,2})?", re.ASCII)
_SPACES = str.maketrans({"−": "-", " ": None, "\u00a0": None, "\u2009": None, "\u202f": None})
MOST_WORDS = 100_000


def parse_number(written: str) -> Decimal | None:
    """Return a number with a decimal point or comma and, if the author likes, spaces between thousands."""
    bare = written.strip().translate(_SPACES)
    return Decimal(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else None


def _one_line(draft: Draft, answer: Answer) -> str:
    if answer.words.text.strip().count("\n"):
        draft.error(
            "a typed answer is one line: join them, or write the others as feedback with >", answer.line
        )
    return answer.text


def read_short(draft: Draft) -> ShortAnswer | None:
    """Read a question whose answer is a word or two; every `[x]` is accepted."""
    begin, answers = boxed_answers(draft)
    case = "case" in draft.attributes.classes
    accepted: list[Accepted] = []
    seen: dict[str, int] = {}
    for answer in answers:
        text = _one_line(draft, answer)
        first = seen.setdefault(text if case else text.casefold(), answer.line)
        if first != answer.line:
            draft.error(f"this answer stands on line {first} already: delete one", answer.line)
        feedback = draft.prose(answer.feedback)
        accepted.append(Accepted(text=text, right=bool(answer.right), feedback=feedback or None))
    if not any(one.right for one in accepted):
        return None
    return ShortAnswer(
        **common_fields(draft, draft.text(begin)),
        answers={draft.language: tuple(accepted)},
        case_sensitive=case,
    )


def read_numerical(draft: Draft) -> Numerical | None:
    """Read a question whose answer is a number, right within `tolerance`."""
    begin, answers = boxed_answers(draft)
    tolerance = _tolerance(draft)
    numbers: list[Number] = []
    for answer in answers:
        value = parse_number(_one_line(draft, answer))
        if value is None:
            draft.error(
                f"{answer.text!r} is no number: write digits alone, and the unit in the question", answer.line
            )
            continue
        draft.lines[("answers", len(numbers))] = answer.line
        numbers.append(
            Number(
                value=value,
                tolerance=tolerance if answer.right else Decimal(0),
                right=bool(answer.right),
                feedback=draft.feedback_of(answer),
            )
        )
    _check_overlap(draft, numbers)
    if not any(number.right for number in numbers):
        return None
    return Numerical(
        **common_fields(draft, draft.text(begin)),
        answers=tuple(numbers),
    )


def _tolerance(draft: Draft) -> Decimal:
    written = draft.attributes.values.get("tolerance")
    if written is None:
        return Decimal(0)
    value = parse_number(written)
    if value is None or value < 0:
        draft.error(
            f"tolerance={written} is no number: write how far an answer may be off, as in tolerance=0.5"
        )
        return Decimal(0)
    return value


def _check_overlap(draft: Draft, numbers: list[Number]) -> None:
    for at, number in enumerate(numbers):
        if number.right:
            continue
        for other in numbers:
            if other.right and abs(other.value - number.value) <= other.tolerance:
                draft.error(
                    f"{number.value} is marked wrong but counts as right "
                    f"({other.value} ± {other.tolerance}): "
                    "make the tolerance smaller, or delete it",
                    draft.lines[("answers", at)],
                )


def read_essay(draft: Draft) -> Essay:
    """Read a question that a person marks; all below its heading is its text."""
    start, end = draft.body
    begin = first_answer(draft.page, start, end, boxes=True)
    if begin < end:
        draft.error("an essay has no answers to choose: delete .essay, or the boxes", begin + 1)
    return Essay(
        **common_fields(draft, draft.text(begin), usual_marks=0),
        words=draft.whole_number("words", 1, MOST_WORDS),
        marking=draft.own(draft.said.get("marking")),
    )
