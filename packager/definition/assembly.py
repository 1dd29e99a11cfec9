"""Puts the module together from what was read. What a draft lacks is filled with the plainest value."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from packager.definition.definition import Definition
from packager.definition.glossary_terms import module_terms, with_terms
from packager.definition.grading import read_grading
from packager.definition.models.credential import CredentialRow, OutcomeRow
from packager.definition.models.language_file import LanguageFile
from packager.definition.models.module_file import SectionRow
from packager.definition.restrictions import read_restriction
from packager.document.badge import Badge
from packager.document.credential import (
    AssessmentForm,
    Credential,
    Level,
    Outcome,
    Participation,
    PriorLearning,
    Quality,
    Skill,
    Stack,
    Workload,
)
from packager.document.module import Accessibility, Module, Section
from packager.document.picture import Picture
from packager.document.words import Words

Pick = Callable[[LanguageFile], str | None]


def assemble(definition: Definition) -> Module:
    """Return the module of a definition, without the institution's overlay."""
    structure = definition.structure
    sections = tuple(_section(definition, row) for row in structure.sections)
    return Module(
        id=structure.id,
        version=structure.version,
        status=structure.status,
        languages=structure.languages,
        title=_words(definition, lambda words: words.title, structure.id),
        summary=_words(definition, lambda words: words.summary),
        sections=sections,
        grading=read_grading(definition, sections),
        badge=_badge(definition),
        credential=_credential(definition, structure.credential),
        licence=structure.licence,
        audience=structure.audience,
        sector=structure.sector,
        picture=_picture(definition),
        keywords={
            language: one.words.keywords
            for language, one in definition.languages.items()
            if one.words.keywords
        },
        authors=structure.authors,
        assets=dict(sorted(definition.media.assets.items())),
        terms=module_terms(definition),
        pools=tuple(definition.pools.values()),
        accessibility=_accessibility(definition),
        derived_from=structure.derived_from,
        formerly=structure.formerly,
    )


def _picture(definition: Definition) -> Picture | None:
    if not definition.picture:
        return None
    return Picture(asset=definition.picture, alt=_words(definition, lambda words: words.picture))


def _badge(definition: Definition) -> Badge | None:
    row = definition.structure.badge
    if row is None:
        return None

    def alt(words: LanguageFile) -> str | None:
        return words.badge.picture if words.badge else None

    return Badge(
        name=_some_words(definition, lambda words: words.badge.name if words.badge else None),
        description=_some_words(definition, lambda words: words.badge.description if words.badge else None),
        units=row.units,
        picture=Picture(asset=definition.badge_picture, alt=_words(definition, alt))
        if definition.badge_picture
        else None,
    )


def _words(definition: Definition, pick: Pick, otherwise: str = "") -> Words:
    """Return a text in each language that has it; never an empty map."""
    return _some_words(definition, pick) or {definition.structure.languages[0]: otherwise}


def _some_words(definition: Definition, pick: Pick) -> Words | None:
    found = {language: pick(one.words) for language, one in definition.languages.items()}
    return {language: text for language, text in found.items() if text} or None


def _section(definition: Definition, row: SectionRow) -> Section:
    def title(words: LanguageFile) -> str | None:
        return words.sections[row.id].title if row.id in words.sections else None

    def summary(words: LanguageFile) -> str | None:
        return words.sections[row.id].summary if row.id in words.sections else None

    return Section(
        id=row.id,
        title=_words(definition, title, row.id),
        summary=_some_words(definition, summary),
        restrict=read_restriction(row.restrict, definition.structure.languages),
        units=tuple(
            with_terms(definition, definition.units[unit.id])
            for unit in row.units
            if unit.id in definition.units
        ),
    )


def _credential(definition: Definition, row: CredentialRow) -> Credential:
    participation, assessment, quality = row.participation, row.assessment, row.quality
    return Credential(
        outcomes=tuple(_outcome(definition, one) for one in row.outcomes),
        workload=Workload(
            hours=row.workload.hours or _hours_of_units(definition),
            credits=row.workload.credits,
            system=row.workload.system,
        ),
        level=Level(
            eqf=row.level.eqf,
            finqf=row.level.finqf,
            justification=_some_words(definition, lambda words: words.level.justification),
            reason=_some_words(definition, lambda words: words.level.reason),
        ),
        field=row.field,
        participation=Participation(
            mode=participation.mode if participation else "online",
            setting=participation.setting if participation else "non-formal",
        ),
        assessment=AssessmentForm(supervision=assessment.supervision if assessment else "unsupervised-no-id"),
        quality=Quality(
            type=quality.type if quality else "institutional",
            reviewed=quality.reviewed if quality else None,
            next=quality.next if quality else None,
        ),
        prerequisites=_some_words(definition, lambda words: words.prerequisites),
        stack=Stack(kind=row.stack.kind, into=row.stack.into) if row.stack else None,
        prior_learning=_prior_learning(definition, row),
    )


def _hours_of_units(definition: Definition) -> Decimal:
    minutes = sum(unit.minutes or 0 for _, unit in definition.rows)
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"))


def _outcome(definition: Definition, row: OutcomeRow) -> Outcome:
    return Outcome(
        id=row.id,
        text=_words(definition, lambda words: words.outcomes.get(row.id), row.id),
        bloom=row.bloom,
        kind=row.kind,
        esco=tuple(
            Skill(uri=uri, label=_some_words(definition, lambda words, uri=uri: words.skills.get(uri)))  # type: ignore[misc]  # a default binds the loop's value
            for uri in row.esco
        ),
    )


def _prior_learning(definition: Definition, row: CredentialRow) -> PriorLearning | None:
    if row.prior_learning is None:
        return None
    evidence = _some_words(definition, lambda words: words.prior_learning.evidence)
    return PriorLearning(allowed=row.prior_learning.allowed, evidence=evidence)


def _accessibility(definition: Definition) -> Accessibility:
    row = definition.structure.accessibility
    return Accessibility(
        features=row.features,
        hazards=row.hazards,
        summary=_some_words(definition, lambda words: words.accessibility.summary),
    )
