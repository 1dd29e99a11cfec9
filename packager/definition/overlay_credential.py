"""What an institution may state of the credential itself: credits, level, quality, supervision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from packager.definition.checks.credential import dates_mistake
from packager.definition.checks.workload import credits_mistake
from packager.definition.models.overlay_file import OverlayFile
from packager.definition.problems import Problems
from packager.definition.yaml_source import YamlFile
from packager.document.credential import AssessmentForm, Credential, Level, Quality, Workload
from packager.document.words import Words

InEveryLanguage = Callable[..., Words | None]
"""Given a text by language and its path, returns it in the module's languages."""


def overlaid(
    credential: Credential, row: OverlayFile, file: YamlFile, words: InEveryLanguage, problems: Problems
) -> Credential:
    """Return the credential with what the overlay states; report what does not fit together."""
    changed = replace(
        credential,
        workload=_workload(credential.workload, row),
        level=_level(credential.level, row, words),
        quality=_quality(credential.quality, row, words),
    )
    if row.assessment:
        changed = replace(changed, assessment=AssessmentForm(supervision=row.assessment.supervision))
    if row.credits and (message := credits_mistake(changed.workload)):
        problems.error(file.place(("credits", "amount")), "credits.amount", message)
    if row.quality and (message := dates_mistake(changed.quality.reviewed, changed.quality.next)):
        problems.error(file.place(("quality", "next")), "quality.next", message)
    if row.level and row.level.eqf is None and row.level.finqf is None:
        problems.error(file.place(("level",)), "level", "states no level: add eqf: or finqf: with a number")
    return changed


def _workload(workload: Workload, row: OverlayFile) -> Workload:
    if row.credits is None:
        return workload
    return replace(workload, credits=row.credits.amount, system=row.credits.system)


def _level(level: Level, row: OverlayFile, words: InEveryLanguage) -> Level:
    if row.level is None:
        return level
    justification = words(row.level.justification, "level", "justification")
    return Level(eqf=row.level.eqf, finqf=row.level.finqf, justification=justification)


def _quality(quality: Quality, row: OverlayFile, words: InEveryLanguage) -> Quality:
    if row.quality is None:
        return quality
    return Quality(
        type=row.quality.type or quality.type,
        body=words(row.quality.body, "quality", "body"),
        url=row.quality.url or quality.url,
        reviewed=row.quality.reviewed or quality.reviewed,
        next=row.quality.next or quality.next,
    )
