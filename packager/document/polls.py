"""Polls: a question to a group, whose answers are counted together and are neither right nor wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase
from packager.document.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOption:
    """Something to choose. `id` is its name within the unit: answers hang on it."""

    id: str
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll(UnitBase):
    """One question, which `body` explains further; `several` options may be chosen, or one."""

    body: Body
    options: tuple[PollOption, ...]
    several: bool = False
    kind: Literal["poll"] = "poll"
