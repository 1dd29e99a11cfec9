"""How work is marked, in one language: `::: rubric` and `::: guide`, a table each."""

from __future__ import annotations

from decimal import Decimal

from packager.definition.markdown.pen import Pen
from packager.definition.markdown.scheme_table import (
    Cell,
    Table,
    TableRow,
    known_values,
    points_of,
    read_table,
)
from packager.definition.markdown.structure import Block
from packager.document.grading_schemes import Criterion, Guide, GuideCriterion, Level, Rubric, Scheme

SCHEMES = ("rubric", "guide")

_RUBRIC_HEAD = "| Criterion | 0 | 2 | 4 |"
_GUIDE_HEAD = "| Criterion | Points | What earns them | For the marker |"
_GUIDE_COLUMNS = (3, 4)
_FEWEST_LEVELS = 2


def read_scheme(pen: Pen, block: Block) -> Scheme | None:
    """Return a rubric or a guide with its words in this language, or None where its table cannot be read."""
    table = read_table(pen, block, _RUBRIC_HEAD if block.name == "rubric" else _GUIDE_HEAD)
    if table is None:
        return None
    return _rubric(pen, table) if block.name == "rubric" else _guide(pen, table)


def _rubric(pen: Pen, table: Table) -> Rubric | None:
    columns = [points_of(cell.text) for cell in table.head.cells[1:]]
    for cell, points in zip(table.head.cells[1:], columns, strict=True):
        known_values(pen, table.head, cell, ())
        if points is None:
            pen.error(
                table.head.line,
                "table",
                f"{cell.text or 'an empty cell'} is no number of points: head each level with its points, as "
                f"{_RUBRIC_HEAD}",
            )
    if None in columns:
        return None
    for number, _ in table.below:
        pen.error(number, "block", "::: rubric holds a table alone: move this text out of the block")
    criteria = [_criterion(pen, row, [points or Decimal(0) for points in columns]) for row in table.rows]
    return Rubric(criteria=tuple(one for one in criteria if one is not None))


def _criterion(pen: Pen, row: TableRow, columns: list[Decimal]) -> Criterion | None:
    first, *cells = row.cells
    levels = []
    for cell, points in zip(cells, columns, strict=True):
        own = known_values(pen, row, cell, ("points",)).get("points")
        worth = points_of(own) if own is not None else points
        if worth is None:
            pen.error(row.line, "table", f"points={own} is no number of points: write it as points=3")
        elif cell.text:
            levels.append(Level(points=worth, text={pen.page.language: cell.text}))
    text = _named(pen, row, first)
    if len(levels) < _FEWEST_LEVELS:
        pen.error(row.line, "table", "a criterion has at least two levels: describe another one")
        return None
    if len({level.points for level in levels}) < len(levels):
        pen.error(row.line, "table", "two levels have the same points: give each its own")
        return None
    return Criterion(text=text, levels=tuple(levels), serves=_serves(pen, row, first), line=row.line)


def _guide(pen: Pen, table: Table) -> Guide | None:
    if len(table.head.cells) not in _GUIDE_COLUMNS:
        pen.error(
            table.head.line,
            "table",
            f"a guide has three columns, or four with what is for the marker: write {_GUIDE_HEAD}",
        )
        return None
    criteria = [_guide_criterion(pen, row) for row in table.rows]
    comments = []
    for number, line in table.below:
        if line.startswith("- ") and pen.plain(line[2:]):
            comments.append({pen.page.language: pen.plain(line[2:])})
        else:
            pen.error(number, "block", "below the table of a guide stand comments alone: write each as - …")
    return Guide(criteria=tuple(one for one in criteria if one is not None), comments=tuple(comments))


def _guide_criterion(pen: Pen, row: TableRow) -> GuideCriterion | None:
    name, points, text, *marking = row.cells
    for cell in row.cells[1:]:
        known_values(pen, row, cell, ())
    worth = points_of(points.text)
    if not worth:
        pen.error(
            row.line, "table", f"{points.text or 'an empty cell'} is no number of points: write it as 4"
        )
        return None
    if not text.text:
        pen.error(row.line, "table", "what earns the points is missing: write it in the third cell")
    language = pen.page.language
    return GuideCriterion(
        name=_named(pen, row, name),
        points=worth,
        text={language: text.text},
        marking={language: marking[0].text} if marking and marking[0].text else None,
        serves=_serves(pen, row, name),
        line=row.line,
    )


def _named(pen: Pen, row: TableRow, cell: Cell) -> dict[str, str]:
    if not cell.text:
        pen.error(row.line, "table", "the criterion has no name: write it in the first cell")
    return {pen.page.language: cell.text}


def _serves(pen: Pen, row: TableRow, cell: Cell) -> tuple[str, ...]:
    values = known_values(pen, row, cell, ("serves",))
    return tuple(dict.fromkeys(values.get("serves", "").replace(",", " ").split()))
