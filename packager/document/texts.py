"""Every text within a part of the document, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from packager.document.words import in_language


def texts_of(part: object, language: str) -> Iterator[str]:
    """Yield every string of a section, a unit, a question or an institution: markup, words, ids, paths.

    Every mapping below these is a language map; only the asked language's side of it is walked.
    """
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        if part:
            yield from texts_of(in_language(part, language), language)
    elif isinstance(part, tuple):
        for one in part:
            yield from texts_of(one, language)
    else:
        for name in _field_names(type(part)):  # type: ignore[arg-type]  # mypy takes __hash__ for an instance's
            yield from texts_of(getattr(part, name), language)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields, none of another type; asked once for each type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
