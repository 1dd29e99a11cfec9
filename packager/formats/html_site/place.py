"""Where a module's site stands: alone, or in a folder of a course with other modules beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A module's surroundings. Addresses lead from the top of the module's own site.

    `home` is the course's first page, `beside` are the units of the other modules by key. `remark` says
    what the module asks in the course; `whole` is false where only some of its units stand there.
    """

    home: str = ""
    course_title: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
    whole: bool = True


ALONE = Place()
