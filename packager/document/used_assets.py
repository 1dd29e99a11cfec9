"""Which files an edition needs: those of other languages stay behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from packager.document.assets import Asset
from packager.document.edition import Edition
from packager.document.references import references
from packager.document.words import in_language


def used_assets(edition: Edition) -> tuple[Asset, ...]:
    """Return the files that the edition's texts, units and institution name, by path."""
    module = edition.module
    used = set()
    for text in (*_texts(module.sections, edition), *_texts(module.institution, edition)):
        if text in module.assets:
            used.add(text)
        used.update(target for scheme, target in references(text) if scheme == "asset")
    return tuple(module.assets[path] for path in sorted(used & module.assets.keys()))


def _texts(value: object, edition: Edition) -> Iterator[str]:
    """Yield every string within a part of the document, of language maps only the edition's."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        spoken = value and set(value) <= set(edition.module.languages)
        for inner in [in_language(value, edition.language)] if spoken else value.values():
            yield from _texts(inner, edition)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner, edition)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), edition)
