"""A list below a heading or in a block (steps of a scale, statements …): one paragraph an item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packager.definition.markdown.page import Kind, Page

_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?$")
_BOX = re.compile(r"\[[ xX]?\](?=\s|$)[ \t]*")
_CONTINUED = re.compile(r"(?:  |\t)[ \t]*\S")


@dataclass(slots=True)
class Item:
    """An item: its words on one line, and its line, counted from 1."""

    words: str
    line: int


def list_start(page: Page, start: int, end: int) -> int:
    """Return the line where the first list of a range begins, `end` when there is none."""
    return next((index for index in range(start, end) if _item(page, index)), end)


def read_list(page: Page, start: int, end: int, noun: str, example: str) -> list[Item]:
    """Return the items of a range of lines, reporting what is no item.

    `noun` is what an item is called in messages, `example` how one is written.
    """
    items: list[Item] = []
    stray = False
    for index in range(start, end):
        line = page.lines[index].rstrip()
        found = _item(page, index)
        if found:
            stray = False
            items.append(Item(_words(page, index, found[1] or "", noun), index + 1))
        elif items and not stray and page.kinds[index] is Kind.TEXT and _CONTINUED.match(line):
            items[-1].words = f"{items[-1].words} {line.strip()}".strip()
        elif line.strip(" \t:") and not stray:
            stray = True
            page.error(
                index, noun, f"only {noun}s stand here, each as {example}: move this elsewhere, or delete it"
            )
    return [item for item in items if _written(page, item, noun)]


def _item(page: Page, index: int) -> re.Match[str] | None:
    return _ITEM.match(page.lines[index].rstrip()) if page.kinds[index] is Kind.TEXT else None


def _words(page: Page, index: int, words: str, noun: str) -> str:
    if box := _BOX.match(words):
        page.error(index, noun, "nothing is right or wrong here, so there are no boxes: delete the brackets")
        words = words[box.end() :]
    return words.strip()


def _written(page: Page, item: Item, noun: str) -> bool:
    if not item.words:
        page.error(item.line - 1, noun, f"the {noun} is empty: write it behind the dash, or delete the line")
    return bool(item.words)
