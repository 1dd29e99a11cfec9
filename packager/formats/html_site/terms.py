"""The terms that are explained at the foot of a unit's page."""

from __future__ import annotations

from packager.document.edition import Edition
from packager.document.glossary import Glossary
from packager.document.personal import Checklist, Reflection
from packager.document.scales import SelfAssessment
from packager.document.surveys import Survey
from packager.document.units import Lesson, Quiz, Scenario, Unit
from packager.render.body import used_terms
from packager.render.glossary import glossary_terms
from packager.render.peer_review import whole_body
from packager.render.scenario import scenario_terms
from packager.render.terms import terms_in


def texts_below(unit: Reflection | Checklist | SelfAssessment) -> tuple[object, ...]:
    """Return the parts of a unit that follow its body."""
    match unit:
        case Reflection():
            return unit.prompts
        case Checklist():
            return unit.groups
        case SelfAssessment():
            return unit.areas


def terms_of(edition: Edition, unit: Unit) -> tuple[str, ...]:
    """Return the terms that are explained at the foot of a unit's page."""
    match unit:
        case Quiz():
            return ()
        case Scenario():
            return scenario_terms(edition, unit)
        case Reflection() | Checklist() | SelfAssessment():
            return terms_in(edition, unit.body, texts_below(unit))
        case Survey():
            return terms_in(edition, unit.body, unit.questions)
        case Glossary():
            return glossary_terms(edition, unit)
        case _:
            return used_terms(
                edition, whole_body(edition, unit), unit.checks if isinstance(unit, Lesson) else ()
            )
