"""A glossary in one language: each heading of level 2 is a term, its explanation stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from packager.definition.markdown.attributes import Attributes, split_attributes
from packager.definition.markdown.body import WrittenUnit, read_blocks, read_title
from packager.definition.markdown.page import Kind
from packager.definition.markdown.pen import NO_HEADINGS, Pen
from packager.definition.markdown.structure import refuse_blocks
from packager.document.words import Xhtml

_TERM_LEVEL = 2
_ALIASES = "aliases"
_NAMED_LINE = re.compile(r" {0,3}(\w+)[ \t]*:(?=\s|$)[ \t]*(.*)")
_OTHER_NAMES = frozenset(
    {"alias", "aliakset", "keyword", "keywords", "hakusanat", "nyckelord", "synonyms", "synonyymit"}
    | {"synonymer"}
)
_ID = re.compile(r"^ {0,3}##[ \t].*\{[^{}]*#([a-z0-9_-]+)[^{}]*\}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """A term in one language; `line` is that of its name, from 1."""

    id: str
    term: str
    line: int
    definition: Xhtml
    aliases: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def ids_of_terms(text: str) -> Iterator[str]:
    """Yield the ids of the terms of a glossary's source, before it is read: all texts may refer to them."""
    return (found[1] for found in _ID.finditer(text))


def read_glossary(pen: Pen, allowed: tuple[str, ...]) -> tuple[WrittenUnit, list[WrittenEntry]]:
    """Read what stands before the first term, and the terms in their order."""
    page = pen.page
    title, _, start = read_title(pen)
    unit = WrittenUnit(title)
    starts = [index for index, level, _ in page.headings(start, len(page.lines)) if level == _TERM_LEVEL]
    unit.blocks = read_blocks(pen, unit, allowed, start, starts[0] if starts else len(page.lines))
    entries: list[WrittenEntry] = []
    for begin, end in pairwise([*starts, len(page.lines)]):
        entry = _read_entry(pen, begin, end)
        if entry:
            _add(pen, entries, entry)
    pen.finish()
    return unit, entries


def _read_entry(pen: Pen, begin: int, end: int) -> WrittenEntry | None:
    page = pen.page
    heading = page.heading(begin)
    assert heading
    complain = partial(page.error, begin, "term")
    words, attributes = split_attributes(heading[1], complain)
    if not attributes.id:
        if not attributes.torn:
            complain("the term has no id, so nothing can refer to it: write {#id} behind it")
        return None
    if attributes != Attributes(id=attributes.id, values=_only_category(attributes)):
        complain('a term takes nothing but {#id} and {#id category="its group"}: delete the rest')
    term = pen.plain(words)
    if not term:
        complain("the term has no name: write it between ## and {#id}")
    refuse_blocks(page, begin + 1, end, "a glossary's explanations")
    aliases, start = _read_aliases(pen, begin + 1, end, term)
    return WrittenEntry(
        id=attributes.id,
        term=term,
        line=begin + 1,
        definition=pen.prose(page.passage(start, end), NO_HEADINGS),
        aliases=aliases,
        categories=_listed(attributes.values.get("category", "")),
    )


def _only_category(attributes: Attributes) -> dict[str, str]:
    return {key: value for key, value in attributes.values.items() if key == "category"}


def _listed(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for one in words.split(",") if (part := " ".join(one.split()))))


def _read_aliases(pen: Pen, start: int, end: int, term: str) -> tuple[tuple[str, ...], int]:
    """Return the other names on the line below a term, if there is one, and where its explanation begins."""
    page = pen.page
    aliases: tuple[str, ...] = ()
    begin, first = start, True
    for index in range(start, end):
        if not page.lines[index].strip():
            continue
        found = _NAMED_LINE.fullmatch(page.lines[index]) if page.kinds[index] is Kind.TEXT else None
        name = found[1] if found else ""
        if found and name == _ALIASES and first:
            aliases = _checked_aliases(pen, index, found[2], term)
            begin = index + 1
        elif name == _ALIASES:
            page.error(index, _ALIASES, "this line stands directly below its term: move it there")
        elif name.casefold() in {_ALIASES, *_OTHER_NAMES} and first:
            page.error(index, _ALIASES, f"write aliases: in every language, in place of {name}:")
        first = False
    return aliases, begin


def _checked_aliases(pen: Pen, index: int, words: str, term: str) -> tuple[str, ...]:
    aliases = tuple(pen.plain(one) for one in _listed(words))
    if not aliases:
        pen.page.error(index, _ALIASES, "no alias stands here: write them with commas between, or delete it")
    if term.casefold() in (one.casefold() for one in aliases):
        pen.page.error(index, _ALIASES, f"{term} is the term itself: an alias is another name or form of it")
    return aliases


def _add(pen: Pen, entries: list[WrittenEntry], entry: WrittenEntry) -> None:
    """Add a term, unless its id or its name is taken; links on the page may lead to it."""
    first = pen.heading_ids.setdefault(entry.id, entry.line)
    if first != entry.line:
        pen.error(entry.line, f"#{entry.id}", f"this id stands on line {first} already: choose another")
        return
    _report_clashes(pen, entries, entry)
    entries.append(entry)


def _report_clashes(pen: Pen, entries: list[WrittenEntry], entry: WrittenEntry) -> None:
    """Report names that two terms share: nobody could tell which is meant."""
    taken = {name.casefold(): other for other in entries for name in (other.term, *other.aliases)}
    for name in dict.fromkeys((entry.term, *entry.aliases)):
        other = taken.get(name.casefold())
        if name and other:
            message = f"{name} stands for the term on line {other.line}, too: make them one, or name it anew"
            pen.error(entry.line, f"#{entry.id}", message)
