"""Marking: how right a response is. Pure, the same in the tool, in tests and (ported to scripts) on the site.

A response maps field names to the values that a form sent. The names, for a question `verb`:

| kind | field | values |
|---|---|---|
| choice | `q-verb` | index (0-based, in the document's order) of each chosen option |
| true-false | `q-verb` | `true` or `false` |
| short, number, essay | `q-verb` | the text |
| match | `q-verb-<pair>` (0-based) | code of the chosen right side (`presented.right_sides`) |
| order | `q-verb-<code of the item>` (`presented.item_codes`) | its place, counted from 1 |
| gaps | `q-verb-<gap>` (from 1) | the text, or the code of the chosen word (`presented.gap_options`) |
| drag | `q-verb-<gap>` (from 1) | the code of the chosen word (`presented.word_codes`) |

Whatever else stands in a response is ignored: garbage is a wrong answer, never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from packager.document.marks import Mark, Marked, Part, Response, field_name, first_value, said, shares
from packager.document.passage_marking import mark_drag, mark_gaps
from packager.document.presented import item_codes, right_code
from packager.document.questions import (
    Choice,
    Essay,
    Matching,
    Numerical,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from packager.document.typed_text import folded, matches, read_number
from packager.document.words import Prose, in_language


def mark(question: Question, response: Response, language: str) -> Mark:
    """Mark a response in the language that it was given in."""
    fraction, parts = _MARKERS[question.kind](question, response, language)
    return Mark(
        fraction=fraction,
        right=fraction == 1,
        answered=any(part.value for part in parts),
        parts=parts,
        verdict=said(_verdict(question, fraction), language),
        feedback=said(question.feedback, language),
    )


def _verdict(question: Question, fraction: Fraction | None) -> Prose | None:
    if fraction is None:
        return None
    if fraction == 1:
        return question.when_right
    return question.when_partly if fraction else question.when_wrong


def _choice(question: Choice, response: Response, language: str) -> Marked:
    field = field_name(question)
    known = {str(index): option for index, option in enumerate(question.options)}
    chosen = [value for value in dict.fromkeys(response.get(field, ())) if value in known]
    if not question.multiple:
        chosen = chosen[:1]
    parts = tuple(
        Part(field, value, known[value].right, said(known[value].feedback, language)) for value in chosen
    )
    right = sum(option.right for option in question.options)
    share = Fraction(sum(part.right for part in parts), right or 1)
    wrong = len(question.options) - right
    if wrong:
        share -= Fraction(sum(not part.right for part in parts), wrong)
    return max(share, Fraction(0)), parts


def _true_false(question: TrueFalse, response: Response, language: str) -> Marked:
    field = field_name(question)
    value = first_value(response, field)
    if value not in ("true", "false"):
        return Fraction(0), ()
    chosen = value == "true"
    feedback = question.feedback_true if chosen else question.feedback_false
    right = chosen == question.answer
    return Fraction(right), (Part(field, value, right, said(feedback, language)),)


def _short(question: ShortAnswer, response: Response, language: str) -> Marked:
    field = field_name(question)
    given = folded(first_value(response, field), case_sensitive=question.case_sensitive)
    if not given:
        return Fraction(0), ()
    for accepted in in_language(question.answers, language):
        if matches(accepted.text, given, case_sensitive=question.case_sensitive):
            return Fraction(accepted.right), (Part(field, given, accepted.right, accepted.feedback),)
    return Fraction(0), (Part(field, given, False),)


def _number(question: Numerical, response: Response, language: str) -> Marked:
    field = field_name(question)
    written = first_value(response, field).strip()
    if not written:
        return Fraction(0), ()
    given = read_number(written)
    for known in question.answers:
        if given is not None and abs(given - known.value) <= known.tolerance:
            return Fraction(known.right), (Part(field, written, known.right, said(known.feedback, language)),)
    return Fraction(0), (Part(field, written, False),)


def _match(question: Matching, response: Response, language: str) -> Marked:
    fields = [field_name(question, pair) for pair in range(len(question.pairs))]
    codes = [str(right_code(question, pair)) for pair in range(len(question.pairs))]
    return shares(response, fields, codes)


def _order(question: Ordering, response: Response, language: str) -> Marked:
    fields = [field_name(question, code) for code in item_codes(question)]
    return shares(response, fields, [str(place) for place in range(1, len(fields) + 1)])


def _essay(question: Essay, response: Response, language: str) -> Marked:
    field = field_name(question)
    text = first_value(response, field).strip()
    return None, (Part(field, text, False),) if text else ()


_MARKERS: Mapping[str, Callable[[Any, Response, str], Marked]] = {
    "choice": _choice,
    "true-false": _true_false,
    "short": _short,
    "number": _number,
    "match": _match,
    "order": _order,
    "gaps": mark_gaps,
    "drag": mark_drag,
    "essay": _essay,
}
