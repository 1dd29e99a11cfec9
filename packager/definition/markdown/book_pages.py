"""A book: its text in one language as pages, and the pages of all languages as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from packager.definition.markdown.attributes import Attributes, split_attributes
from packager.definition.markdown.body import WrittenUnit, read_blocks, read_title
from packager.definition.markdown.pen import Pen
from packager.document.blocks import Block
from packager.document.units import BookPage

_PAGE_LEVEL = 2


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page in one language; `line` is that of its title, from 1."""

    id: str
    title: str
    line: int
    blocks: tuple[Block, ...]


def read_book(pen: Pen, allowed: tuple[str, ...]) -> tuple[WrittenUnit, list[WrittenPage]]:
    """Read what stands before the first page, and the pages; each heading of level 2 begins one."""
    page = pen.page
    title, line, start = read_title(pen)
    unit = WrittenUnit(title)
    starts = [index for index, level, _ in page.headings(start, len(page.lines)) if level == _PAGE_LEVEL]
    unit.blocks = read_blocks(pen, unit, allowed, start, starts[0] if starts else len(page.lines))
    pages: list[WrittenPage] = []
    for begin, end in pairwise([*starts, len(page.lines)]):
        pen.turn_page(_PAGE_LEVEL)
        pages.append(_read_page(pen, unit, allowed, (begin, end), pages))
    if not starts:
        pen.incomplete(line, "page", "the book has no pages: begin each with ## and its title")
    pen.finish()
    return unit, pages


def _read_page(
    pen: Pen,
    unit: WrittenUnit,
    allowed: tuple[str, ...],
    lines: tuple[int, int],
    before: Sequence[WrittenPage],
) -> WrittenPage:
    begin, end = lines
    found = pen.page.heading(begin)
    assert found
    complain = partial(pen.page.error, begin, "page")
    words, attributes = split_attributes(found[1], complain)
    if attributes != Attributes(id=attributes.id, torn=attributes.torn):
        complain("a page takes no settings: only {#id} stands behind its title")
    name = attributes.id or f"page-{len(before) + 1}"
    if first := next((one for one in before if one.id == name), None):
        complain(f"the id #{name} stands on line {first.line} already: choose another")
    title = pen.plain(words)
    if not title:
        complain("the page has no title: write it behind the ##")
    return WrittenPage(name, title, begin + 1, read_blocks(pen, unit, allowed, begin + 1, end))


def join_pages(pens: Mapping[str, Pen], written: Mapping[str, Sequence[WrittenPage]]) -> tuple[BookPage, ...]:
    """Return the pages of all languages as one; the first language is the model for the others."""
    model, *others = written
    for language in others:
        _compare(pens[model], written[model], pens[language], written[language])
    return tuple(
        BookPage(
            id=one.id,
            title={language: pages[at].title for language, pages in written.items() if at < len(pages)},
            body={language: pages[at].blocks for language, pages in written.items() if at < len(pages)},
        )
        for at, one in enumerate(written[model])
    )


def _compare(model: Pen, wanted: Sequence[WrittenPage], other: Pen, found: Sequence[WrittenPage]) -> None:
    """Report pages that one language has alone, and ids that differ."""
    there = model.page.source.name
    for one, another in zip(wanted, found, strict=False):
        if one.id != another.id:
            message = (
                f"the page is #{another.id} here, but #{one.id} in {there}:{one.line}: write the same id"
            )
            other.error(another.line, "page", message)
    if len(found) > len(wanted):
        extra = found[len(wanted)]
        other.error(extra.line, "page", f"{there} has no such page: write it there too, or delete it here")
    elif len(found) < len(wanted):
        missing = wanted[len(found)]
        line = found[-1].line if found else 1
        message = f"the page of {there}:{missing.line} (#{missing.id}) is missing: write it here too"
        other.incomplete(line, "page", message)
