"""Media: a film or a sound with captions and a transcript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase
from packager.document.words import Words

Medium = Literal["audio", "video"]


@dataclass(frozen=True, slots=True)
class Captions:
    """What is said and heard in a film, in one language: a WebVTT file (asset path)."""

    language: str
    asset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Media(UnitBase):
    """A film or a sound: a file of the module (`asset`), or one that plays elsewhere (`url`), by language.

    The body holds a block `transcript`. `captions` are those of a file, `captioned` the languages of the
    captions that a film elsewhere has. `label` says what is to be seen or heard, `description` how those
    who do not see it learn what is only shown.
    """

    body: Body
    medium: Medium
    asset: Mapping[str, str] = field(default_factory=dict)
    url: Words = field(default_factory=dict)
    captions: tuple[Captions, ...] = ()
    captioned: tuple[str, ...] = ()
    poster: Mapping[str, str] = field(default_factory=dict)
    label: Words = field(default_factory=dict)
    description: Words = field(default_factory=dict)
    silent: bool = False
    kind: Literal["media"] = "media"
