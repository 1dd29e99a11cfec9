"""From a folder to a module, or to the list of everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from packager.definition.assembly import assemble
from packager.definition.checks import CHECKS
from packager.definition.definition import Definition, LanguageWords
from packager.definition.markdown.glossary_entries import ids_of_terms
from packager.definition.media import CREDITS_FILE, MediaFolder
from packager.definition.models.base import LANGUAGE, in_or_for_all
from packager.definition.models.language_file import LanguageFile
from packager.definition.models.media_file import MediaFile
from packager.definition.models.module_file import ModuleFile, PoolRow
from packager.definition.models.units import UnitRow
from packager.definition.module_scope import ModuleScope
from packager.definition.picture import read_pictures
from packager.definition.pools import read_pool
from packager.definition.problems import DefinitionError, Place, Problems
from packager.definition.scope import SourceFile
from packager.definition.text_files import read_text
from packager.definition.units import read_unit
from packager.definition.validation import remainder, validated
from packager.definition.yaml_source import Value, YamlFile, load_yaml
from packager.document.assets import Credit, Sums
from packager.document.module import Module

STRUCTURE_FILE = "module.yaml"
_STAND_INS: Mapping[str, Value] = {
    "poiju": 1, "id": "fi.example.unnamed", "version": "0.0.0", "status": "draft", "licence": "CC0-1.0",
}  # fmt: skip
"""What takes the place of fields that are missing, while the texts are read for their mistakes."""

Texts = tuple[UnitRow, dict[str, SourceFile]]
"""A unit's row with its text in each language."""


def load_module(folder: Path, overlay: Path | None = None) -> Module:
    """Return the module of a folder. Raises DefinitionError with all its mistakes."""
    module, problems = read_module(folder, overlay=overlay)
    if module is None:
        raise DefinitionError(problems.errors)
    return module


def read_module(
    folder: Path, *, overlay: Path | None = None, known: Mapping[Path, Sums] | None = None
) -> tuple[Module | None, Problems]:
    """Return the module of a folder and what is wrong with it; None where there are errors.

    `overlay` is the institution's file; `known` are sums of media files that were taken already, by their
    place. Nothing that stands in the folder makes this raise.
    """
    problems = Problems()
    definition = _read_structure(folder, problems, known)
    if definition is None:
        return None, problems
    _read_credits(definition)
    texts = _texts(definition)
    scope = _scope(definition, texts)
    _read_units(definition, texts, scope)
    _read_pools(definition, scope)
    read_pictures(definition, scope)
    if not definition.whole:
        return None, problems
    for check in CHECKS:
        check(definition)
    module = assemble(definition)
    if overlay is not None:
        from packager.definition.overlay import apply_overlay  # its models take time to make

        module = apply_overlay(module, overlay, problems)
    return (None if problems.errors else module), problems


def _read_structure(folder: Path, problems: Problems, known: Mapping[Path, Sums] | None) -> Definition | None:
    file = _read_yaml(folder, STRUCTURE_FILE, problems)
    if file is None:
        if not (folder / STRUCTURE_FILE).exists():
            problems.error(
                Place(STRUCTURE_FILE), "", f"is missing in {folder}: name a folder that holds a module"
            )
        return None
    problems.draft = file.data.get("status") == "draft"
    structure = validated(ModuleFile, file, problems)
    languages = structure.languages if structure else _languages_of(file)
    words = {language: _read_words(folder, language, problems) for language in languages}
    whole = structure is not None
    structure = structure or remainder(ModuleFile, file, _STAND_INS)
    if structure is None:
        return None
    for path, row in structure.units:
        row.locate({field: file.place((*path, field)) for field in type(row).model_fields})
    return Definition(
        folder=folder,
        structure=structure,
        file=file,
        problems=problems,
        languages={language: one for language, one in words.items() if one},
        media=MediaFolder(folder, structure.languages, problems, known),
        whole=whole,
    )


