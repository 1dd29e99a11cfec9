"""The table of a rubric or a guide: its rows as cells, each with what stands in braces behind its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from packager.definition.markdown.attributes import split_attributes
from packager.definition.markdown.pen import Pen
from packager.definition.markdown.structure import Block

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*:?-+:?\s*")
_POINTS = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, and the values in braces behind them."""

    text: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row on a line, counted from 1."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's first row, the others, and the lines below it (from 1, with their text)."""

    head: TableRow
    rows: tuple[TableRow, ...]
    below: tuple[tuple[int, str], ...]


def read_table(pen: Pen, block: Block, example: str) -> Table | None:
    """Return the table of a block; report what is wrong with it. `example` is a first row that is right."""
    lines = [(index + 1, pen.page.lines[index].strip()) for index in range(block.start, block.end)]
    lines = [(number, line) for number, line in lines if line]
    table = [(number, line) for number, line in lines if line.startswith("|")]
    rule = _split(table[1][1]) if len(table) > 1 else []
    if len(table) < 3 or not all(_RULE.fullmatch(cell) for cell in rule):
        pen.error(
            block.line + 1,
            "block",
            f"::: {block.name} needs a table: write {example}, a row of |---| below it, then its criteria",
        )
        return None
    head, *rows = (_row(pen, number, line) for number, line in (table[0], *table[2:]))
    before = [number for number, line in lines if number < table[0][0]]
    if before:
        pen.error(before[0], "block", f"::: {block.name} begins with its table: move this text above it")
    for row in rows:
        if len(row.cells) != len(head.cells):
            pen.error(
                row.line,
                "table",
                f"this row has {len(row.cells)} cells, but the first one {len(head.cells)}: "
                r"give it as many (a | inside a cell is written \|)",
            )
            return None
    last = table[-1][0]
    return Table(head, tuple(rows), tuple((number, line) for number, line in lines if number > last))


def _split(line: str) -> list[str]:
    inner = line.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith(r"\|") else inner
    return [cell.replace(r"\|", "|").strip() for cell in _BAR.split(inner)]


def _row(pen: Pen, line: int, text: str) -> TableRow:
    return TableRow(line, tuple(_cells(pen, line, text)))


def _cells(pen: Pen, line: int, text: str) -> Iterator[Cell]:
    for written in _split(text):
        words, attributes = split_attributes(written, lambda message: pen.error(line, "table", message))
        if attributes.id or attributes.classes:
            pen.error(line, "table", "a cell takes key=value alone in its braces: delete the rest")
        yield Cell(pen.plain(words), attributes.values)


def points_of(text: str) -> Decimal | None:
    """Return points as a number, or None where none stands."""
    return Decimal(text.replace(",", ".")) if _POINTS.fullmatch(text) else None


def known_values(pen: Pen, row: TableRow, cell: Cell, known: tuple[str, ...]) -> dict[str, str]:
    """Return a cell's values; report those that mean nothing there."""
    for name in cell.values:
        if name not in known:
            can = f"a cell here takes {' and '.join(known)}" if known else "a cell here takes no braces"
            pen.error(row.line, "table", f"{name}= means nothing here ({can}): delete it")
    return {name: value for name, value in cell.values.items() if name in known}
