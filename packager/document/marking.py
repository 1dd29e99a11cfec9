"""Marking: how right a response is. Pure, the same in the tool, in tests and (ported to scripts) on the site.

A response maps field names to the values that a form sent. The names, for a question `verb`:

| kind | field | values |
|---|---|---|
| choice | `q-verb` | index (0-based, in the document's order) of each chosen option |
| true-false | `q-verb` | `true` or `false` |
| short, number, essay | `q-verb` | the text |
| match | `q-verb-<pair>` (0-based) | code of the chosen right side (`presented.right_sides`) |
| order | `q-verb-<code of the item>` (`presented.item_codes`) | its place, counted from 1 |
| gaps | `q-verb-<gap>` (from 1) | the text |

Whatever else stands in a response is ignored: garbage is a wrong answer, never an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from packager.document.presented import item_codes, right_code
from packager.document.questions import (
    Choice,
    Essay,
    Gaps,
    Matching,
    Numerical,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from packager.document.words import Xhtml, in_language

Response = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One given answer: the field and value that it was given in, and what the author says of it."""

    field: str
    value: str
    right: bool
    feedback: Xhtml | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a response is worth. `fraction` is from 0 to 1, or None for what a person marks (its weight is 0).

    `right` is true only for a full mark. `parts` holds what was answered, `feedback` what the author says
    of the question as a whole. Nothing in a mark tells the answers that were not given.
    """

    fraction: Fraction | None
    right: bool
    answered: bool
    parts: tuple[Part, ...] = ()
    feedback: Xhtml | None = None


def mark(question: Question, response: Response, language: str) -> Mark:
    """Mark a response in the language that it was given in."""
    fraction, parts = _MARKERS[question.kind](question, response, language)
    return Mark(
        fraction=fraction,
        right=fraction == 1,
        answered=any(part.value for part in parts),
        parts=parts,
        feedback=_said(question.feedback, language),
    )


def field_name(question: Question, part: int | None = None) -> str:
    """Return the name of a question's field, or of one of its parts."""
    return f"q-{question.id}" if part is None else f"q-{question.id}-{part}"


Marked = tuple[Fraction | None, tuple[Part, ...]]


def _choice(question: Choice, response: Response, language: str) -> Marked:
    field = field_name(question)
    known = {str(index): option for index, option in enumerate(question.options)}
    chosen = [value for value in dict.fromkeys(response.get(field, ())) if value in known]
    if not question.multiple:
        chosen = chosen[:1]
    parts = tuple(
        Part(field, value, known[value].right, _said(known[value].feedback, language)) for value in chosen
    )
    right = sum(option.right for option in question.options)
    share = Fraction(sum(part.right for part in parts), right or 1)
    wrong = len(question.options) - right
    if wrong:
        share -= Fraction(sum(not part.right for part in parts), wrong)
    return max(share, Fraction(0)), parts


def _true_false(question: TrueFalse, response: Response, language: str) -> Marked:
    field = field_name(question)
    value = _first(response, field)
    if value not in ("true", "false"):
        return Fraction(0), ()
    chosen = value == "true"
    feedback = question.feedback_true if chosen else question.feedback_false
    right = chosen == question.answer
    return Fraction(right), (Part(field, value, right, _said(feedback, language)),)


def _short(question: ShortAnswer, response: Response, language: str) -> Marked:
    field = field_name(question)
    given = folded(_first(response, field), case_sensitive=question.case_sensitive)
    if not given:
        return Fraction(0), ()
    for accepted in in_language(question.answers, language):
        if _matches(accepted.text, given, case_sensitive=question.case_sensitive):
            return Fraction(accepted.right), (Part(field, given, accepted.right, accepted.feedback),)
    return Fraction(0), (Part(field, given, False),)


def _number(question: Numerical, response: Response, language: str) -> Marked:
    field = field_name(question)
    written = _first(response, field).strip()
    if not written:
        return Fraction(0), ()
    given = read_number(written)
    for known in question.answers:
        if given is not None and abs(given - known.value) <= known.tolerance:
            return Fraction(known.right), (
                Part(field, written, known.right, _said(known.feedback, language)),
            )
    return Fraction(0), (Part(field, written, False),)


def _match(question: Matching, response: Response, language: str) -> Marked:
    fields = [field_name(question, pair) for pair in range(len(question.pairs))]
    codes = [str(right_code(question, pair)) for pair in range(len(question.pairs))]
    return _shares(response, fields, codes)


def _order(question: Ordering, response: Response, language: str) -> Marked:
    fields = [field_name(question, code) for code in item_codes(question)]
    return _shares(response, fields, [str(place) for place in range(1, len(fields) + 1)])


def _shares(response: Response, fields: Sequence[str], wanted: Sequence[str]) -> Marked:
    parts = tuple(
        Part(field, value, value == right)
        for field, right in zip(fields, wanted, strict=True)
        if (value := _first(response, field).strip())
    )
    return Fraction(sum(part.right for part in parts), len(fields)), parts


def _gaps(question: Gaps, response: Response, language: str) -> Marked:
    parts = []
    for count, gap in enumerate(question.gaps, 1):
        field = field_name(question, count)
        given = folded(_first(response, field), case_sensitive=question.case_sensitive)
        accepted = (
            folded(word, case_sensitive=question.case_sensitive)
            for word in in_language(gap.accepted, language)
        )
        if given:
            parts.append(Part(field, given, given in accepted))
    return Fraction(sum(part.right for part in parts), len(question.gaps)), tuple(parts)


def _essay(question: Essay, response: Response, language: str) -> Marked:
    field = field_name(question)
    text = _first(response, field).strip()
    return None, (Part(field, text, False),) if text else ()


_MARKERS: Mapping[str, Callable[[Any, Response, str], Marked]] = {
    "choice": _choice,
    "true-false": _true_false,
    "short": _short,
    "number": _number,
    "match": _match,
    "order": _order,
    "gaps": _gaps,
    "essay": _essay,
}

# The white space that is folded is written out: \s differs between Python and browsers.
_SPACE = re.compile("[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_LONGEST_NUMBER = 40


def folded(text: str, *, case_sensitive: bool) -> str:
    """Return a typed text as it is compared: NFC, white space folded, small letters unless case counts."""
    plain = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")
    return plain if case_sensitive else plain.lower()


def read_number(text: str) -> Decimal | None:
    """Return the number that a person wrote (`53,3`, `1 600`, `−2.5`), or None.

    A comma or a point is the decimal mark, spaces of any kind stand between thousands.
    """
    plain = _SPACE.sub("", text).replace(",", ".").replace("\u2212", "-")
    return Decimal(plain) if len(plain) <= _LONGEST_NUMBER and _NUMBER.fullmatch(plain) else None


def _matches(pattern: str, given: str, *, case_sensitive: bool) -> bool:
    """Tell whether a folded text is what a pattern says; each `*` stands for anything, also nothing."""
    first, *rest = folded(pattern, case_sensitive=case_sensitive).split("*")
    if not rest:
        return given == first
    *between, last = rest
    if len(given) < len(first) + len(last) or not given.startswith(first) or not given.endswith(last):
        return False
    place, end = len(first), len(given) - len(last)
    for piece in between:
        found = given.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def _first(response: Response, field: str) -> str:
    values = response.get(field, ())
    return values[0] if values else ""


def _said(prose: Mapping[str, Xhtml] | None, language: str) -> Xhtml | None:
    return in_language(prose, language) if prose else None
