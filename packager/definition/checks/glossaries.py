"""Glossaries explain each of their terms, in each language."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.models.resources import GlossaryRow
from packager.definition.problems import Place
from packager.document.glossary import Glossary


def check_glossaries(definition: Definition) -> None:
    """Report terms without explanation, and glossaries without terms."""
    for path, row in definition.rows:
        unit = definition.units.get(row.id)
        if not (isinstance(row, GlossaryRow) and isinstance(unit, Glossary)):
            continue
        listed = row.terms and any(one.words.terms for one in definition.languages.values())
        if not unit.entries and not listed:
            definition.problems.incomplete(
                definition.place(*path),
                f"{row.id}.file",
                "the glossary has no terms: write each as ## and its name {#id}, or add terms: true "
                "where the language files explain terms",
            )
        _check_explanations(definition, row, unit)


def _check_explanations(definition: Definition, row: GlossaryRow, unit: Glossary) -> None:
    for entry in unit.entries:
        for language, html in entry.definition.items():
            words = definition.languages.get(language)
            if html or (row.terms and words and entry.id in words.words.terms):
                continue
            definition.problems.incomplete(
                Place(unit.files[language], entry.lines[language]),
                f"#{entry.id}",
                f"the term has no explanation: write it below, or as {entry.id} below terms: in "
                f"{language}/module.yaml, with terms: true in this unit's row",
            )
