"""From a YAML file to its model: every mistake with its line, in plain sentences."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from packager.definition.mistakes import sentence
from packager.definition.problems import Problems
from packager.definition.yaml_source import FieldPath, Value, YamlFile

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], file: YamlFile, problems: Problems) -> Model | None:
    """Return the file's fields as a model; None where they cannot be used. Unknown fields are reported
    and left out, so that the rest of the definition is still read."""
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        path = data_path(file.data, detail["loc"])
        if detail["type"] == "union_tag_invalid":
            path = (*path, detail["ctx"]["discriminator"].strip("'"))
        problems.error(file.place(path), field_name(file.data, path), sentence(model, detail, path))
    if any(detail["type"] != "extra_forbidden" for detail in details):
        return None
    try:
        return model.model_validate(_without(file.data, details))
    except ValidationError:  # without the unknown field, what holds it may say too little
        return None


def remainder(model: type[Model], file: YamlFile, stand_ins: Mapping[str, Value]) -> Model | None:
    """Return a model of what is right in a file with mistakes, so that those of other files are found in
    the same run; None where too little is left. `stand_ins` take the place of top fields that are not.

    Nothing may be made of it: `validated` has reported why.
    """
    kept: Any = copy.deepcopy(file.data)
    for detail in _details(model, kept):
        path = data_path(kept, detail["loc"])
        while path and not isinstance(path[-1], str):  # of a list with a mistake, nothing stays
            path = path[:-1]
        _drop(kept, path)
    try:
        return model.model_validate({**stand_ins, **kept})
    except ValidationError:
        return None


def _details(model: type[BaseModel], data: Any) -> list[ErrorDetails]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _drop(data: Any, path: FieldPath) -> None:
    for part in path[:-1]:
        data = _child(data, part)
    if path and isinstance(data, dict):
        data.pop(path[-1], None)


def _without(data: dict[str, Value], details: list[ErrorDetails]) -> Any:
    kept: Any = copy.deepcopy(data)
    for detail in details:
        *above, last = data_path(data, detail["loc"])
        parent = kept
        for part in above:
            parent = parent[part]
        parent.pop(last, None)
    return kept


def data_path(data: Value, location: tuple[str | int, ...]) -> FieldPath:
    """Return pydantic's location as a path in the data: without the names of union members."""
    path: list[str | int] = []
    value: Any = data
    for at, part in enumerate(location):
        if part == "[key]":
            break
        child = _child(value, part)
        known = child is not None or (isinstance(value, dict) and part in value)
        if known or at + 1 == len(location):  # what is neither is a union member's name, as "quiz"
            path.append(part)
            value = child
    return tuple(path)


def field_name(data: Value, path: FieldPath) -> str:
    """Return a path as authors name it: rows of a list by their id, units by their id alone.

    `("sections", 0, "units", 1, "serves", 0)` is `quiz.serves`.
    """
    names: list[str] = []
    value: Any = data
    for part in path:
        value = _child(value, part)
        if isinstance(part, str):
            names.append(part)
        elif isinstance(value, dict) and isinstance(value.get("id"), str):
            if len(names) > 2 and names[0] == "sections" and names[-1] == "units":
                names.clear()
            names.append(value["id"])
    return ".".join(names)


def _child(value: Any, part: str | int) -> Any:
    try:
        return None if isinstance(value, str) else value[part]
    except (KeyError, IndexError, TypeError):
        return None
