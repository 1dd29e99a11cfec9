"""Texts of the course page: words between the units, which nobody opens and which are never done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseText(UnitBase):
    """Words that stand between the units where these are listed. Takes no time, serves no outcome; its
    title names it in lists of teachers."""

    body: Body
    kind: Literal["text"] = "text"
