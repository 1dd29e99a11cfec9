"""Questions that are answered by typing: a word, a number, gaps in a text, an essay."""

from __future__ import annotations

import re
from decimal import Decimal

from packager.definition.markdown import xml
from packager.definition.markdown.answers import Answer, first_answer
from packager.definition.markdown.choosing import boxed_answers
from packager.definition.markdown.page import Kind, Passage
from packager.definition.markdown.questions import Draft, common_fields
from packager.document.questions import Accepted, Essay, Gap, Gaps, Number, Numerical, ShortAnswer
from packager.document.words import Xhtml

_NUMBER = re.compile(r"[-+]?\d{1,30}(?:[.,]\d{1,30})?(?:[eE][-+]?\d{1,2})?", re.ASCII)
_SPACES = str.maketrans({"−": "-", " ": None, "\u00a0": None, "\u2009": None, "\u202f": None})
_GAP = re.compile(r"\[\[([^\[\]]*)\]\]")
_HELD_GAP = re.compile(f"{xml.HOLD}([0-9]+){xml.RELEASE}")
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


def read_gaps(draft: Draft) -> Gaps | None:
    """Read a text with gaps; the heading says what to do."""
    start, end = draft.body
    if "[[" in draft.title:
        draft.error("a gap stands in the text below the heading: move it there")
    accepted: list[tuple[str, ...]] = []
    lines = [
        line if draft.page.kinds[index] is Kind.CODE else _hold_gaps(draft, line, index + 1, accepted)
        for index, line in enumerate(draft.page.lines[start:end], start)
    ]
    if not accepted:
        draft.error("the question has no gaps: write [[word]] or [[word|another]] in the text below it")
        return None
    html = draft.prose(Passage("\n".join(lines), range(start + 1, end + 1)))
    if len(set(_HELD_GAP.findall(html))) != len(accepted):
        draft.error("a gap stands in a link's address, a picture or a formula: move it into plain text")
        return None
    shown = _HELD_GAP.sub(lambda found: f'<span class="gap" data-gap="{found[1]}"></span>', html)
    return Gaps(
        **common_fields(draft, draft.pen.line(draft.title, draft.line)),
        passage={draft.language: Xhtml(shown)},
        gaps=tuple(Gap(accepted={draft.language: words}) for words in accepted),
        case_sensitive="case" in draft.attributes.classes,
    )


def _hold_gaps(draft: Draft, line: str, number: int, accepted: list[tuple[str, ...]]) -> str:
    """Put a mark that Markdown leaves alone in the place of each gap."""

    def hold(found: re.Match[str]) -> str:
        words = tuple(" ".join(word.split()) for word in found[1].split("|"))
        if not all(words):
            draft.error("a gap has an empty answer: write [[word]] or [[word|another]]", number)
        accepted.append(tuple(dict.fromkeys(word for word in words if word)) or ("?",))
        draft.lines[("gaps", len(accepted) - 1)] = number
        return f"{xml.HOLD}{len(accepted)}{xml.RELEASE}"

    held = _GAP.sub(hold, line)
    if "[[" in held or "]]" in held:
        draft.error("the brackets of a gap do not pair: write [[word]], on one line", number)
    return held


def read_essay(draft: Draft) -> Essay:
    """Read a question that a person marks; all below its heading is its text."""
    start, end = draft.body
    begin = first_answer(draft.page, start, end, boxes=True)
    if begin < end:
        draft.error("an essay has no answers to choose: delete .essay, or the boxes", begin + 1)
    return Essay(
        **common_fields(draft, draft.text(begin), usual_marks=0),
        words=draft.whole_number("words", 1, MOST_WORDS),
        marking=draft.own(draft.marking),
    )
