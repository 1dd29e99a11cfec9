"""Numbers and names by which the parts of one backup refer to each other.

Moodle gives everything new numbers on restore. They are plain counters here, each kind in a range of its
own and far above what a young site holds, so that a mixed-up or unmapped number finds nothing.
What must stay the same from build to build are idnumbers and stamps.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, get_args

from packager.document.identifiers import md5_hex

Kind = Literal[
    "course", "context", "section", "module", "instance", "file", "category", "entry", "version",
    "question", "answer", "options", "slot", "reference", "band", "setting", "grade_category", "grade_item",
    "criterion", "tag", "lesson_page", "lesson_answer", "chapter",
    "competency", "framework", "custom_field", "group",
    "term", "alias", "term_category",
    "workshop_dimension", "workshop_level",
    "term_in_category",
    "badge", "alignment", "related", "badge_criterion", "badge_parameter",
    "choice_option",
    "feedback_item",
    "hint",
    "grading_area", "grading_definition", "grading_criterion", "grading_level",
]  # fmt: skip

_RANGE = 1_000_000
_FIRST: dict[Kind, int] = {kind: 900_000_001 + place * _RANGE for place, kind in enumerate(get_args(Kind))}

LONGEST_IDNUMBER = 100
"""The width of every idnumber column."""


class Ids:
    """Counts, kind by kind."""

    def __init__(self) -> None:
        self._given: defaultdict[Kind, int] = defaultdict(int)

    def new(self, kind: Kind) -> int:
        """Return the next number of a kind."""
        self._given[kind] += 1
        return _FIRST[kind] + self._given[kind] - 1


def idnumber(name: str) -> str:
    """Return a name as an idnumber: itself, or cut and made unique by a hash where it is too long."""
    if len(name) <= LONGEST_IDNUMBER:
        return name
    return f"{name[:67]}-{md5_hex(name)}"


def stamp(*parts: str) -> str:
    """Return a stamp, Moodle's name for a question or category all over the world."""
    return f"poiju+{md5_hex(*parts)}"
