"""Running text as XHTML: every event of the Markdown parser becomes a tag written here, or a mistake."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from packager.definition.markdown import xml
from packager.definition.markdown.footnotes import Footnotes
from packager.definition.markdown.headings import open_heading
from packager.definition.markdown.links import check_link_text, resolve_link
from packager.definition.markdown.lost import lost_markup
from packager.definition.markdown.page import Passage, label_key
from packager.definition.markdown.pictures import write_medium
from packager.definition.markdown.raw_html import RawTags, pieces
from packager.definition.markdown.tables import TableTags

if TYPE_CHECKING:
    from packager.definition.markdown.pen import Pen

_SIMPLE: dict[str, tuple[str, str]] = {
    "Paragraph": ("<p>", "</p>\n"),
    "Item": ("<li>", "</li>\n"),
    "BlockQuote": ("<blockquote>\n", "</blockquote>\n"),
    "DefinitionList": ("<dl>\n", "</dl>\n"),
    "DefinitionListTitle": ("<dt>", "</dt>\n"),
    "DefinitionListDefinition": ("<dd>", "</dd>\n"),
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Strikethrough": ("<del>", "</del>"),
    "TableRow": ("<tr>", "</tr>\n"),
}
_SIGNS = {"SoftBreak": "\n", "HardBreak": "<br/>\n", "Rule": "<hr/>\n"}
_BOX = re.compile(r"\[( ?|[xX] ?| [xX])\](?=\s|$)")
_ALT = re.compile(r'\b(?:alt|aria-label)="([^"]+)"')
_BRACES = re.compile(r"\{([^{}]*)\}")

MOST_HTML = 20_000
"""Signs of HTML in one piece; a text holds a tag here and there."""

MOST_LEVELS = 40
"""How deep lists, quotations and emphasis may stand in each other; XML parsers stop at 256."""

Event = Any
"""An event of pyromark: a dict with one key, or a bare word (see pyromark.event); its types know
only literal keys, and ours are looked up in tables."""


class ProseWriter:
    """Writes one passage. `headings` is the lowest number of a level that may be used."""

    def __init__(
        self,
        pen: Pen,
        passage: Passage,
        events: Sequence[tuple[Event, Any]],
        notes: Footnotes,
        headings: int,
        *,
        first_heading_is_text: bool = False,
    ) -> None:
        self.pen = pen
        self.passage = passage
        self.events = events
        self.notes = notes
        self.headings = headings
        self.heading_is_text = first_heading_is_text
        self.out: list[str] = []
        self._heading_begins = 0
        self.at = 0
        self._ends: list[int] = []
        self._raw = RawTags(lambda down, message: self._raw_error(down, message))
        self._raw_block: list[str] | None = None
        self._raw_line = 0
        self._alt: list[str] | None = None  # words of the picture that is being read
        self._alone = False  # the picture that is being read fills its paragraph
        self._skip = 0  # signs of the next text that belonged to the picture before it
        self._code = False
        self._links: list[tuple[int, int, str]] = []  # where it began, its line, its closing tag
        self._pictures: list[int] = []  # events at which a picture began
        self._notes: list[tuple[str, list[str]]] = []  # label, and what was written around the footnote
        self.table = TableTags()

    def write(self) -> str:
        """Return the passage as XHTML."""
        for at, (event, _) in enumerate(self.events):
            self.at = at
            if event.__class__ is str:
                self._sign(event)
            else:
                for name, value in event.items():
                    _HANDLERS[name](self, value)
        self.out.append(self._raw.close_element())
        if self._raw.deepest > MOST_LEVELS:
            report_depth(self.pen, self.passage)
            return ""
        return "".join(self.out).strip()

    # Places

    def line(self) -> int:
        """Return the line of the event that is being written."""
        return self._line_of(self.at)

    def _line_of(self, at: int) -> int:
        if not self._ends:
            self._ends = list(accumulate(len(one) + 1 for one in self.passage.text.encode().split(b"\n")))
        index = bisect_right(self._ends, self.events[at][1]["start"])
        return self.passage.numbers[min(index, len(self.passage.numbers) - 1)]

    def _raw_error(self, down: int, message: str) -> None:
        line = self._raw_line if self._raw_block is not None else self.line()
        self.pen.error(line + down, "html", message)

    # Text

    def _sign(self, name: str) -> None:
        if self._alt is not None:
            self._alt.append(" ")
        else:
            self.out.append(_SIGNS[name])

    def _text(self, value: str) -> None:
        if self._alt is not None:
            self._alt.append(xml.without_held(value))
            return
        if self._skip:
            value, self._skip = value[self._skip :], 0
        if not self._code and ("]" in value or "$" in value):
            value = self._check_text(value)
        self.out.append(xml.text(value))

    def _check_text(self, value: str) -> str:
        lost = lost_markup(value)
        if lost:
            self.pen.error(self.line(), *lost)
        box = _BOX.match(value) if self._item_begins() else None
        if not box:
            return value
        if box[0] == "[ ]":
            return "☐" + value[3:]
        self.pen.error(
            self.line(),
            "question",
            f"{box[0]} marks an answer, but no question stands here: open ::: check, or delete it",
        )
        return value

    def _item_begins(self) -> bool:
        before = [event for event, _ in self.events[max(self.at - 2, 0) : self.at]]
        return before[-1:] == [{"Start": "Item"}] or before == [{"Start": "Item"}, {"Start": "Paragraph"}]

    def _inline_code(self, value: str) -> None:
        if self._alt is not None:
            self._alt.append(value)
        else:
            self.out.append(f"<code>{xml.text(value)}</code>")

    def _formula(self, tex: str, *, display: bool) -> None:
        if self._alt is not None:
            self._alt.append(tex)
            return
        tex = xml.without_held(tex)
        from packager.definition.markdown import formulas  # brings lxml, which other texts do not need

        try:
            self.out.append(formulas.mathml(tex, display))
        except formulas.FormulaError as error:
            self.pen.error(self.line(), "formula", str(error))
            self.out.append(f"<code>{xml.text(tex)}</code>")

    def _note_call(self, label: str) -> None:
        if self._alt is None:
            self.out.append(self.notes.call(label))

    # Raw HTML

    def _inline_html(self, value: str) -> None:
        if self._alt is None:
            self.out.append(self._raw.write(value, 0, inline=True))

    def _html(self, value: str) -> None:
        if self._raw_block is None:
            self._raw_block, self._raw_line = [], self.line()
        self._raw_block.append(value)

    def _end_html_block(self) -> None:
        if self._raw_block is None:
            return
        markup = "".join(self._raw_block)
        if len(markup) > MOST_HTML:
            self._raw_error(
                0, f"the HTML is longer than {MOST_HTML} signs: leave an empty line behind its tags"
            )
            markup = ""
        for down, piece in pieces(markup):
            self.out.append(self._raw.write(piece, down, inline=False))
        self._raw_block = None

    # Elements

    def _start(self, value: Event) -> None:
        name, data = (value, None) if value.__class__ is str else next(iter(value.items()))
        if name == "HtmlBlock" or (self._alt is not None and name != "Image"):
            return
        self._raw.depth += 1
        self._raw.note_depth()
        opener = _OPENERS.get(name)
        if opener:
            opener(self, data)
        else:
            self.out.append(_SIMPLE[name][0])

    def _end(self, value: Event) -> None:
        name, data = (value, None) if value.__class__ is str else next(iter(value.items()))
        if name == "HtmlBlock":
            self._end_html_block()
            return
        if self._alt is not None and name != "Image":
            return
        if self._raw.open:
            self.out.append(self._raw.close_element())
        else:
            self._raw.depth -= 1
        closer = _CLOSERS.get(name)
        if closer:
            closer(self, data)
        else:
            self.out.append(_SIMPLE[name][1])

    def _open_paragraph(self, _: Event) -> None:
        self._alone = self._fills_paragraph()
        if not self._alone:
            self.out.append("<p>")

    def _close_paragraph(self, _: Event) -> None:
        self.out.append("\n" if self._alone else "</p>\n")
        self._alone = False

    def _fills_paragraph(self) -> bool:
        """Tell whether the paragraph that opens here holds one picture with a caption and nothing else."""
        image = _started(self.events[self.at + 1][0], "Image")
        if not image or not image["title"]:
            return False
        at = self.at + 2
        while self.events[at][0] != {"End": "Image"}:
            at += 1
        rest = self.events[at + 1][0]
        if isinstance(rest, dict) and _BRACES.fullmatch(rest.get("Text", "").strip()):
            rest = self.events[at + 2][0]
        return bool(rest == {"End": "Paragraph"})

    def _open_heading(self, data: dict[str, Any]) -> None:
        if self.heading_is_text:
            self.out.append("<p>")
            return
        self._heading_begins = len(self.out)
        self.out.append(open_heading(self.pen, data, self.line(), self.headings))

    def _close_heading(self, level: str) -> None:
        if not self.heading_is_text and not "".join(self.out[self._heading_begins + 1 :]).strip():
            self.pen.error(
                self.line(), "heading", "the heading is empty: write its words, or delete the # signs"
            )
        self.out.append("</p>\n" if self.heading_is_text else f"</h{level[1]}>\n")
        self.heading_is_text = False

    def _open_list(self, first: int | None) -> None:
        if self.out and not self.out[-1].endswith("\n"):
            self.out.append("\n")
        if first is None:
            self.out.append("<ul>\n")
        else:
            self.out.append("<ol>\n" if first == 1 else f'<ol start="{first}">\n')

    def _close_list(self, ordered: bool) -> None:
        self.out.append("</ol>\n" if ordered else "</ul>\n")

    def _open_code(self, data: Event) -> None:
        self._code = True
        language = data["Fenced"].split()[:1] if isinstance(data, dict) else []
        mark = f' class="language-{xml.attribute(language[0])}"' if language else ""
        self.out.append(f"<pre><code{mark}>")

    def _close_code(self, _: Event) -> None:
        self._code = False
        self.out.append("</code></pre>\n")

    def _open_note(self, label: str) -> None:
        self._notes.append((label, self.out))
        self.out = []

    def _close_note(self, _: Event) -> None:
        label, around = self._notes.pop()
        self.notes.texts[label_key(f"^{label}")] = "".join(self.out)
        self.out = around

    # Links and pictures

    def _open_link(self, data: dict[str, Any]) -> None:
        line = self.line()
        written = f"mailto:{data['dest_url']}" if data["link_type"] == "Email" else data["dest_url"]
        attributes = None if self._links else resolve_link(self.pen, written, line)
        self._links.append((len(self.out), line, "</a>" if attributes else ""))
        self.out.append(f"<a{attributes}>" if attributes else "")

    def _close_link(self, _: Event) -> None:
        start, line, closing = self._links.pop()
        inside = "".join(self.out[start:])
        check_link_text(self.pen, xml.without_tags(inside) + " ".join(_ALT.findall(inside)), line)
        self.out.append(closing)

    def _open_picture(self, _: Event) -> None:
        self._pictures.append(self.at)
        if self._alt is None:
            self._alt = []

    def _close_picture(self, _: Event) -> None:
        start = self._pictures.pop()
        if self._pictures:  # it stood in the words of another one
            return
        words = "".join(self._alt or [])
        self._alt = None
        data = self.events[start][0]["Start"]["Image"]
        self.out.append(
            write_medium(
                self.pen, data["dest_url"], words, data["title"], self._take_braces(), self._line_of(start),
                alone=self._alone,
            )
        )  # fmt: skip

    def _take_braces(self) -> str:
        """Return the attributes right behind a picture, and leave them out of the text."""
        event = self.events[self.at + 1][0]
        found = _BRACES.match(event.get("Text", "")) if isinstance(event, dict) else None
        if not found:
            return ""
        self._skip = found.end()
        return found[1]

    def _open_cell(self, _: Event) -> None:
        empty = self.events[self.at + 1][0] == {"End": "TableCell"}
        self.out.append(self.table.begin_cell(empty=empty))


def report_depth(pen: Pen, passage: Passage) -> None:
    """Report a passage in which lists, quotations or emphasis stand too deep in each other."""
    pen.error(passage.numbers[0], "text", f"is nested deeper than {MOST_LEVELS} levels: make it flatter")


def _started(event: Event, name: str) -> Any:
    """Return the data of an element of this name that begins with an event; None when another one does."""
    value = event.get("Start") if isinstance(event, dict) else None
    return value.get(name) if isinstance(value, dict) else None


_HANDLERS: dict[str, Callable[[ProseWriter, Any], None]] = {
    "Start": ProseWriter._start,
    "End": ProseWriter._end,
    "Text": ProseWriter._text,
    "Code": ProseWriter._inline_code,
    "InlineMath": lambda writer, tex: writer._formula(tex, display=False),
    "DisplayMath": lambda writer, tex: writer._formula(tex, display=True),
    "FootnoteReference": lambda writer, label: writer._note_call(f"^{label}"),
    "Html": ProseWriter._html,
    "InlineHtml": ProseWriter._inline_html,
}
_OPENERS: dict[str, Callable[[ProseWriter, Any], None]] = {
    "Paragraph": ProseWriter._open_paragraph,
    "Heading": ProseWriter._open_heading,
    "List": ProseWriter._open_list,
    "CodeBlock": ProseWriter._open_code,
    "FootnoteDefinition": ProseWriter._open_note,
    "Link": ProseWriter._open_link,
    "Image": ProseWriter._open_picture,
    "Table": lambda writer, aligned: writer.out.append(writer.table.begin(aligned)),
    "TableHead": lambda writer, _: writer.out.append(writer.table.begin_head()),
    "TableRow": lambda writer, _: writer.out.append(writer.table.begin_row()),
    "TableCell": ProseWriter._open_cell,
}
_CLOSERS: dict[str, Callable[[ProseWriter, Any], None]] = {
    "Paragraph": ProseWriter._close_paragraph,
    "Heading": ProseWriter._close_heading,
    "List": ProseWriter._close_list,
    "CodeBlock": ProseWriter._close_code,
    "FootnoteDefinition": ProseWriter._close_note,
    "Link": ProseWriter._close_link,
    "Image": ProseWriter._close_picture,
    "Table": lambda writer, _: writer.out.append(writer.table.end()),
    "TableHead": lambda writer, _: writer.out.append(writer.table.end_head()),
    "TableCell": lambda writer, _: writer.out.append(writer.table.end_cell()),
}
