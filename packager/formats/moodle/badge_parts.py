"""What a badge is given for, and what it is aligned with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from packager.document.badge import Badge
from packager.document.edition import Edition
from packager.document.module import Module
from packager.document.words import in_language
from packager.formats.moodle.build import Backup
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.xml import Element, node

LONGEST = 255
"""The width of nearly all columns of badges."""

_ALL = 1  # BADGE_CRITERIA_AGGREGATION_ALL
_OVERALL, _BY_ACTIVITY, _BY_COURSE = 0, 1, 4  # BADGE_CRITERIA_TYPE_OVERALL, _ACTIVITY, _COURSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A badge before it is written. Without course modules the whole course must be done."""

    badge: Badge
    edition: Edition
    title: str
    summary: str
    version: str
    modules: tuple[Module, ...]
    course_modules: tuple[int, ...]


def criteria(backup: Backup, wanted: Wanted, number: int) -> Element:
    """Return "all of these", and what must be done: activities, or the course."""
    text = _outcomes(wanted)
    asked = (
        (_BY_ACTIVITY, [(f"module_{one}", one) for one in wanted.course_modules])
        if wanted.course_modules
        else (_BY_COURSE, [(f"course_{backup.course_id}", backup.course_id)])
    )
    both: list[tuple[int, str, list[tuple[str, int]]]] = [(_OVERALL, "", []), (asked[0], text, asked[1])]
    return node("criteria", None, *(_criterion(backup, number, *one) for one in both))


def _criterion(
    backup: Backup, number: int, kind: int, text: str, parameters: list[tuple[str, int]]
) -> Element:
    criterion = backup.ids.new("badge_criterion")
    rows = [
        node("parameter", {"id": backup.ids.new("badge_parameter")}, critid=criterion, name=name, value=value,
             criteriatype=kind)
        for name, value in parameters
    ]  # fmt: skip
    return node(
        "criterion", {"id": criterion}, node("parameters", None, *rows),
        badgeid=number, criteriatype=kind, method=_ALL, description=text, descriptionformat=1,
    )  # fmt: skip


def _outcomes(wanted: Wanted) -> str:
    """Return the learning outcomes, which say what the badge stands for."""
    language = wanted.edition.language
    outcomes = [
        f"<li>{as_words(escape(in_language(outcome.text, language)))}</li>"
        for module in wanted.modules
        for outcome in module.credential.outcomes
    ]
    return f"<ul>{''.join(outcomes)}</ul>" if outcomes else ""


def alignments(backup: Backup, wanted: Wanted, number: int) -> Element:
    """Return what the badge is aligned with: ESCO skills, then levels of the EQF, each once."""
    rows = (
        node("alignment", {"id": backup.ids.new("alignment")}, badgeid=number, targetname=name[:LONGEST],
             targeturl=address[:LONGEST], targetdescription="", targetframework=framework,
             targetcode=code[:LONGEST])
        for name, address, framework, code in _targets(wanted)
    )  # fmt: skip
    return node("alignments", None, *rows)


def _targets(wanted: Wanted) -> Iterator[tuple[str, str, str, str]]:
    """Yield (name, address, framework, code)."""
    outcomes = (outcome for one in wanted.modules for outcome in one.credential.outcomes)
    skills = {skill.uri: skill for outcome in outcomes for skill in outcome.esco}
    for uri, skill in skills.items():
        yield wanted.edition.text(skill.label) or uri, uri, "ESCO", uri.rpartition("/")[2]
    for level in dict.fromkeys(one.credential.level.eqf for one in wanted.modules):
        if level:
            address = f"http://data.europa.eu/snb/eqf/{level}"
            yield f"EQF {level}", address, "European Qualifications Framework", str(level)
