"""Pictures of the module and of its badge: each language says what they show; and what the badge names."""

from __future__ import annotations

from collections.abc import Callable

from packager.definition.definition import Definition
from packager.definition.mistakes import did_you_mean
from packager.definition.models.language_file import LanguageFile


def check_picture(definition: Definition) -> None:
    """Compare the picture of the module with its text alternatives."""
    _compare(
        definition,
        definition.structure.picture,
        bool(definition.picture),
        lambda words: words.picture,
        "picture",
    )


def check_badge(definition: Definition) -> None:
    """Check the units, the words and the picture of the badge."""
    badge = definition.structure.badge
    if badge is None:
        for one in definition.languages.values():
            if one.words.badge:
                definition.problems.error(
                    one.file.place(("badge",)),
                    "badge",
                    "module.yaml has no badge: take this away, or add badge: {} there",
                )
        return
    _compare(
        definition,
        badge.picture,
        bool(definition.badge_picture),
        lambda words: words.badge.picture if words.badge else None,
        "badge",
        "picture",
    )
    units = [row.id for _, row in definition.rows]
    for at, unit in enumerate(badge.units):
        if unit not in units:
            guess = did_you_mean(unit, units) or "correct it, or take it away"
            definition.problems.error(
                definition.place("badge", "units", at),
                "badge.units",
                f"{unit} is not a unit of this module: {guess}",
            )


def _compare(
    definition: Definition,
    picture: str | None,
    read: bool,
    pick: Callable[[LanguageFile], str | None],
    *path: str,
) -> None:
    """Compare a picture with its text alternatives. `read` says that it could be read."""
    field = ".".join(path)
    for one in definition.languages.values():
        said, place = pick(one.words), one.file.place(path)
        if read and not said:
            below = f" below {path[0]}:," if len(path) > 1 else ""
            definition.problems.incomplete(
                place, field, f"is missing: add picture:{below} with what {picture} shows"
            )
        if said and not picture:
            definition.problems.error(
                place, field, "module.yaml names no picture: take this away, or add picture: there"
            )
