"""A module made for all its languages at once: whatever may differ in number is gathered from all of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from packager.document.module import Module
from packager.document.questions import Accepted, Gaps, Question, ShortAnswer
from packager.document.units import Quiz

T = TypeVar("T")

_LISTS_OF_WORDS = frozenset({"answers", "accepted", "aliases", "keywords"})
"""Fields that hold a list of words for each language: typed answers, other names, tags."""


def with_all_answers(module: Module) -> Module:
    """Return the module with the typed answers, other names and tags of all languages in each of them."""
    found: Module = _gathered(module, frozenset(module.languages))
    return found


def typed_otherwise(module: Module) -> Iterator[tuple[str, Question]]:
    """Yield the questions whose typed answers differ by language, each with the id of its quiz or pool."""
    quizzes = ((unit.id, unit.questions) for unit in module.units if isinstance(unit, Quiz))
    pools = ((pool.id, pool.questions) for pool in module.pools)
    for place, questions in (*quizzes, *pools):
        for question in questions:
            if any(len(set(lists.values())) > 1 for lists in _typed(question)):
                yield place, question


def _typed(question: Question) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """Yield the right words of each place to type in, by language."""
    if isinstance(question, ShortAnswer):
        yield {
            language: tuple(one.text for one in answers if one.right)
            for language, answers in question.answers.items()
        }
    elif isinstance(question, Gaps):
        yield from (gap.accepted for gap in question.gaps if not gap.options)


def _gathered(value: Any, languages: frozenset[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_gathered(one, languages) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for field in dataclasses.fields(value):
        old = getattr(value, field.name)
        new = (
            _in_each(old)
            if field.name in _LISTS_OF_WORDS and _is_lists(old, languages)
            else _gathered(old, languages)
        )
        if new is not old:
            changes[field.name] = new
    return dataclasses.replace(value, **changes) if changes else value


def _is_lists(value: Any, languages: frozenset[str]) -> bool:
    return isinstance(value, Mapping) and bool(value) and value.keys() <= languages


def _in_each(lists: Mapping[str, Iterable[Any]]) -> dict[str, tuple[Any, ...]]:
    """Return the lists with each language's own words first, then those of the others."""
    gathered = tuple({_key(one): one for words in lists.values() for one in words}.values())
    return dict.fromkeys(lists, gathered)


def _key(one: Any) -> Any:
    """Return what makes a word the same: a right answer in one language stays right in all."""
    return (one.text, one.right) if isinstance(one, Accepted) else one
