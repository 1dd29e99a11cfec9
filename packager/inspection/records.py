"""Streams XML of any size into small records: no tree, no entities, no network, no document type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from packager.inspection.limits import BackupError

_NULL = "$@NULL@$"
_LONGEST_TEXT = 1 << 16
_LANGUAGE = re.compile(
    r'<span(?: lang="[\w-]{1,20}"| class="multilang"){2}>([^<]*)</span>(\s*(?=<span (?:lang|class)=))?'
)


@dataclass(slots=True)
class Record:
    """An element that was asked for. `fields` are its children that hold only text, NULL as an empty text.

    `key` is `<parent's tag>/<tag>`. `parent` is the nearest record around it; its attributes are known,
    its fields so far as they came before.
    """

    key: str
    tag: str
    attributes: Mapping[str, str]
    parent: Record | None
    fields: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def id(self) -> str:
        """The `id` that the element has as attribute or, in references, as a child."""
        return self.attributes.get("id", "") or self["id"]


class _Target:
    """What lxml's parser tells; a tree is never built."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.finished: list[Record] = []
        self._wanted = wanted
        self._tags = [""]
        self._open: list[tuple[int, Record]] = []
        self._text: list[str] | None = None
        self._room = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        parent = self._tags[-1]
        self._tags.append(tag)
        self._text = None
        key = next((one for one in (f"{parent}/{tag}", f"{parent}/*") if one in self._wanted), None)
        if key is not None:
            around = self._open[-1][1] if self._open else None
            self._open.append((len(self._tags), Record(key, tag, dict(attributes), around)))
        elif self._open and len(self._tags) == self._open[-1][0] + 1:
            self._text, self._room = [], _LONGEST_TEXT

    def data(self, text: str) -> None:
        if self._text is not None and self._room > 0:
            self._text.append(text[: self._room])
            self._room -= len(text)

    def end(self, tag: str) -> None:
        if self._open and len(self._tags) == self._open[-1][0]:
            self.finished.append(self._open.pop()[1])
        elif self._text is not None:
            text = "".join(self._text)
            self._open[-1][1].fields.setdefault(tag, "" if text == _NULL else _without_spans(text))
        self._text = None
        self._tags.pop()

    def doctype(self, *_: object) -> None:
        raise BackupError("it declares a document type, which Moodle never writes")

    def close(self) -> None:
        """Nothing is left to return: records were taken while they came."""


def _without_spans(text: str) -> str:
    """Return a text with ` / ` between its languages, where it has a span for each."""
    return _LANGUAGE.sub(lambda one: one[1] + ("" if one[2] is None else " / "), text)


def read_records(pieces: Iterable[bytes], wanted: Collection[str]) -> Iterator[Record]:
    """Yield the records whose key (or `<parent's tag>/*`) is wanted, each at its end.

    The root's key is `/<tag>`. Raises BackupError for what is not well-formed XML.
    """
    target = _Target(wanted)
    parser = etree.XMLParser(
        target=cast(Any, target),  # the stubs demand bytes that lxml never gives
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for piece in pieces:
            parser.feed(piece)
            yield from target.finished
            target.finished.clear()
        parser.close()
    except etree.XMLSyntaxError as error:
        raise BackupError(f"it is not well-formed ({error})") from error
    yield from target.finished
