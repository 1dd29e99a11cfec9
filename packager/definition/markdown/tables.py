"""Tables with header cells that say what they are the header of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class TableTags:
    """The tags of one table after another. Each method returns the tag for what begins or ends.

    Cells of the first row head their columns. Where the first of them is empty, the first cell
    of each other row heads its row.
    """

    aligned: Sequence[str] = ()
    column: int = 0
    in_head: bool = False
    row_headers: bool = False
    closing: str = ""

    def begin(self, aligned: Sequence[str]) -> str:
        """Begin a table; `aligned` holds None, Left, Center or Right for each column."""
        self.aligned = aligned
        self.row_headers = False
        return "<table>\n"

    def end(self) -> str:
        """End the table."""
        return "</tbody>\n</table>\n"

    def begin_head(self) -> str:
        """Begin the first row."""
        self.in_head, self.column = True, 0
        return "<thead>\n<tr>"

    def end_head(self) -> str:
        """End the first row."""
        self.in_head = False
        return "</tr>\n</thead>\n<tbody>\n"

    def begin_row(self) -> str:
        """Begin another row."""
        self.column = 0
        return "<tr>"

    def begin_cell(self, *, empty: bool) -> str:
        """Begin a cell; an empty one heads nothing."""
        if self.in_head and empty and self.column == 0:
            self.row_headers = True
        tag = "td" if empty else self._tag()
        self.closing = f"</{tag[:2]}>"
        aligned = self.aligned[self.column] if self.column < len(self.aligned) else "None"
        place = "" if aligned in ("None", "Left") else f' class="poiju-align-{aligned.lower()}"'
        return f"<{tag}{place}>"

    def _tag(self) -> str:
        if self.in_head:
            return 'th scope="col"'
        return 'th scope="row"' if self.row_headers and self.column == 0 else "td"

    def end_cell(self) -> str:
        """End a cell."""
        self.column += 1
        return self.closing
