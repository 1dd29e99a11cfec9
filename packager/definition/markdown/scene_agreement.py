"""One case out of its languages: scenes, choices and where they lead must agree, words are joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from packager.definition.problems import Place, Problems
from packager.document.scenes import Scene, SceneChoice
from packager.document.words import Words

T = TypeVar("T")
Pages = Mapping[str, Sequence[Scene]]
"""The scenes of each language."""


def join_scenes(pages: Pages, files: Words, problems: Problems) -> tuple[Scene, ...]:
    """Return the scenes in the order of the first language that has any; report what differs."""
    by_id = {language: {scene.id: scene for scene in found} for language, found in pages.items()}
    order = list(dict.fromkeys(scene.id for found in pages.values() for scene in found))
    if _complete(order, by_id, files, problems):
        _report_order(pages, problems)
    return tuple(
        _join({language: found[one] for language, found in by_id.items() if one in found}, problems)
        for one in order
    )


def _complete(
    order: Sequence[str], by_id: Mapping[str, Mapping[str, Scene]], files: Words, problems: Problems
) -> bool:
    complete = True
    for one in order:
        there = next(found[one] for found in by_id.values() if one in found)
        for language, found in by_id.items():
            if one not in found:
                complete = False
                problems.incomplete(
                    Place(files[language]),
                    "language",
                    f"the scene #{one} is missing here, but stands in {_place(there)}: "
                    "translate it, or give both one id",
                )
    return complete


def _report_order(pages: Pages, problems: Problems) -> None:
    model, *others = pages.values()
    for found in others:
        for own, other in zip(found, model, strict=True):
            if own.id != other.id:
                problems.error(
                    _place(own),
                    f"#{own.id}",
                    f"stands where {_place(other)} has #{other.id}: put the scenes in the same order",
                )
                break


def _join(scenes: Mapping[str, Scene], problems: Problems) -> Scene:
    model, *others = scenes.values()
    for other in others:
        _compare(model, other, problems)
    return replace(
        model,
        title=_joined([scene.title for scene in scenes.values()]),
        text=_joined([scene.text for scene in scenes.values()]),
        choices=tuple(_join_choice(model, place, others) for place in range(len(model.choices))),
    )


def _join_choice(model: Scene, place: int, others: Sequence[Scene]) -> SceneChoice:
    own = model.choices[place]
    alike = [own, *(other.choices[place] for other in others if place < len(other.choices))]
    return replace(
        own,
        text=_joined([choice.text for choice in alike]),
        consequence=_joined([choice.consequence for choice in alike]),
        principle=_joined([choice.principle for choice in alike]),
    )


def _joined(maps: Sequence[Mapping[str, T]]) -> dict[str, T]:
    return {language: text for one in maps for language, text in one.items()}


def _compare(model: Scene, other: Scene, problems: Problems) -> None:
    """Report the first difference between two languages of a scene."""
    if len(other.choices) != len(model.choices):
        problems.error(
            _place(other),
            f"#{other.id}",
            f"has {len(other.choices)} choices, but {_place(model)} has {len(model.choices)}: "
            "write the same ones in both",
        )
        return
    for own, same in zip(other.choices, model.choices, strict=True):
        if own.to != same.to:
            problems.error(
                Place(other.file, own.line),
                f"#{other.id}",
                f"this choice leads to #{own.to}, but {Place(model.file, same.line)} to #{same.to}: "
                "put the choices in the same order",
            )
            return


def _place(scene: Scene) -> Place:
    return Place(scene.file, scene.line)
