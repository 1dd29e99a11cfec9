"""Learning outcomes and ESCO skills as competencies. Moodle finds them by the idnumbers of framework and
competency, and drops without a word what its site has not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packager.document.credential import Outcome
from packager.document.module import Module
from packager.document.unit_base import UnitBase
from packager.document.units import GRADED_KINDS
from packager.formats.moodle.build import Backup, Build
from packager.formats.moodle.ids import Ids, idnumber
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss

ESCO = "esco"
"""The framework of ESCO skills, whose idnumbers are ESCO's own addresses."""

_NOTHING, _EVIDENCE = 0, 1  # course_module_competency: OUTCOME_NONE, OUTCOME_EVIDENCE


@dataclass(frozen=True, slots=True)
class Competency:
    """A competency as a site knows it."""

    framework: str
    idnumber: str


def of_outcome(module_id: str, outcome: Outcome) -> Competency:
    """Return the competency that an outcome is; a module's outcomes are a framework of their own."""
    return Competency(idnumber(module_id), idnumber(f"{module_id}#{outcome.id}"))


def of_outcomes(module: Module, outcomes: Iterable[Outcome]) -> tuple[Competency, ...]:
    """Return the competencies of outcomes, then the skills that they name, each once."""
    outcomes = tuple(outcomes)
    own = (of_outcome(module.id, outcome) for outcome in outcomes)
    skills = (Competency(ESCO, idnumber(skill.uri)) for outcome in outcomes for skill in outcome.esco)
    return tuple(dict.fromkeys((*own, *skills)))


def course_competencies(backup: Backup) -> Element:
    """Return `course/competencies.xml`: all outcomes of all modules, then all skills."""
    found = [
        one for module in backup.course.modules for one in of_outcomes(module, module.credential.outcomes)
    ]
    found = sorted(dict.fromkeys(found), key=lambda one: one.framework == ESCO)
    if found:
        _note_frameworks(backup, found)
    frameworks: dict[str, int] = {}
    rows = [
        node(
            "competency", None, id=backup.ids.new("competency"), idnumber=one.idnumber, ruleoutcome=_EVIDENCE,
            sortorder=place, frameworkid=_number(frameworks, one.framework, backup.ids),
            frameworkidnumber=one.framework,
        )
        for place, one in enumerate(found)
    ]  # fmt: skip
    return node("course_competencies", None, node("competencies", None, *rows), node("user_competencies"))


def activity_competencies(build: Build, unit: UnitBase | None) -> Element:
    """Return `competencies.xml` of an activity. Completing an assessment gives evidence of what it assesses;
    other units only name what they teach towards."""
    module = build.edition.module
    serves = unit.serves if unit else ()
    outcomes = [one for one in module.credential.outcomes if one.id in serves]
    outcome = _EVIDENCE if getattr(unit, "kind", "") in GRADED_KINDS else _NOTHING
    rows = [
        node(
            "competency", None, idnumber=one.idnumber, ruleoutcome=outcome, sortorder=place,
            frameworkidnumber=one.framework, overridegrade=0,
        )
        for place, one in enumerate(of_outcomes(module, outcomes))
    ]  # fmt: skip
    return node("course_module_competencies", None, node("competencies", None, *rows))


def _number(numbers: dict[str, int], framework: str, ids: Ids) -> int:
    """Return the number of a framework, the same each time."""
    if framework not in numbers:
        numbers[framework] = ids.new("framework")
    return numbers[framework]


def _note_frameworks(backup: Backup, found: Iterable[Competency]) -> None:
    names = ", ".join(dict.fromkeys(one.framework for one in found))
    backup.job.notes.add(
        Loss.SITE_NEEDS, backup.place,
        f"outcomes and skills are linked as competencies where the site has the frameworks {names}: "
        "--site-files writes them for Moodle's import",
    )  # fmt: skip
