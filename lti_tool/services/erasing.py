"""Deletes people of a platform with all that is held of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from lti_tool.models import Context, CourseMember, Deployment, LaunchSession, Person, Registration, Roster
from lti_tool.services.references import erase


def erase_people(session: Session, platform_id: int, subs: Sequence[str]) -> None:
    """Delete all that is held of some people of a platform."""
    courses = courses_of(platform_id)
    mine = (Person.platform_id == platform_id) & Person.sub.in_(subs)
    session.execute(select(Person.id).where(mine).with_for_update())  # nobody adds a row of theirs meanwhile
    erase(session, Person, mine)
    session.execute(
        delete(CourseMember).where(CourseMember.context_id.in_(courses), CourseMember.sub.in_(subs))
    )
    sessions = select(Registration.id).where(Registration.platform_id == platform_id)
    session.execute(
        update(LaunchSession)
        .where(LaunchSession.registration_id.in_(sessions), LaunchSession.for_user.in_(subs))
        .values(for_user=None)
    )
    lists = select(Roster).where(Roster.context_id.in_(courses), Roster.subs.is_not(None))
    for row in session.scalars(lists):
        row.subs = [one for one in row.subs or () if one not in subs]


def courses_of(platform_id: int) -> Select[int]:
    """Select the courses of a platform."""
    return (
        select(Context.id)
        .join(Deployment, Deployment.id == Context.deployment_id)
        .join(Registration, Registration.id == Deployment.registration_id)
        .where(Registration.platform_id == platform_id)
    )
