"""Any module that an author could write: units of the sample in any number, order, wording and condition.

A new kind of unit takes part as soon as the sample has one.
"""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from packager.document.module import Module, Section

# What XML can hold; the reader refuses all else. Signs of markup, of Moodle's own codes and of other scripts.
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
HOSTILE = (
    "", "<b>&amp;</b>", "]]>", "$@NULL@$", "$@PAGEVIEWBYID*1@$", "@@PLUGINFILE@@/x.png", "{=ä}~#",
    "{1:SHORTANSWER:=a}", "שלום \u202eabc", "😀𐍈", "a\u0301", "[[1]]", "%d %s %(x)s", "{{ x }}", "'\"\\",
    "x" * 300, "\u200b", "=2+3",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(LETTERS, max_size=30))
_IDS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
_NO_WORDS = ("media/", "http", "asset:")
"""How language maps begin that hold no words."""


@st.composite
def modules(draw: st.DrawFn, sample: Module) -> Module:
    """Return a strategy of modules whose references hold, made of the sample's units."""
    seeds = list(sample.units)
    ids = draw(st.lists(_IDS, unique=True, min_size=1, max_size=6))
    units: list[Any] = [seeds[draw(st.integers(0, len(seeds) - 1))] for _ in ids]
    made = []
    for place, (unit_id, unit) in enumerate(zip(ids, units, strict=True)):
        after = tuple(draw(st.lists(st.sampled_from(ids[:place]), unique=True))) if place else ()
        changes: dict[str, Any] = {"id": unit_id, "key": f"{sample.id}/{unit_id}", "after": after}
        if unit.kind == "quiz":
            kept = draw(st.lists(st.sampled_from(range(len(unit.questions))), unique=True, min_size=1))
            changes["questions"] = tuple(unit.questions[at] for at in kept)
        made.append(reworded(dataclasses.replace(unit, **changes), draw(TEXTS)))
    cut = draw(st.integers(0, len(made)))
    parts = (("learn", made[:cut]), ("finish", made[cut:]))
    sections = tuple(
        Section(id=name, title=_words({"en": name}, draw(TEXTS)), units=tuple(own)) for name, own in parts
    )
    pools = tuple(reworded(pool, draw(TEXTS)) for pool in sample.pools)
    return dataclasses.replace(
        sample, sections=sections, title=_words(sample.title, draw(TEXTS)), pools=pools
    )


def reworded(value: Any, text: str) -> Any:
    """Return a unit, or a part of one, with a text added to all its words."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in dataclasses.fields(value)]
        return type(value)(**{name: _field(name, getattr(value, name), text) for name in names})
    if isinstance(value, tuple):
        return tuple(reworded(one, text) for one in value)
    return value


def _field(name: str, value: Any, text: str) -> Any:
    if name in ("files", "passage", "answers", "accepted", "html") and not _is_markup(name, value):
        return value
    if isinstance(value, str):
        return value + _paragraph(text) if name == "html" else value
    if isinstance(value, Mapping):
        return _words(value, text) if all(isinstance(one, str) for one in value.values()) else {
            language: reworded(one, text) for language, one in value.items()
        }  # fmt: skip
    return reworded(value, text)


def _is_markup(name: str, value: Any) -> bool:
    return name == "html" and isinstance(value, str)


def _words(words: Mapping[str, str], text: str) -> dict[str, str]:
    """Add a text to plain words, or as a paragraph to markup; leave addresses alone."""
    if any(one.startswith(_NO_WORDS) for one in words.values()):
        return dict(words)
    return {
        language: one + (_paragraph(text) if one.startswith("<") and one.endswith(">") else text)
        for language, one in words.items()
    }


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"
