"""The texts of a reflection. None is ever lost: what a page did not know of is set aside and shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lti_tool.models import UnitProgress
from lti_tool.services import progress, unit_responses
from lti_tool.services.learner import Learner
from packager.document.personal import Reflection

LONGEST = 50_000  # characters of one text
_MOST_ASIDE = 50
_ASIDE = "~"  # no prompt's id holds it


@dataclass(frozen=True, slots=True)
class Version:
    """A text as it was written at one moment, given in milliseconds since 1970."""

    name: str
    text: str
    revision: int

    @property
    def written_at(self) -> dt.datetime:
        """When it was written."""
        return dt.datetime.fromtimestamp(self.revision / 1000, dt.UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """A text that comes from a page. `seen` are the revisions that the page has shown or sent before."""

    text: str
    revision: int
    seen: Collection[int]


@dataclass(frozen=True, slots=True)
class Texts:
    """All that a person has written in a reflection: a version by prompt, and those set aside."""

    current: Mapping[str, Version]
    aside: Mapping[str, tuple[Version, ...]]

    def left_over(self, unit: Reflection) -> tuple[Version, ...]:
        """Return texts whose prompts the module no longer has."""
        known = {prompt.id for prompt in unit.prompts}
        kept = [text for prompt, text in self.current.items() if prompt not in known]
        return (
            *kept,
            *(text for prompt, texts in self.aside.items() if prompt not in known for text in texts),
        )


def texts(session: Session, person_id: int, unit: Reflection) -> Texts:
    """Return what a person has written."""
    current: dict[str, Version] = {}
    aside: dict[str, tuple[Version, ...]] = {}
    for name, one in unit_responses.kept(session, person_id, unit.key).items():
        version = Version(name, one["response"], one["revision"])
        prompt, is_aside, _ = name.partition(_ASIDE)
        if is_aside:
            aside[prompt] = (*aside.get(prompt, ()), version)
        else:
            current[name] = version
    return Texts(current, aside)


def save(
    session: Session, learner: Learner, unit: Reflection, written: Mapping[str, Written], now: dt.datetime,
    forget: str = "",
) -> UnitProgress:  # fmt: skip
    """Keep texts as they come in; `forget` names a version that was set aside and is to go.

    A text that stood there and that the page has not seen comes from another device: it is set aside.
    """
    row = progress.touch(session, learner.person_id, unit.key, now)
    kept = unit_responses.kept(session, learner.person_id, unit.key)
    for prompt, one in written.items():
        _keep(kept, prompt, one)
    if _ASIDE in forget:
        kept.pop(forget, None)
    _limit(kept)
    unit_responses.keep(session, learner.person_id, unit.key, kept, now)
    row.updated_at = now
    if all(prompt.id in kept for prompt in unit.prompts):
        progress.complete(session, learner, unit, row, now)
    return row


def _keep(kept: dict[str, Any], prompt: str, written: Written) -> None:
    before = kept.get(prompt)
    if before and before["response"] == written.text:
        return
    if before and before["revision"] not in written.seen:
        kept[f"{prompt}{_ASIDE}{before['revision']}"] = before
    if written.text.strip():
        kept[prompt] = {"response": written.text, "revision": written.revision}
    else:
        kept.pop(prompt, None)


def _limit(kept: dict[str, Any]) -> None:
    """Let the oldest versions go where there are more than anybody looks through."""
    aside = sorted((one["revision"], name) for name, one in kept.items() if _ASIDE in name)
    for _, name in aside[:-_MOST_ASIDE]:
        del kept[name]
