"""Every language says the same things: titles, outcomes, sections, terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from packager.definition.definition import Definition, LanguageWords
from packager.definition.mistakes import did_you_mean
from packager.definition.models.language_file import LanguageFile

OPTIONAL: tuple[tuple[str, Callable[[LanguageFile], object]], ...] = (
    ("badge.name", lambda words: words.badge and words.badge.name),
    ("badge.description", lambda words: words.badge and words.badge.description),
    ("keywords", lambda words: words.keywords),
    ("prerequisites", lambda words: words.prerequisites),
    ("prior_learning.evidence", lambda words: words.prior_learning.evidence),
    ("accessibility.summary", lambda words: words.accessibility.summary),
)
"""What a module may leave unsaid, but not in one language only."""


def check_languages(definition: Definition) -> None:
    """Check the words of each language against the structure and against the other languages."""
    sections = [row.id for row in definition.structure.sections]
    grading = definition.structure.grading
    groups = [row.id for row in grading.groups] if grading else []
    terms = dict.fromkeys(term for one in definition.languages.values() for term in one.words.terms)
    for one in definition.languages.values():
        for field, text in (("title", one.words.title), ("summary", one.words.summary)):
            if text is None:
                _missing(definition, one, field, f"is missing: add {field}: with the words of this language")
        _compare(definition, one, "outcomes", definition.outcome_ids, one.words.outcomes)
        _compare(definition, one, "sections", sections, one.words.sections)
        _compare(definition, one, "terms", terms, one.words.terms)
        _compare(definition, one, "grading", groups, one.words.grading)
    for field, pick in OPTIONAL:
        _check_optional(definition, field, pick)
    _check_names_of_skills(definition)


def _missing(definition: Definition, one: LanguageWords, field: str, message: str) -> None:
    definition.problems.incomplete(one.file.place(tuple(field.split("."))), field, message)


def _compare(
    definition: Definition, one: LanguageWords, field: str, wanted: Iterable[str], written: Iterable[str]
) -> None:
    """Report names that the structure has and the words lack, and the other way round."""
    wanted, written = list(wanted), list(written)
    for name in wanted:
        if name not in written:
            _missing(definition, one, f"{field}.{name}", f"is missing: add {name}: below {field}:")
    for name in written:
        if name not in wanted:
            guess = did_you_mean(name, wanted) or "take it away, or add it to module.yaml"
            definition.problems.error(
                one.file.place((field, name)), f"{field}.{name}", f"module.yaml has no {name}: {guess}"
            )


def _check_optional(definition: Definition, field: str, pick: Callable[[LanguageFile], object]) -> None:
    said = [language for language, one in definition.languages.items() if pick(one.words)]
    for language, one in definition.languages.items():
        if said and language not in said:
            _missing(definition, one, field, f"is missing: {said[0]}/module.yaml has it, translate it")


def _check_names_of_skills(definition: Definition) -> None:
    """Warn where a skill has a name in another language only: readers would see that one."""
    skills = dict.fromkeys(uri for row in definition.structure.credential.outcomes for uri in row.esco)
    for uri in skills:
        named = [language for language, one in definition.languages.items() if uri in one.words.skills]
        for language, one in definition.languages.items():
            if named and language not in named:
                definition.problems.warning(
                    one.file.place(("skills",)),
                    "skills",
                    f"{uri} has a name in {named[0]}/module.yaml, but none here: add it below skills:",
                )
