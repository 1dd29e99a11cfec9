"""What stands in braces behind a heading, a picture or a block's name: `{#id .class key=value}`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_TAIL = re.compile(r"\{([^{}]*)\}?$")
_LOOKS_LIKE = re.compile(r"\s*[#.:]|\s*[\w-]+\s*=")
_TORN = re.compile(r"\s+=\s*|=\s+(?=\S)")
_WORD = re.compile(r'([\w-]+)="([^"]*)"|(\S+)')

Complain = Callable[[str], None]


@dataclass(slots=True)
class Attributes:
    """The words in braces, in order of writing; `id` is empty where there is none."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    torn: bool = False  # an id was meant, and reported


def is_id(text: str) -> bool:
    """Tell whether a text may name something: lower-case letters, digits, single hyphens."""
    return bool(_ID.fullmatch(text))


def split_attributes(text: str, complain: Complain) -> tuple[str, Attributes]:
    """Part a line into its text and the attributes in braces at its end, if there are any.

    Braces that hold anything else (`{1, 2}`) belong to the text.
    """
    text = text.strip()
    found = _TAIL.search(text)
    if not found or not _LOOKS_LIKE.match(found[1]):
        return text, Attributes()
    if not found[0].endswith("}"):
        complain("the braces do not close: write } at the end")
    return text[: found.start()].strip(), parse_attributes(found[1], complain)


def parse_attributes(words: str, complain: Complain) -> Attributes:
    """Read `#id .class key=value key="two words"`."""
    made = Attributes()
    if _TORN.search(words):
        complain("write key=value without spaces around =")
        words = _TORN.sub("=", words)
    for found in _WORD.finditer(words):
        if found[1]:
            _set(made, found[1], found[2], complain)
        else:
            _read_word(made, found[3], complain)
    return made


def _read_word(made: Attributes, word: str, complain: Complain) -> None:
    key, equals, value = word.partition("=")
    if word.startswith("#"):
        _name(made, word[1:], complain)
    elif word.startswith("."):
        made.classes.append(word[1:])
    elif equals and key and value:
        _set(made, key, value, complain)
    else:
        complain(f"{word} is not understood: write #id, .class or key=value")


def _name(made: Attributes, name: str, complain: Complain) -> None:
    if made.id:
        complain(f"there are two ids, #{made.id} and #{name}: delete one")
    elif is_id(name):
        made.id = name
    else:
        made.torn = True
        complain(f"#{name} is no id: use small letters a to z, digits and hyphens, as in #learning-outcome")


def _set(made: Attributes, key: str, value: str, complain: Complain) -> None:
    if key in made.values:
        complain(f"{key} is given twice: delete one")
    made.values[key] = value
