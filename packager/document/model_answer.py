"""The response that scores in full: what a web site without a server marks by."""

from __future__ import annotations

from packager.document.marks import field_name
from packager.document.presented import gap_options, item_codes, right_code, word_codes
from packager.document.questions import (
    Choice,
    Drag,
    Gaps,
    Matching,
    Numerical,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from packager.document.words import in_language


def model_answer(question: Question, language: str) -> dict[str, list[str]]:
    """Return the fields and values of a right response; an essay has none."""
    field = field_name(question)
    match question:
        case Choice():
            return {field: [str(index) for index, option in enumerate(question.options) if option.right]}
        case TrueFalse():
            return {field: ["true" if question.answer else "false"]}
        case ShortAnswer():
            accepted = in_language(question.answers, language)
            return {field: [next(one.text for one in accepted if one.right)]}
        case Numerical():
            return {field: [f"{next(one.value for one in question.answers if one.right):f}"]}
        case _:
            return _model_parts(question, language)


def _model_parts(question: Question, language: str) -> dict[str, list[str]]:
    match question:
        case Matching():
            return {
                field_name(question, pair): [str(right_code(question, pair))]
                for pair in range(len(question.pairs))
            }
        case Ordering():
            return {
                field_name(question, code): [str(place)] for place, code in enumerate(item_codes(question), 1)
            }
        case Gaps():
            return {
                field_name(question, count): [_fills(question, count, language)]
                for count in range(1, len(question.gaps) + 1)
            }
        case Drag():
            codes = word_codes(question)
            return {
                field_name(question, gap): [str(codes[word])] for gap, word in enumerate(question.gaps, 1)
            }
        case _:
            return {}


def _fills(question: Gaps, count: int, language: str) -> str:
    """Return what fills a gap: the first accepted word, or the code of a right one from its list."""
    codes = [str(code) for code, option in gap_options(question, count) if option.right]
    return codes[0] if codes else in_language(question.gaps[count - 1].accepted, language)[0]
