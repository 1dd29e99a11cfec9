"""Who is learning, and where: the part of a launch session by which every query of a learner's is scoped."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.services.sessions import OpenSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """A person in a course. `unit_key` is what the opened resource link is bound to."""

    person_id: int
    registration_id: int
    context_id: int | None
    resource_link_id: int | None
    line_item_id: int | None
    unit_key: str | None
    teaches: bool

    @classmethod
    def of(cls, launch: OpenSession) -> Learner:
        """Return the learner of a launch session."""
        return cls(
            person_id=launch.person_id,
            registration_id=launch.registration_id,
            context_id=launch.context_id,
            resource_link_id=launch.resource_link_id,
            line_item_id=launch.line_item_id,
            unit_key=launch.unit_key,
            teaches=launch.is_teacher,
        )
