"""The parts of a credential that a published module says, and dates in their order."""

from __future__ import annotations

import datetime as dt

from packager.definition.definition import Definition

_ADVICE = {
    "field": 'add ISCED-F codes, as field: ["0111"]',
    "participation": "add participation: {mode: online, setting: non-formal}",
    "assessment": "add assessment: {supervision: unsupervised-no-id}",
    "quality": "add quality: {type: institutional}",
}


def check_credential(definition: Definition) -> None:
    """Check that the description is whole (Council Recommendation 2022/C 243/02, Annex I)."""
    credential = definition.structure.credential
    for name, advice in _ADVICE.items():
        if not getattr(credential, name):
            definition.problems.incomplete(
                definition.place("credential", name), f"credential.{name}", f"is missing: {advice}"
            )
    quality = credential.quality
    if quality and (message := dates_mistake(quality.reviewed, quality.next)):
        definition.problems.error(
            definition.place("credential", "quality", "next"), "credential.quality.next", message
        )
    stack = credential.stack
    if stack and stack.kind == "stackable" and not stack.into:
        definition.problems.warning(
            definition.place("credential", "stack"),
            "credential.stack.into",
            "says not what it stacks towards: add into: [fi.example.path]",
        )


def dates_mistake(reviewed: dt.date | None, following: dt.date | None) -> str | None:
    """Return what is wrong with the dates of reviews, or None."""
    if reviewed and following and following <= reviewed:
        return f"{following} is not after the last review ({reviewed}): correct one of them"
    return None
