"""Runs migrations on the connection that `services.preparation` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON

from lti_tool.models import Base, UtcDateTime


def render_item(_kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our types as the plain ones that they are, so that a migration does not import the models."""
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return "sa.JSON()" if isinstance(item, JSON) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter most of a table in place
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
