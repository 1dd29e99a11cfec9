"""The scenes of a scenario: what happens, what can be chosen, and what follows from each choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from packager.document.words import Prose, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneChoice:
    """One way to go on: `to` is the id of the next scene, `principle` what is to be learnt from it."""

    text: Words
    to: str
    consequence: Prose
    principle: Prose
    line: int = 0  # of the first language's file, for messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A place in the case. One without choices is an end. `id` is its name within the unit, for ever."""

    id: str
    title: Words
    text: Prose
    choices: tuple[SceneChoice, ...] = ()
    file: str = ""  # source file of the first language, for messages
    line: int = 0


def within_reach(scenes: Sequence[Scene], begin: str) -> set[str]:
    """Return the ids of the scenes that can be reached from one of them, itself among them."""
    by_id = {scene.id: scene for scene in scenes}
    found, waiting = set[str](), [begin]
    while waiting:
        one = waiting.pop()
        if one in by_id and one not in found:
            found.add(one)
            waiting += (choice.to for choice in by_id[one].choices)
    return found


def ends(scenes: Sequence[Scene]) -> Iterator[Scene]:
    """Yield the scenes that lead nowhere."""
    return (scene for scene in scenes if not scene.choices)
