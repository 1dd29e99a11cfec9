"""What a YAML parser complains of, said to a person who does not read grammars."""

from __future__ import annotations

from typing import NamedTuple

from yaml.error import MarkedYAMLError


class _Complaint(NamedTuple):
    parts: tuple[str, ...]
    sentence: str
    at_opening: bool = False  # the line to mend is where the thing begins, not where the parser gave up


# libyaml and the parser in Python word the same complaint differently: parts of both, the sentence.
_COMPLAINTS: tuple[_Complaint, ...] = (
    _Complaint(
        ("mapping values are not allowed",),
        (
            "a colon followed by a space stands inside a value, or the line is indented too far: put the "
            'value in quotes, as title: "Level: what it means"'
        ),
    ),
    _Complaint(
        ("found unexpected end of stream",),
        "a quotation mark is opened and never closed: close it",
        at_opening=True,
    ),
    _Complaint(
        ("unknown escape character", "invalid Unicode", "expected hexdecimal", "expected escape sequence"),
        "a backslash inside double quotes means something else: use single quotes",
    ),
    _Complaint(
        ("expected ',' or ']'",),
        "a list opened with [ is not closed: write ] or the missing comma",
        at_opening=True,
    ),
    _Complaint(
        ("expected ',' or '}'",),
        "a group opened with { is not closed: write } or the missing comma",
        at_opening=True,
    ),
    _Complaint(
        ("expected '-' indicator", "but found '<block mapping start>'"),
        "a list and named values are mixed: indent the line below the name that it belongs to",
    ),
    _Complaint(
        ("could not find expected ':'",),
        "a colon and a space are missing behind the name: write it as name: value",
        at_opening=True,
    ),
    _Complaint(
        ("did not find expected key", "expected <block end>"),
        (
            "this line does not fit the lines above it: indent it as its neighbours, and put values with "
            "special characters in quotes"
        ),
    ),
    _Complaint(
        ("found another document", "expected '<document start>'", "expected <document start>"),
        "this line does not belong to the lines above it: indent it as its neighbours",
    ),
    _Complaint(
        ("undefined tag handle", "parsing a tag", "scanning a tag"),
        "a value begins with !: put it in quotes",
    ),
    _Complaint(
        ("incompatible YAML document", "unknown directive", "found duplicate %", "scanning a directive"),
        "a line begins with %: delete it",
    ),
    _Complaint(
        ("scanning an anchor", "scanning an alias", "expected alphabetic or numeric"),
        "a value begins with & or *: put it in quotes",
    ),
    _Complaint(
        ("scanning a block scalar",),
        "a | or > begins a text of several lines: write that text on the lines below, indented",
    ),
)


def explain(error: MarkedYAMLError, text: str) -> tuple[int, str]:
    """Return the line to mend (from 1), and what is wrong and what to do in one sentence."""
    problem = error.problem or ""
    end = error.problem_mark or error.context_mark
    line = min(end.line, text.count("\n")) + 1 if end else 1
    if "cannot start any token" in problem:
        return line, _odd_start(error, text)
    said = f"{error.context or ''} {problem}"
    for complaint in _COMPLAINTS:
        if any(part in said for part in complaint.parts):
            begin = error.context_mark if complaint.at_opening else None
            return begin.line + 1 if begin else line, complaint.sentence
    return line, f"this is not YAML ({problem}): compare it with the lines around it"


def _odd_start(error: MarkedYAMLError, text: str) -> str:
    mark = error.problem_mark
    lines = text.split("\n")
    rest = lines[mark.line][mark.column :] if mark and mark.line < len(lines) else ""
    if rest.startswith("\t"):
        return "a tab stands here: indent with spaces"
    return f"a value begins with {rest[:1]}: put it in quotes"
