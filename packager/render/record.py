"""The description of the micro-credential as a page that people read (Council Recommendation 2022/C 243/02,
Annex I), with what only the delivering institution knows and what exists only at an award named as such."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from packager.document.assets import Asset, Credit
from packager.document.credential import Outcome, Skill
from packager.document.edition import Edition
from packager.document.module import Module
from packager.document.references import Links
from packager.document.units import GRADED_KINDS, Assignment, Unit
from packager.document.used_assets import used_assets
from packager.render.environment import environment
from packager.render.vocabulary import ISCED_LABELS, licence_url


@dataclass(frozen=True, slots=True)
class Alignment:
    """One row of constructive alignment: an outcome, where it is learnt and where it is assessed."""

    outcome: Outcome
    learning: tuple[Unit, ...]
    assessment: tuple[Unit, ...]


def alignments(module: Module) -> tuple[Alignment, ...]:
    """Return a row for each outcome of a module, in order."""
    return tuple(_alignment(module, outcome) for outcome in module.credential.outcomes)


def assessment_types(module: Module) -> tuple[str, ...]:
    """Return the types of assessment that the units make: `quiz`, `assignment`, `artefact`, each once.

    An assignment with a template to fill ends in an artefact.
    """
    return tuple(dict.fromkeys(_type(unit) for unit in module.units if unit.kind in GRADED_KINDS))


def record_page(edition: Edition, links: Links) -> Markup:
    """Return the description as XHTML; its headings begin at `h2`."""
    module = edition.module
    template = environment(edition.language).get_template("unit/record.html")
    return Markup(  # the template escapes; no markup of the author stands in it
        template.render(
            edition=edition,
            module=module,
            credential=module.credential,
            institution=module.institution,
            links=links,
            alignments=alignments(module),
            assessment_types=assessment_types(module),
            fields=[(code, edition.text(ISCED_LABELS.get(code))) for code in module.credential.field],
            credits=media_credits(edition),
            skills=_skills(module),
            licence_url=licence_url,
        )
    )


def media_credits(edition: Edition) -> tuple[tuple[Asset, Credit], ...]:
    """Return the files of an edition that somebody must be credited for, by path."""
    return tuple((asset, asset.credit) for asset in used_assets(edition) if asset.credit is not None)


def _skills(module: Module) -> tuple[tuple[Skill, tuple[str, ...]], ...]:
    """Return each skill that the outcomes name, once, with the ids of its outcomes."""
    outcomes = module.credential.outcomes
    skills = {skill.uri: skill for outcome in outcomes for skill in outcome.esco}
    return tuple(
        (skill, tuple(one.id for one in outcomes if any(own.uri == uri for own in one.esco)))
        for uri, skill in skills.items()
    )


def _alignment(module: Module, outcome: Outcome) -> Alignment:
    serving = module.serving(outcome.id)
    return Alignment(
        outcome=outcome,
        learning=tuple(unit for unit in serving if unit.kind not in GRADED_KINDS),
        assessment=tuple(unit for unit in serving if unit.kind in GRADED_KINDS),
    )


def _type(unit: Unit) -> str:
    if isinstance(unit, Assignment):
        return "artefact" if unit.template else "assignment"
    return unit.kind
