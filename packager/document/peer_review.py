"""Peer reviews: learners hand in a piece of work and assess each other's by criteria."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packager.document.blocks import Body
from packager.document.grading_schemes import Scheme
from packager.document.moments import Moment
from packager.document.unit_base import UnitBase
from packager.document.words import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """When work can be handed in, and when it is assessed."""

    work_from: Moment | None = None
    work_until: Moment | None = None
    reviews_from: Moment | None = None
    reviews_until: Moment | None = None


WHENEVER = Phases()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerReview(UnitBase):
    """A task whose work learners assess. `reviewing` tells them how, `conclusion` closes it.

    Each assesses `reviews` pieces of work, and one's own with `self_review`. `weight` of the 100 points are
    for the work, the others for how well one assessed. Only a draft lacks the `scheme`.
    """

    body: Body
    scheme: Scheme | None
    reviewing: Prose | None = None
    conclusion: Prose | None = None
    submit: tuple[Literal["text", "file"], ...] = ("text", "file")
    attachments: int = 1
    words: int | None = None
    reviews: int = 3
    self_review: bool = False
    weight: int = 80
    passing: int | None = None  # per cent of the points for the work
    phases: Phases = WHENEVER
    kind: Literal["peer-review"] = "peer-review"
