"""What pydantic finds wrong with a value, said as what is wrong and what to do."""

from __future__ import annotations

import difflib
import json
import re
import types
from collections.abc import Callable, Iterable
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from packager.definition.models import base
from packager.definition.models.handing_in import FILE_TYPE
from packager.definition.models.units import UnitRow
from packager.definition.yaml_source import FieldPath
from packager.document.identifiers import slug

_Sentence = Callable[[Any, dict[str, Any]], str]
_KINDS = [str(get_args(row.model_fields["kind"].annotation)[0]) for row in get_args(get_args(UnitRow)[0])]


def sentence(model: type[BaseModel], detail: ErrorDetails, path: FieldPath) -> str:
    """Return one sentence for an error at a path of a file's data."""
    kind, context, location = detail["type"], dict(detail.get("ctx", {})), detail["loc"]
    if detail["input"] is None and kind.endswith("_type"):
        return "has no value: write one, or take the line away"
    if kind == "missing":
        return _missing(str(path[-1]), _fields(_models_at(model, location[:-1])))
    if kind == "extra_forbidden":
        return _unknown(str(path[-1]), _fields(_models_at(model, location[:-1])))
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return _needs_group(_fields(_models_at(model, location)))
    said = _SENTENCES.get(kind)
    return said(detail["input"], context) if said else f"{shown(detail['input'])}: {detail['msg']}"


