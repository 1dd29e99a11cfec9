"""What `marking.js` marks by: the answers of a question in one language, as JSON types.

The site has no server, so whoever looks into its files finds the answers; the pages say so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from packager.document.edition import Edition
from packager.document.model_answer import model_answer
from packager.document.presented import gap_options
from packager.document.questions import (
    Choice,
    Drag,
    Essay,
    Gaps,
    Matching,
    Numerical,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from packager.document.references import Links, resolve
from packager.document.words import Prose, Xhtml

Key = dict[str, Any]


def answer_key(edition: Edition, question: Question, links: Links) -> Key:
    """Return a question's id, kind, marks, feedback and what its kind is marked by."""
    said = _Said(edition, links)
    return {
        "id": question.id,
        "kind": question.kind,
        "marks": 0 if question.kind == "essay" else question.marks,
        "feedback": said(question.feedback),
        "verdicts": [said(question.when_right), said(question.when_partly), said(question.when_wrong)],
        "hints": [said(hint) for hint in question.hints],
        **_KEYS[question.kind](question, said),
    }


class _Said:
    """Feedback in the edition's language, its links resolved; null where there is none."""

    def __init__(self, edition: Edition, links: Links) -> None:
        self.edition = edition
        self._links = links

    def __call__(self, prose: Prose | None) -> str | None:
        return self.html(self.edition.html(prose)) if prose else None

    def html(self, html: Xhtml | None) -> str | None:
        return resolve(html, self._links) if html else None


def _choice(question: Choice, said: _Said) -> Key:
    options = [{"right": one.right, "feedback": said(one.feedback)} for one in question.options]
    return {"multiple": question.multiple, "shuffle": question.shuffle, "options": options}


def _true_false(question: TrueFalse, said: _Said) -> Key:
    feedback = {"true": said(question.feedback_true), "false": said(question.feedback_false)}
    return {"answer": "true" if question.answer else "false", "said": feedback}


def _short(question: ShortAnswer, said: _Said) -> Key:
    answers = [
        {"text": one.text, "right": one.right, "feedback": said.html(one.feedback)}
        for one in said.edition.pick(question.answers)
    ]
    return {"caseSensitive": question.case_sensitive, "answers": answers}


def _number(question: Numerical, said: _Said) -> Key:
    return {
        "answers": [
            {
                "value": f"{one.value:f}",
                "tolerance": f"{one.tolerance:f}",
                "right": one.right,
                "feedback": said(one.feedback),
            }
            for one in question.answers
        ]
    }


def _parts(question: Matching | Ordering | Drag, said: _Said) -> Key:
    """Return the fields of a question, each with the one value that is right in it."""
    right = model_answer(question, said.edition.language)
    return {"parts": [[field, *values] for field, values in right.items()]}


def _gaps(question: Gaps, said: _Said) -> Key:
    gaps: list[Key] = []
    for count, gap in enumerate(question.gaps, 1):
        offered = {
            str(code): {"right": option.right, "feedback": said(option.feedback)}
            for code, option in gap_options(question, count)
        }
        gaps.append({"options": offered} if offered else {"accepted": list(said.edition.pick(gap.accepted))})
    return {"caseSensitive": question.case_sensitive, "gaps": gaps}


def _essay(question: Essay, said: _Said) -> Key:
    return {}


_KEYS: Mapping[str, Callable[[Any, _Said], Key]] = {
    "choice": _choice,
    "true-false": _true_false,
    "short": _short,
    "number": _number,
    "match": _parts,
    "order": _parts,
    "gaps": _gaps,
    "essay": _essay,
    "drag": _parts,
}
