"""The order of words in a language's own alphabet: in Finnish and Swedish å, ä and ö stand behind z."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")

_LAST_LETTERS = {"fi": "åäö", "sv": "åäö", "se": "åäö", "nb": "æøå", "nn": "æøå", "no": "æøå", "da": "æøå"}
"""Letters behind z in their order; every other one stands where its base letter does (é with e)."""

_OTHER = "#"


def sort_key(word: str, language: str) -> tuple[list[tuple[int, str]], str]:
    """Return what words of a language are sorted by; capitals do not matter."""
    return [_place(letter, language) for letter in _letters(word, language) if letter.isalnum()], word


def initial(word: str, language: str) -> str:
    """Return the letter below which a word stands, as a capital; `#` for a word that begins with none."""
    first = next((letter for letter in _letters(word, language) if letter.isalnum()), _OTHER)
    return first.upper() if first.isalpha() else _OTHER


def by_letter(things: Iterable[T], word: Callable[[T], str], language: str) -> list[tuple[str, list[T]]]:
    """Return things below the letters of their words, both in the order of the alphabet."""
    ordered = sorted(things, key=lambda one: sort_key(word(one), language))
    ordered.sort(key=lambda one: initial(word(one), language) != _OTHER)
    return [
        (letter, list(group)) for letter, group in groupby(ordered, lambda one: initial(word(one), language))
    ]


def _letters(word: str, language: str) -> list[str]:
    """Return the letters of a word, small, without the marks that make no letter of their own here."""
    found = []
    for letter in unicodedata.normalize("NFC", word.casefold()):
        own = letter in _LAST_LETTERS.get(language.partition("-")[0], "")
        found.append(letter if own else unicodedata.normalize("NFKD", letter)[0])
    return found


def _place(letter: str, language: str) -> tuple[int, str]:
    last = _LAST_LETTERS.get(language.partition("-")[0], "")
    return (1, str(last.index(letter))) if letter in last else (0, letter)
