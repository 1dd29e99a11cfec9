"""The blocks of a page: `::: name words` … `:::`, and the running text between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packager.definition.markdown.page import Kind, Page

CALLOUTS = ("summary", "example", "limits", "note", "task")
ALTERNATIVE = "alternative"
ASIDES = ("reviewing", "conclusion")
TRANSCRIPT = "transcript"
KNOWN = (
    *(*CALLOUTS, "embed", "check", "feedback", "marking", ALTERNATIVE, "draw", "scale", "advice", "hint"),
    *("rubric", "guide", "thanks", TRANSCRIPT, *ASIDES, "result"),
)
INSIDE_QUESTION = ("feedback", "hint", "marking")
_MARK = re.compile(r"\s*:{3,}\s*([^\s{]*)")


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text: the lines from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block. `words` stand behind its name on line `line`; its content are the lines `start` to `end`."""

    name: str
    words: str
    line: int
    start: int
    end: int


Part = Prose | Block


def read_parts(page: Page, start: int, end: int) -> Iterator[Part]:
    """Yield the parts of a range of lines in order; a check comes whole, its own blocks inside it."""
    index = begun = start
    while index < end:
        if page.kinds[index] is not Kind.MARK:
            index += 1
            continue
        if begun < index:
            yield Prose(begun, index)
        name, words = _mark(page, index)
        if name:
            part, index = _read_block(page, name, words, index, end)
            yield part
        else:
            page.error(
                index, "block", "::: closes nothing here: delete it, or open a block with ::: and a name"
            )
            index += 1
        begun = index
    if begun < end:
        yield Prose(begun, end)


def opened_block(page: Page, index: int) -> str:
    """Return the name of the block that a line opens, or an empty text."""
    return _mark(page, index)[0] if page.kinds[index] is Kind.MARK else ""


def take_blocks(page: Page, names: tuple[str, ...], start: int, end: int) -> Iterator[Block]:
    """Yield the blocks of these names; each is gone from the page when the next one is asked for."""
    index = start
    while index < end:
        name, words = _mark(page, index) if page.kinds[index] is Kind.MARK else ("", "")
        if name not in names:
            index += 1
            continue
        part, behind = _read_block(page, name, words, index, end)
        assert isinstance(part, Block)
        yield part
        for line in range(index, behind):
            page.lines[line], page.kinds[line] = "", Kind.TEXT
        index = behind


def _mark(page: Page, index: int) -> tuple[str, str]:
    found = _MARK.match(page.lines[index])
    assert found
    return found[1], page.lines[index][found.end() :].strip()


def _read_block(page: Page, name: str, words: str, line: int, end: int) -> tuple[Part, int]:
    """Return the block that opens on `line` (its text alone when its name is unknown) and the line behind."""
    close, found = _find_close(page, name, line, end)
    if not found:
        page.error(line, "block", f"::: {name} is not closed: write ::: on a line of its own where it ends")
    behind = close + 1 if found else close
    if name in KNOWN:
        return Block(name, words, line, line + 1, close), behind
    page.error(line, "block", f"there is no block {name!r}: the names are {', '.join(KNOWN)}")
    return Prose(line + 1, close), behind


def _find_close(page: Page, name: str, line: int, end: int) -> tuple[int, bool]:
    """Return the line that closes a block, or the one where reading goes on when it is never closed."""
    inner = ""
    for index in range(line + 1, end):
        if page.kinds[index] is not Kind.MARK:
            continue
        opened, _ = _mark(page, index)
        if not opened and not inner:
            return index, True
        if not opened:
            inner = ""
        elif name == "check" and opened in INSIDE_QUESTION and not inner:
            inner = opened
        else:
            return index, False
    return end, False


def refuse_blocks(page: Page, start: int, end: int, where: str) -> None:
    """Report blocks where none may stand, and blank their marks, so that what they hold is read as text."""
    for index in range(start, end):
        if page.kinds[index] is Kind.MARK:
            if page.lines[index].strip(" \t:"):
                page.error(index, "block", f"::: cannot stand in {where}: write plain text")
            page.lines[index] = ""
