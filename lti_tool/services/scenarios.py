"""The way that a person takes through a scenario: kept scene by scene, done at an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lti_tool.db import insert_if_absent
from lti_tool.models import CheckAnswer
from lti_tool.services import progress
from lti_tool.services.learner import Learner
from packager.document.scenes import Scene, SceneChoice
from packager.document.units import Scenario

_KEPT_AS = "#way"  # no question's id begins like this
_LONGEST = 200
"""How many choices are kept; whoever goes in circles longer than this loses the oldest ones."""

Step = tuple[Scene, int]
"""A scene and the place of the choice that was taken in it."""


@dataclass(frozen=True, slots=True)
class Way:
    """The choices taken so far, and the scene to which they led."""

    steps: tuple[Step, ...]
    at: Scene

    @property
    def ended(self) -> bool:
        """Whether the case ends here."""
        return not self.at.choices

    @property
    def choices(self) -> tuple[SceneChoice, ...]:
        """The choices taken, in order."""
        return tuple(scene.choices[place] for scene, place in self.steps)


def way(session: Session, person_id: int, unit: Scenario) -> Way:
    """Return the person's way. What a newer version of the module no longer has is left off."""
    kept = progress.check_answers(session, person_id, unit.key).get(_KEPT_AS)
    return _walked(unit, kept.response if kept else [])


def _walked(unit: Scenario, written: Sequence[Sequence[str | int]]) -> Way:
    by_id = {scene.id: scene for scene in unit.scenes}
    steps: list[Step] = []
    at = by_id.get(str(written[0][0]), unit.scenes[0]) if written else unit.scenes[0]
    for scene, place, to in written:
        fits = scene == at.id and isinstance(place, int) and place < len(at.choices)
        if not fits or at.choices[int(place)].to != to:
            break
        steps.append((at, int(place)))
        at = by_id[str(to)]
    return Way(tuple(steps), at)


def choose(
    session: Session, learner: Learner, unit: Scenario, scene_id: str, place: int, now: dt.datetime
) -> None:
    """Take a choice of the scene where the person is; one of another scene (an old page) changes nothing."""
    row = progress.touch(session, learner.person_id, unit.key, now)
    taken = way(session, learner.person_id, unit)
    if scene_id != taken.at.id or not 0 <= place < len(taken.at.choices):
        return
    steps = (*taken.steps, (taken.at, place))[-_LONGEST:]
    _keep(session, learner, unit, steps, now)
    row.updated_at = now
    if not unit.scene(taken.at.choices[place].to).choices:
        progress.complete(session, learner, unit, row, now)


def begin_again(session: Session, learner: Learner, unit: Scenario, now: dt.datetime) -> None:
    """Go back to the first scene. Who has done the unit has done it."""
    progress.touch(session, learner.person_id, unit.key, now)
    _keep(session, learner, unit, (), now)


def _keep(
    session: Session, learner: Learner, unit: Scenario, steps: Sequence[Step], now: dt.datetime
) -> None:
    written = [[scene.id, place, scene.choices[place].to] for scene, place in steps]
    keys = {"person_id": learner.person_id, "unit_key": unit.key, "question_id": _KEPT_AS}
    values = {"response": written, "fraction": None, "answered_at": now, "revision": 1}
    if not insert_if_absent(session, CheckAnswer, list(keys), keys | values):
        row = progress.check_answers(session, learner.person_id, unit.key)[_KEPT_AS]
        row.response, row.answered_at, row.revision = written, now, row.revision + 1
