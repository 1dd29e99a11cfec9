"""Terms and glossaries share their words: each is written once, below `terms:` or in a glossary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape, unescape

from packager.definition.definition import Definition
from packager.definition.models.resources import GlossaryRow
from packager.document.glossary import Glossary, GlossaryEntry
from packager.document.module import Term
from packager.document.units import Unit
from packager.document.words import Xhtml, plain_text

_FIRST_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)
_NOT_SAID = re.compile(
    r"<annotation .*?</annotation>|<sup id=.*?</sup>", re.DOTALL
)  # TeX, footnotes' numbers
_TAG = re.compile(r"<[^>]*>")


def module_terms(definition: Definition) -> dict[str, Term]:
    """Return the words below `terms:`, and those of glossaries, there explained by their first paragraph."""
    terms = _written_terms(definition)
    for unit in definition.units.values():
        for entry in unit.entries if isinstance(unit, Glossary) else ():
            explained = {lang: html for lang, html in entry.definition.items() if html}
            if explained and entry.id not in terms:
                terms[entry.id] = Term(
                    name=entry.term, definition={lang: _in_short(html) for lang, html in explained.items()}
                )
    return terms


def _written_terms(definition: Definition) -> dict[str, Term]:
    ids = dict.fromkeys(term for one in definition.languages.values() for term in one.words.terms)
    terms = {}
    for term_id in ids:
        rows = {
            language: one.words.terms[term_id]
            for language, one in definition.languages.items()
            if term_id in one.words.terms
        }
        terms[term_id] = Term(
            name={language: row.term for language, row in rows.items()},
            definition={language: row.definition for language, row in rows.items()},
        )
    return terms


def _in_short(html: Xhtml) -> str:
    """Return the plain text of the first paragraph that has any."""
    for found in _FIRST_PARAGRAPH.finditer(_NOT_SAID.sub("", html)):
        if text := " ".join(unescape(_TAG.sub("", found[0])).split()):
            return text
    return plain_text(html)


def with_terms(definition: Definition, unit: Unit) -> Unit:
    """Return a unit; a glossary that says `terms: true` with the words below `terms:` among its own."""
    row = next(row for _, row in definition.rows if row.id == unit.id)
    if not (isinstance(unit, Glossary) and isinstance(row, GlossaryRow) and row.terms):
        return unit
    terms = _written_terms(definition)
    own = tuple(_explained(entry, terms.get(entry.id)) for entry in unit.entries)
    known = {entry.id for entry in own}
    further = (_entry(term_id, term) for term_id, term in terms.items() if term_id not in known)
    return replace(unit, entries=(*own, *further))


def _explained(entry: GlossaryEntry, term: Term | None) -> GlossaryEntry:
    """Return an entry whose explanation, where its own is empty, is that of the term of the same id."""
    if term is None:
        return entry
    definition = {lang: html or _paragraph(term.definition, lang) for lang, html in entry.definition.items()}
    return replace(entry, definition=definition)


def _entry(term_id: str, term: Term) -> GlossaryEntry:
    return GlossaryEntry(
        id=term_id,
        term=term.name,
        definition={language: _paragraph(term.definition, language) for language in term.definition},
    )


def _paragraph(definition: Mapping[str, str], language: str) -> Xhtml:
    return Xhtml(f"<p>{escape(definition[language])}</p>") if language in definition else Xhtml("")