def _languages_of(file: YamlFile) -> list[str]:
    """Return the languages of a file that does not hold otherwise, for all mistakes in one run."""
    written = file.data.get("languages")
    if not isinstance(written, list):
        return []
    return [one for one in written if isinstance(one, str) and re.match(LANGUAGE, one)]


def _read_yaml(folder: Path, name: str, problems: Problems) -> YamlFile | None:
    if not (folder / name).exists():
        return None
    source = read_text(folder, name, problems)
    return load_yaml(source, problems) if source else None


def _read_words(folder: Path, language: str, problems: Problems) -> LanguageWords | None:
    name = f"{language}/{STRUCTURE_FILE}"
    if not (folder / name).exists():
        problems.incomplete(
            Place(name), "", "is missing: write the module's title, summary and outcomes there"
        )
        return None
    file = _read_yaml(folder, name, problems)
    words = validated(LanguageFile, file, problems) if file else None
    return LanguageWords(words, file) if words and file else None


def _read_credits(definition: Definition) -> None:
    file = _read_yaml(definition.folder, CREDITS_FILE, definition.problems)
    rows = validated(MediaFile, file, definition.problems) if file else None
    definition.media.credits_readable = rows is not None or not (definition.folder / CREDITS_FILE).exists()
    if not (file and rows):
        return
    known = set(definition.media.files) | {definition.media.neutral(path) for path in definition.media.files}
    for name, row in rows.root.items():
        if f"media/{name}" not in known:
            definition.problems.error(
                file.place((name,)), name, "there is no such file below media/: correct the name"
            )
        definition.media.credits[name] = Credit(
            author=row.author, licence=row.licence, source=row.source, title=_title(definition, row.title)
        )


def _title(definition: Definition, title: dict[str, str] | None) -> dict[str, str] | None:
    if title is None:
        return None
    found = {language: in_or_for_all(title, language) for language in definition.structure.languages}
    return {language: text for language, text in found.items() if text} or None


def _texts(definition: Definition) -> list[Texts]:
    return [
        (row, _unit_sources(definition, row, definition.place(*path, "file")))
        for path, row in definition.rows
    ]


def _scope(definition: Definition, texts: list[Texts]) -> ModuleScope:
    glossaries = [source for row, own in texts if row.kind == "glossary" for source in own.values()]
    return ModuleScope(
        definition.structure.id,
        definition.structure.languages,
        (row.id for _, row in definition.rows),
        (
            *(term for one in definition.languages.values() for term in one.words.terms),
            *(term for source in glossaries for term in ids_of_terms(source.text)),
        ),
        definition.media,
        definition.problems,
        (row.id for row, _ in texts if row.kind == "text"),
    )


def _read_units(definition: Definition, texts: list[Texts], scope: ModuleScope) -> None:
    for row, sources in texts:
        unit = read_unit(row, sources, scope) if sources else None
        if unit is not None:
            definition.units[row.id] = unit


def _read_pools(definition: Definition, scope: ModuleScope) -> None:
    for at, row in enumerate(definition.structure.pools):
        sources = _unit_sources(definition, row, definition.place("pools", at, "file"))
        if sources:
            definition.pools[row.id] = read_pool(row, sources, scope)


def _unit_sources(definition: Definition, row: UnitRow | PoolRow, place: Place) -> dict[str, SourceFile]:
    """Return a text by language, a unit's or a pool's; report the languages that lack it."""
    languages = definition.structure.languages
    names = {language: f"{language}/{row.file}" for language in languages}
    there = [language for language in languages if (definition.folder / names[language]).is_file()]
    if not there:
        folders = ", ".join(f"{language}/" for language in languages)
        definition.problems.error(
            place, f"{row.id}.file", f"{row.file} is in none of {folders}: write it, or correct the name"
        )
    sources = {}
    for language in there:
        if source := read_text(definition.folder, names[language], definition.problems):
            sources[language] = source
    for language in languages:
        if there and language not in there:
            definition.problems.incomplete(
                Place(names[language]), "", f"is missing: translate {names[there[0]]}"
            )
    return sources
