"""The few tags that an author may write where Markdown has no sign for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape

from packager.definition.markdown import xml

_PIECE = re.compile(r"<!--.*?-->|</?[A-Za-z](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>|<[!?][^>]*>|[^<]+|<", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)(.*?)(/?)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

_VOID = frozenset({"br", "wbr"})
INLINE: dict[str, frozenset[str]] = {
    "abbr": frozenset({"title", "lang"}),
    "bdi": frozenset({"lang"}),
    "br": frozenset(),
    "cite": frozenset({"lang"}),
    "kbd": frozenset(),
    "mark": frozenset(),
    "q": frozenset({"lang"}),
    "samp": frozenset(),
    "span": frozenset({"lang"}),
    "sub": frozenset(),
    "sup": frozenset(),
    "var": frozenset(),
    "wbr": frozenset(),
}
BLOCK: dict[str, frozenset[str]] = {
    "details": frozenset(),
    "div": frozenset({"lang"}),
    "figcaption": frozenset(),
    "figure": frozenset(),
    "summary": frozenset(),
}
_ALLOWED = INLINE | BLOCK
_PARENT = {"summary": "details", "figcaption": "figure"}
# What an author probably wanted.
_INSTEAD = {
    "b": "write **strong**",
    "strong": "write **strong**",
    "i": "write *emphasis*",
    "em": "write *emphasis*",
    "img": "write ![what it shows](../media/file)",
    "a": "write [text](address)",
    "iframe": "use ::: embed and the address",
    "video": "write ![what it shows](../media/film.mp4)",
    "audio": "write ![what is heard](../media/sound.mp3)",
    "table": "write the table with | between cells",
    "u": "underlining looks like a link: write *emphasis*",
    "p": "leave an empty line between paragraphs",
    "code": "write `code`",
    "center": "looks are the template's part: delete it",
    "font": "looks are the template's part: delete it",
}

Complain = Callable[[int, str], None]
"""Takes the number of lines below the event's first, and a message."""


def pieces(markup: str) -> Iterator[tuple[int, str]]:
    """Part raw HTML into tags, comments and text, each with the number of lines before it."""
    down = 0
    for found in _PIECE.finditer(markup):
        yield down, found[0]
        down += found[0].count("\n")


@dataclass(slots=True)
class RawTags:
    """Raw tags that are open, so that each closes in the Markdown element in which it was opened."""

    complain: Complain
    depth: int = 0
    deepest: int = 0  # level of nesting that was reached, Markdown's own elements included
    open: list[tuple[str, int]] = field(default_factory=list)

    def note_depth(self) -> None:
        """Remember how deep the text is nested here."""
        self.deepest = max(self.deepest, self.depth + len(self.open))

    def write(self, piece: str, down: int, *, inline: bool) -> str:
        """Return what one piece of raw HTML becomes: a tag from the list, text, or nothing."""
        if piece.startswith(("<!", "<?")):
            if not piece.startswith("<!--"):
                self.complain(down, f"{piece[:20]} is not allowed: delete it")
            return ""
        found = _TAG.fullmatch(piece)
        if not found:
            return xml.text(unescape(piece))
        slash, name, attributes, _ = found.groups()
        name = name.lower()
        if name not in _ALLOWED:
            instead = _INSTEAD.get(name, f"of HTML there are {', '.join(sorted(_ALLOWED))}")
            if not slash:
                self.complain(down, f"<{name}> is not allowed: {instead}")
            return ""
        if inline and name in BLOCK:
            if not slash:
                self.complain(
                    down,
                    f"<{name}> stands on a line of its own, with an empty line before the text around it",
                )
            return ""
        return self._close(name, down) if slash else self._open(name, attributes, down)

    def _open(self, name: str, attributes: str, down: int) -> str:
        parent = _PARENT.get(name)
        if parent and (not self.open or self.open[-1] != (parent, self.depth)):
            self.complain(down, f"<{name}> stands directly inside <{parent}>: move it there")
            return ""
        written = self._attributes(name, attributes, down)
        if name in _VOID:
            return f"<{name}{written}/>"
        self.open.append((name, self.depth))
        self.note_depth()
        return f"<{name}{written}>"

    def _close(self, name: str, down: int) -> str:
        if name in _VOID:
            return ""
        if not self.open or self.open[-1] != (name, self.depth):
            self.complain(
                down, f"</{name}> closes nothing here: delete it, or open <{name}> in the same place"
            )
            return ""
        self.open.pop()
        return f"</{name}>"

    def _attributes(self, name: str, written: str, down: int) -> str:
        kept = {}
        for found in _ATTRIBUTE.finditer(written):
            key = found[1].lower()
            value = unescape(found[2] or found[3] or found[4] or "")
            if key not in _ALLOWED[name]:
                allowed = ", ".join(sorted(_ALLOWED[name])) or "none"
                self.complain(down, f"{key} is not allowed in <{name}> (allowed: {allowed}): delete it")
            elif key == "lang" and not _LANGUAGE.fullmatch(value):
                self.complain(down, f"lang={value!r} is no language: write fi, sv, en …")
            else:
                kept[key] = value
        return "".join(f' {key}="{xml.attribute(value)}"' for key, value in sorted(kept.items()))

    def close_element(self) -> str:
        """Leave a Markdown element (or the text): close the raw tags that were left open inside it."""
        closing = ""
        while self.open and self.open[-1][1] >= self.depth:
            name, _ = self.open.pop()
            self.complain(0, f"<{name}> is not closed: write </{name}> where it ends")
            closing += f"</{name}>"
        self.depth -= 1
        return closing