def shown(value: Any) -> str:
    """Return a value as an author wrote it, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """Return "did you mean x?" for the nearest known word, or an empty text."""
    near = difflib.get_close_matches(written, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""


def _missing(name: str, fields: dict[str, FieldInfo]) -> str:
    info = fields.get(name)
    example = info.examples[0] if info and info.examples else None
    if example is None:
        return "is missing: add it"
    return f"is missing: add it, as {name}: {_yaml(example)}"


def _yaml(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return f"[{', '.join(_yaml(one) for one in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _unknown(name: str, fields: dict[str, FieldInfo]) -> str:
    guess = did_you_mean(name, fields)
    return f"is not a field here: {guess or 'take it away (known are ' + ', '.join(fields) + ')'}"


def _needs_group(fields: dict[str, FieldInfo]) -> str:
    examples = {name: info.examples[0] for name, info in fields.items() if info.examples}
    if not examples:
        return "must be a group of named values: write name: value on lines of their own, indented"
    inside = ", ".join(f"{name}: {_yaml(value)}" for name, value in list(examples.items())[:3])
    return f"must be a group of fields: write {{{inside}}}"


def _wrong_word(value: Any, context: dict[str, Any]) -> str:
    expected = str(context["expected"]).replace(" or ", ", ").replace("'", "")
    words = expected.split(", ")
    guess = did_you_mean(str(value), words)
    choice = words[0] if len(words) == 1 else f"one of {', '.join(words)}"
    return f"{shown(value)} is unknown here: {guess or 'write ' + choice}"


def _wrong_kind(value: Any, context: dict[str, Any]) -> str:
    return _wrong_word(context["tag"], {"expected": context["expected_tags"]})


def _not_text(value: Any, _: dict[str, Any]) -> str:
    if isinstance(value, list | dict):
        return "must be one text: write it on one line, in quotes"
    return f'{shown(value)} must be text: put it in quotes, as "{shown(value)}"'


_PATTERNS: dict[str, _Sentence] = {
    base.SLUG: lambda value, _: (
        f"{shown(value)}: a name here has small letters a-z, digits and hyphens only, as {slug(str(value))}"
    ),
    base.MODULE_ID: lambda value, _: (
        f"{shown(value)} is no module id: write small letters with at least one dot, as fi.example.alignment"
    ),
    base.LANGUAGE: lambda value, _: f"{shown(value)} is no language: write its code, as fi, sv or en",
    base.OUTCOME_ID: lambda value, _: f"{shown(value)} is no name of an outcome: write it as LO1",
}


def _pattern(value: Any, context: dict[str, Any]) -> str:
    pattern = str(context["pattern"])
    if pattern in _PATTERNS:
        return _PATTERNS[pattern](value, context)
    if pattern.endswith(r"\.md$"):
        return f"{shown(value)} is no name of a text: write a file name that ends in .md, as 1-outcomes.md"
    if pattern == FILE_TYPE:
        return f"{shown(value)} is no ending of files: write it as {slug(str(value))}"
    if pattern.startswith("^#"):
        return f"{shown(value)} is no colour: write six digits behind #, as #1a4f8b"
    if "@" in pattern:
        return f"{shown(value)} is no e-mail address: write it as help@example.fi"
    return f"{shown(value)} is no country: write its two letters, as FI"


def _date(value: Any, _: dict[str, Any]) -> str:
    return f"{shown(value)} is no date: write year, month and day, as 2026-11-01"


def _number(value: Any, _: dict[str, Any]) -> str:
    return f"{shown(value)} is no number: write it as 6 or 4.5, without a unit"


def _not_whole(value: Any, _: dict[str, Any]) -> str:
    digits = re.search(r"[0-9]+", str(value))
    return f"{shown(value)} is no whole number: write it as {digits[0] if digits else 20}, alone and unquoted"


def _too_few(_value: Any, context: dict[str, Any]) -> str:
    return f"is empty: write at least {context['min_length']}"


_SENTENCES: dict[str, _Sentence] = {
    "literal_error": _wrong_word,
    "union_tag_invalid": _wrong_kind,
    "union_tag_not_found": lambda value, context: (
        f"has no kind: add kind: {_KINDS[0]} (or {', '.join(_KINDS[1:])})"
    ),
    "string_type": _not_text,
    "string_pattern_mismatch": _pattern,
    "string_too_short": lambda value, context: "is empty: write it, or take the line away",
    "string_too_long": lambda value, context: (
        f"is longer than {context['max_length']} characters: shorten it"
    ),
    "too_short": _too_few,
    "too_long": lambda value, context: f"holds more than {context['max_length']}: take some away",
    "int_type": _not_whole,
    "int_parsing": _not_whole,
    "bool_type": lambda value, context: f"{shown(value)} is not known here: write true or false",
    "tuple_type": lambda value, context: f"{shown(value)} is no list: write it as [{shown(value)}]",
    "greater_than": lambda value, context: f"{shown(value)} is too small: write more than {context['gt']}",
    "greater_than_equal": lambda value, context: (
        f"{shown(value)} is too small: write {context['ge']} or more"
    ),
    "less_than_equal": lambda value, context: f"{shown(value)} is too large: write {context['le']} or less",
    "value_error": lambda value, context: str(context["error"]),
    "date_type": _date,
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "decimal_type": _number,
    "decimal_parsing": _number,
    "finite_number": _number,
}


def _models_at(model: type[BaseModel], location: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """Return the models that may stand at one of pydantic's locations, which name union members too."""
    found = [model]
    for part in location:
        found = list(_root_values(found))
        members = [one for one in found if _kind(one) == part]
        if len(found) > 1 and members:
            found = members
        elif known := _fields(found).get(str(part)):
            found = list(_models_in(known))
    return list(_root_values(found))


def _kind(model: type[BaseModel]) -> str | None:
    info = model.model_fields.get("kind")
    return str(get_args(info.annotation)[0]) if info and get_args(info.annotation) else None


def _root_values(models: list[type[BaseModel]]) -> Iterable[type[BaseModel]]:
    for one in models:
        root = one.model_fields.get("root")
        yield from _models_in(root) if root else [one]


def _fields(models: Iterable[type[BaseModel]]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for one in models for name, info in one.model_fields.items()}


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, FieldInfo):
        annotation = annotation.annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for argument in get_args(annotation):
            yield from _models_in(argument)
