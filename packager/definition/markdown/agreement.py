"""One question out of its languages: what must agree is compared, what is language is joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from packager.definition.markdown.question_blocks import VERDICTS
from packager.definition.markdown.questions import Written
from packager.definition.problems import Place, Problems
from packager.document.questions import Question
from packager.document.words import Words

Path = tuple[str | int, ...]
ByLanguage = Mapping[str, Any]

_OWN = frozenset({"file", "line"})  # of the first language; they differ by nature
_COUNTED = {
    "options": "answers",
    "answers": "answers",
    "pairs": "pairs",
    "distractors": "words without a partner",
    "items": "items",
    "gaps": "gaps",
    "words": "words",
    "tags": "tags",
    "hints": "hints",
}
_NAMES = {
    "right": "the answer marked",
    "answer": "the answer",
    "value": "the answer",
    "tolerance": "the tolerance",
    "marks": "the number of marks",
    "words": "the number of words",
    "shuffle": "the setting shuffle (off by .keep-order)",
    "case_sensitive": "the setting .case",
    "gaps": "the word of a gap, by its place,",
    "tags": "the tag",
    "penalty": "the penalty",
    "new_page": "the setting .new-page",
}


class _Join:
    """Joins one question. After the first difference nothing more is reported of it."""

    def __init__(self, written: Mapping[str, Written], problems: Problems) -> None:
        self.written = written
        self.problems = problems
        self.reported = False

    def value(self, values: ByLanguage, path: Path) -> Any:
        """Return the joined value of one part of the question."""
        present = {language: value for language, value in values.items() if value is not None}
        first = next(iter(present.values()), None)
        if isinstance(first, Mapping):
            self._missing(values, present, path)
            return {key: one for value in present.values() for key, one in value.items()}
        if isinstance(first, tuple):
            return self._tuple(present, path)
        if is_dataclass(first) and not isinstance(first, type):
            return self._object(present, path)
        return self._scalar(values, path)

    def _object(self, values: ByLanguage, path: Path) -> Any:
        first = next(iter(values.values()))
        joined = {}
        made_of: Any = type(first)
        for name in _field_names(made_of):
            parts = {language: getattr(value, name) for language, value in values.items()}
            joined[name] = getattr(first, name) if name in _OWN else self.value(parts, (*path, name))
        return type(first)(**joined)

    def _tuple(self, values: ByLanguage, path: Path) -> tuple[Any, ...]:
        counts = {language: len(value) for language, value in values.items()}
        kept = self.odd(counts, path, f"the number of {_COUNTED[str(path[-1])]}")
        same = {language: value for language, value in values.items() if len(value) == kept}
        return tuple(
            self.value({language: value[at] for language, value in same.items()}, (*path, at))
            for at in range(kept)
        )

    def _scalar(self, values: ByLanguage, path: Path) -> Any:
        name = next(str(one) for one in reversed(path) if isinstance(one, str))
        return self.odd(values, path, _NAMES.get(name, f"{name}="))

    def _missing(self, values: ByLanguage, present: ByLanguage, path: Path) -> None:
        """Feedback that stands in some languages only is an omission of the translation."""
        if len(present) == len(values):
            return
        there = next(iter(present))
        for language in values:
            if language not in present:
                self.problems.incomplete(
                    self._place(language, path),
                    "language",
                    f"#{self._id()}: the {_part(path)} is missing here, but stands in "
                    f"{self._place(there, path)}: translate it",
                )

    def odd(self, values: ByLanguage, path: Path, name: str) -> Any:
        """Return the value that most languages have; report the first language that has another.

        `name` is what the value is called in the message.
        """
        first, *others = values.values()
        if all(value == first for value in others):
            return first
        kept = majority([first, *others])
        model = next(language for language, value in values.items() if value == kept)
        for language, value in values.items():
            if value != kept and not self.reported:
                self.reported = True
                self.problems.error(
                    self._place(language, path),
                    f"#{self._id()}",
                    f"{name} {_shown(name, value)} differs from {self._place(model, path)} "
                    f"({_shown(name, kept)}): correct one of them",
                )
        return kept

    def _id(self) -> str:
        return next(iter(self.written.values())).question.id

    def _place(self, language: str, path: Path) -> Place:
        written = self.written[language]
        while path and path not in written.lines:
            path = path[:-1]
        return Place(written.place.file, written.lines.get(path, written.place.line))


@cache
def _field_names(made_of: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(made_of))


def majority(values: Sequence[Any]) -> Any:
    """Return the value that occurs most often, the first one of several."""
    return max(values, key=values.count)


def _part(path: Path) -> str:
    name = next(str(one) for one in reversed(path) if isinstance(one, str))
    if name in VERDICTS:
        return f"feedback {VERDICTS[name]}"
    return "hint" if name == "hints" else name.replace("feedback_", "feedback of ")


def _shown(name: str, value: Any) -> str:
    if name == "the answer marked":
        return "right" if value else "wrong"
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "none"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def join_question(written: Mapping[str, Written], problems: Problems) -> Question:
    """Return one question with all its languages, reporting the first thing on which they differ.

    Decimals are equal by value (`53.3` and `53,30`); words of short answers and gaps are never compared.
    """
    if len(written) == 1:
        return next(iter(written.values())).question
    join = _Join(written, problems)
    kinds = {language: one.question.kind for language, one in written.items()}
    kept = join.odd(kinds, (), "the kind")
    same = {language: one.question for language, one in written.items() if one.question.kind == kept}
    question: Question = join.value(same, ())
    return question


def join_questions(
    pages: Mapping[str, Sequence[Written]], files: Mapping[str, str], problems: Problems
) -> tuple[Question, ...]:
    """Return the questions of a unit in the order of its first language.

    `pages` holds each language's questions, `files` the name of its file. Missing questions and another
    order are reported.
    """
    by_id = {language: {one.question.id: one for one in found} for language, found in pages.items()}
    order = list(dict.fromkeys(one.question.id for found in pages.values() for one in found))
    complete = _report_missing(order, by_id, files, problems)
    if complete:
        _report_order(by_id, problems)
    return tuple(
        join_question({language: found[one] for language, found in by_id.items() if one in found}, problems)
        for one in order
    )


def _report_missing(
    order: Sequence[str], by_id: Mapping[str, Mapping[str, Written]], files: Words, problems: Problems
) -> bool:
    complete = True
    for one in order:
        there = next(found[one].place for found in by_id.values() if one in found)
        for language, found in by_id.items():
            if one not in found:
                complete = False
                problems.incomplete(
                    Place(files[language]),
                    "language",
                    f"the question #{one} is missing here, but stands in {there}: "
                    "translate it, or give both one id",
                )
    return complete


def _report_order(by_id: Mapping[str, Mapping[str, Written]], problems: Problems) -> None:
    model, first = next(iter(by_id.items()), ("", {}))
    for language, found in by_id.items():
        if language == model:
            continue
        for own, other in zip(found.values(), first.values(), strict=True):
            if own.question.id != other.question.id:
                problems.error(
                    own.place,
                    f"#{own.question.id}",
                    f"stands where {other.place} has #{other.question.id}: "
                    "put the questions in the same order",
                )
                break
