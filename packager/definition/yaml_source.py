"""YAML as authors mean it (YAML 1.2), each value with its line.

PyYAML parses; building the values is our own: `0111`, `no` and `2026-11-01` stay text, a key stands once,
and neither anchors nor tags are taken. It works on events, not on PyYAML's nodes, because the composer of
PyYAML 6.0 with libyaml recurses without a limit and takes the process down on deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from packager.definition.problems import Place, Problems
from packager.definition.scope import SourceFile
from packager.definition.text_files import INVISIBLE
from packager.definition.yaml_messages import explain

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
FieldPath = tuple[str | int, ...]

MOST_LEVELS = 20
"""Nothing in a definition is nested half as deep."""

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?(?:[eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


class PlainParser(Reader, Scanner, Parser):
    """PyYAML's parser in Python: slower, the same events."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Event | None:
        """Return the next event. PyYAML 6.0 lets escapes beyond Unicode (`"\\UFFFFFFFF"`) fall through as
        errors of Python."""
        try:
            event: Event | None = super().get_event()  # type: ignore[no-untyped-call]  # so types-PyYAML has it
        except (ValueError, OverflowError) as error:
            raise ScannerError(None, None, "found invalid Unicode escape", self.get_mark()) from error
        return event


EventParser = yaml.CBaseLoader if yaml.__with_libyaml__ else PlainParser


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The values of a file and the line of each, by the path of keys and list positions."""

    source: SourceFile
    data: dict[str, Value]
    lines: dict[FieldPath, int]

    def place(self, path: FieldPath = ()) -> Place:
        """Return the line of a field, or of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.source.place(self.lines.get(path, 1))


class _RefusedError(Exception):
    """The text is YAML that a definition does not take; reading stops."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def load_yaml(source: SourceFile, problems: Problems) -> YamlFile | None:
    """Return the mapping that a file holds; None where a problem was reported instead."""
    builder = _Builder(source, problems)
    try:
        data = builder.document()
    except _RefusedError as refused:
        problems.error(source.place(refused.line), "", refused.message)
        return None
    except MarkedYAMLError as error:
        line, message = explain(error, source.text)
        problems.error(source.place(line), "", message)
        return None
    except YAMLError as error:
        reason = str(error).splitlines()[0]
        problems.error(source.place(1), "", f"this is not YAML ({reason}): save the file anew as plain text")
        return None
    if data is None:
        problems.error(source.place(1), "", "is empty: write its fields as name: value")
        return None
    if not isinstance(data, dict):
        problems.error(source.place(1), "", "holds no fields: write them as name: value")
        return None
    return YamlFile(source, data, builder.lines)


class _Builder:
    """Builds the values of one document out of the parser's events."""

    def __init__(self, source: SourceFile, problems: Problems) -> None:
        self.source = source
        self.problems = problems
        self.lines: dict[FieldPath, int] = {}
        self.events = self._events()

    def document(self) -> Value:
        """Return the file's one document, None for an empty file."""
        documents = 0
        value: Value = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(_line(event), "--- begins a second document: keep one in a file")
                value = self._value(next(self.events), ())
        return value

    def _events(self) -> Iterator[Event]:
        parser = EventParser(self.source.text)
        while (event := parser.get_event()) is not None:
            yield event

    def _value(self, event: Event, path: FieldPath) -> Value:
        self._refuse_extras(event)
        if len(path) > MOST_LEVELS:
            raise _RefusedError(
                _line(event), f"is nested deeper than {MOST_LEVELS} levels: take brackets away"
            )
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _list(self, path: FieldPath) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            here = (*path, len(values))
            self.lines[here] = _line(event)
            values.append(self._value(event, here))
        return values

    def _mapping(self, path: FieldPath) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event)
            here = (*path, key)
            if key in values:
                self.problems.error(
                    self.source.place(_line(event)),
                    ".".join(map(str, here)),
                    f"stands twice, first on line {self.lines[here]}: keep one",
                )
                self._value(next(self.events), (*here, "(again)"))
                continue
            self.lines[here] = _line(event)
            values[key] = self._value(next(self.events), here)
        return values

    def _key(self, event: Event) -> str:
        self._refuse_extras(event)
        if not isinstance(event, ScalarEvent):
            raise _RefusedError(
                _line(event), "the name of a value is a list or a group: write a word before the colon"
            )
        if not isinstance(_scalar(event), str):
            written = event.value or "nothing"
            raise _RefusedError(
                _line(event),
                f'the name of a value is {written}: write it as text, in quotes: "{event.value}"',
            )
        return str(event.value)

    def _refuse_extras(self, event: Event) -> None:
        if isinstance(event, AliasEvent):
            raise _RefusedError(
                _line(event), "a value begins with *: put it in quotes (YAML aliases are not used here)"
            )
        if isinstance(event, NodeEvent) and event.anchor is not None:
            raise _RefusedError(
                _line(event), "a value begins with &: put it in quotes (YAML anchors are not used here)"
            )
        if getattr(event, "tag", None) is not None:
            raise _RefusedError(
                _line(event), "a value begins with !: put it in quotes (YAML tags are not used here)"
            )


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: ScalarEvent) -> Value:
    """Return a plain word by YAML 1.2's core rules, anything else as the text that it is."""
    text = str(event.value)
    if found := INVISIBLE.search(text):  # written as an escape: "\\0"
        raise _RefusedError(_line(event), f"holds the invisible character U+{ord(found[0]):04X}: delete it")
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    return text
