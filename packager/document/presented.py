"""How the parts of matching and ordering questions and the words for gaps are named towards a learner.

The document holds them in their right order, or the right one first, so their places would be the key.
A code is a part's rank by the hash of its words: the same on every build and in every language,
and it tells nothing of the place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from packager.document.questions import Drag, DragWord, GapOption, Gaps, Matching, Ordering
from packager.document.words import in_language


def item_codes(question: Ordering) -> tuple[int, ...]:
    """Return the code (0-based) of each item; showing the items by rising code mixes them."""
    return _ranks(question.id, question.items)


def right_sides(question: Matching) -> tuple[Mapping[str, str], ...]:
    """Return the right sides by code: those of the pairs and the distractors, mixed, each wording once."""
    every = [pair.right for pair in question.pairs] + list(question.distractors)
    distinct = list({_words(side): side for side in every}.values())
    by_code = sorted(zip(_ranks(question.id, distinct), range(len(distinct)), strict=True))
    return tuple(distinct[place] for _, place in by_code)


def right_code(question: Matching, pair: int) -> int:
    """Return the code of the right side that belongs to a pair (0-based)."""
    wanted = _words(question.pairs[pair].right)
    return [_words(side) for side in right_sides(question)].index(wanted)


def gap_options(question: Gaps, count: int) -> tuple[tuple[int, GapOption], ...]:
    """Return the words that a gap (counted from 1) offers, each with its code, as they are shown."""
    options = question.gaps[count - 1].options
    codes = _ranks(f"{question.id}-{count}", [option.text for option in options])
    coded = tuple(zip(codes, options, strict=True))
    return tuple(sorted(coded, key=lambda one: one[0])) if question.shuffle else coded


def word_codes(question: Drag) -> tuple[int, ...]:
    """Return the code (0-based) of each word to drag; showing the words by rising code mixes them."""
    return _ranks(question.id, [word.text for word in question.words])


def words_for(question: Drag, gap: int, language: str) -> tuple[tuple[int, DragWord], ...]:
    """Return the words that may go into a gap (counted from 1), each with its code, by rising code."""
    group = in_language(question.words[question.gaps[gap - 1]].group, language)
    coded = zip(word_codes(question), question.words, strict=True)
    fitting = (one for one in coded if in_language(one[1].group, language) == group)
    return tuple(sorted(fitting, key=lambda one: one[0]))


def _words(texts: Mapping[str, str]) -> str:
    return "\x1f".join(texts[language] for language in texts)


def _ranks(salt: str, parts: Sequence[Mapping[str, str]]) -> tuple[int, ...]:
    digests = [hashlib.sha256(f"{salt}\x1f{_words(part)}".encode()).digest() for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (digests[place], place))
    return tuple(order.index(place) for place in range(len(parts)))
