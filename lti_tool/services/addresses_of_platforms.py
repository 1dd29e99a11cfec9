"""Rewriting what addresses of a platform begin with, wherever one of its rows holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lti_tool.models import (
    AccessToken,
    Base,
    Context,
    Deployment,
    LineItem,
    Registration,
    ResourceLink,
    Roster,
)
from lti_tool.services.merging import keys_of, merge


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What addresses begin with, before and after."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Rewriting:
        """Take pairs as people type them, with or without a slash at the end."""
        return cls(tuple((old.rstrip("/"), new.rstrip("/")) for old, new in pairs))

    def __call__(self, value: Any) -> Any:
        """Return an address, or whatever holds addresses, as it is now."""
        if isinstance(value, str):
            return self._address(value)
        if isinstance(value, list):
            return [self(one) for one in value]
        if isinstance(value, dict):
            return {name: self(one) for name, one in value.items()}
        return value

    def _address(self, text: str) -> str:
        for old, new in self.pairs:
            rest = text.removeprefix(old)
            if text.startswith(old) and (not rest or rest[0] in "/?#"):
                return new + rest
        return text


def rewrite(session: Session, registration: Registration, rewriting: Rewriting) -> int:
    """Rewrite the addresses of a registration and its places; return how many columns it has.

    Its tokens are dropped: they were made for the old address.
    """
    session.execute(delete(AccessToken).where(AccessToken.registration_id == registration.id))
    for row in _places(session, registration):
        for column in type(row).__table__.columns:
            if column.name not in keys_of(type(row)):
                value = getattr(row, column.name)
                if (now := rewriting(value)) != value:
                    setattr(row, column.name, now)
    items = session.scalars(select(LineItem).where(LineItem.registration_id == registration.id)).all()
    for item in items:
        _move_item(session, item, rewriting(item.url))
    return len(items)


def _places(session: Session, registration: Registration) -> Iterator[Base]:
    """Yield every row of a registration that may hold an address."""
    yield registration
    own = select(Deployment.id).where(Deployment.registration_id == registration.id)
    yield from session.scalars(select(Context).where(Context.deployment_id.in_(own)))
    yield from session.scalars(select(ResourceLink).where(ResourceLink.deployment_id.in_(own)))
    yield from session.scalars(select(LineItem).where(LineItem.registration_id == registration.id))
    courses = select(Context.id).where(Context.deployment_id.in_(own))
    yield from session.scalars(select(Roster).where(Roster.context_id.in_(courses)))


def _move_item(session: Session, item: LineItem, url: str) -> None:
    if url == item.url:
        return
    there = select(LineItem).where(LineItem.registration_id == item.registration_id, LineItem.url == url)
    twin = session.scalars(there).first()
    if twin is None:
        item.url = url
        session.flush()
    else:
        merge(session, LineItem, item.id, twin.id)
