"""What an edition holds, as short hashes: enough to tell later which of its units changed, and in what."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from packager.document.edition import Edition
from packager.document.references import references
from packager.document.unit_base import UnitBase
from packager.document.units import Quiz

TITLE, TEXT, FILES, SETTINGS = "title", "text", "files", "settings"
"""The parts of a unit that have no name of their own; questions, scenes and pages are `#<id>`."""

FINGERPRINT_FILE = "poiju.json"
"""Where a package keeps its fingerprint. Moodle leaves a file alone that it does not know."""

_NOT_CONTENT = frozenset({"id", "key", "kind", "file", "line", "files"})
_HASH_LENGTH = 16


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrint:
    """A unit: where it stands, and a hash of each of its parts."""

    key: str
    kind: str
    title: str
    section: str
    parts: Mapping[str, str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """An edition: its units in their order."""

    module: str
    version: str
    language: str
    units: tuple[UnitPrint, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the fingerprint as JSON types."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, data: Any) -> Fingerprint:
        """Return what `as_json` gave. Raises KeyError or TypeError for anything else."""
        units = tuple(UnitPrint(**unit) for unit in data["units"])
        return cls(**{**data, "units": units})


def fingerprint(edition: Edition) -> Fingerprint:
    """Return what an edition holds."""
    module = edition.module
    return Fingerprint(
        module=module.id,
        version=module.version,
        language=edition.language,
        units=tuple(
            UnitPrint(
                key=unit.key,
                kind=unit.kind,
                title=edition.text(unit.title),
                section=edition.text(section.title),
                parts={name: _hash(content) for name, content in _parts(edition, unit)},
            )
            for section in module.sections
            for unit in section.units
        ),
    )


def fingerprints_file(editions: Iterable[Edition]) -> bytes:
    """Return the fingerprints of all modules of a package as the file that it keeps."""
    modules = [fingerprint(edition).as_json() for edition in editions]
    return json.dumps({"modules": modules}, ensure_ascii=False, indent=1).encode()


def read_fingerprints(content: bytes) -> tuple[Fingerprint, ...]:
    """Return what `fingerprints_file` wrote. Raises ValueError for anything else."""
    try:
        return tuple(Fingerprint.from_json(one) for one in json.loads(content)["modules"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a file of fingerprints") from error


def _parts(edition: Edition, unit: UnitBase) -> Iterator[tuple[str, Any]]:
    """Yield the parts of a unit in the edition's language."""
    gathered: dict[str, dict[str, Any]] = {TEXT: {}, FILES: {}, SETTINGS: {}}
    yield TITLE, edition.text(unit.title)
    for field in dataclasses.fields(unit):
        value = getattr(unit, field.name)
        if field.name in _NOT_CONTENT or field.name == "title":
            continue
        if isinstance(value, tuple) and value and all(hasattr(one, "id") for one in value):
            yield from ((f"#{one.id}", _reduced(edition, one)) for one in value)
            gathered[SETTINGS][field.name] = [one.id for one in value]
        else:
            gathered[_part_of(edition, value)][field.name] = _reduced(edition, value)
    for pool, questions in edition.module.drawable(unit).items() if isinstance(unit, Quiz) else ():
        yield from ((f"#{pool}/{one.id}", _reduced(edition, one)) for one in questions)
    yield from gathered.items()


def _part_of(edition: Edition, value: Any) -> str:
    if not _by_language(edition, value):
        return SETTINGS
    return FILES if edition.pick(value) in edition.module.assets else TEXT


def _by_language(edition: Edition, value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and value.keys() <= set(edition.module.languages)


def _reduced(edition: Edition, value: Any) -> Any:
    """Return a value as JSON types, in one language, each file that it names with its digest."""
    if _by_language(edition, value):
        return _reduced(edition, edition.pick(value))
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value) if field.name not in _NOT_CONTENT]
        return {name: _reduced(edition, getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(name): _reduced(edition, one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_reduced(edition, one) for one in value]
    if isinstance(value, str):
        return [value, *_digests(edition, value)]
    return str(value) if isinstance(value, Decimal | dt.date | dt.timedelta) else value


def _digests(edition: Edition, text: str) -> Iterator[str]:
    assets = edition.module.assets
    named = [text] if text in assets else []
    if "asset:" in text:
        named += [target for scheme, target in references(text) if scheme == "asset" and target in assets]
    for path in named:
        yield assets[path].sha1


def _hash(content: Any) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:_HASH_LENGTH]
