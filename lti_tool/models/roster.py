"""Who is in a course: its people as the platform listed them last, and what each has opened there."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base

MemberStatus = Literal["unlisted", "active", "inactive", "deleted", "gone"]
"""`unlisted`: known by what they opened, no list has named them; `gone`: a later whole list did not."""
LEFT = frozenset({"inactive", "deleted", "gone"})
"""States of people who are in the course no more; what they did stays."""


class CourseMember(Base):
    """A person in a course. `number` names them where no name is known: "Learner 3", for as long as the
    course exists. A row never goes because a list lacks it.

    `name` stands here only while the registration's administrator wants names.
    """

    __tablename__ = "course_member"
    __table_args__ = (UniqueConstraint("context_id", "sub"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    context_id: Mapped[int] = mapped_column(ForeignKey("context.id"))
    sub: Mapped[str] = mapped_column(String(255))
    number: Mapped[int]
    status: Mapped[MemberStatus] = mapped_column(String(10), default="unlisted")
    teaches: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str | None] = mapped_column(String(255))
    changed_at: Mapped[dt.datetime]


class Roster(Base):
    """A list of a course's people as it was read: of all (`link` empty) or of those who can open an activity.

    `subs` are the people on the list of an activity. `tried_at` is later than `read_at` where the last try
    failed, `trouble` is why.
    """

    __tablename__ = "roster"
    __table_args__ = (UniqueConstraint("context_id", "link"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    context_id: Mapped[int] = mapped_column(ForeignKey("context.id"))
    link: Mapped[str] = mapped_column(String(255))
    tried_at: Mapped[dt.datetime]
    read_at: Mapped[dt.datetime | None]
    trouble: Mapped[str | None] = mapped_column(String(255))
    differences_url: Mapped[str | None] = mapped_column(String(2048))
    subs: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class UnitVisit(Base):
    """That a person has opened a unit in a course, and when first and last."""

    __tablename__ = "unit_visit"
    __table_args__ = (UniqueConstraint("context_id", "unit_key", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    context_id: Mapped[int] = mapped_column(ForeignKey("context.id"))
    unit_key: Mapped[str] = mapped_column(String(255))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    by_teacher: Mapped[bool]
    first_at: Mapped[dt.datetime]
    last_at: Mapped[dt.datetime]
