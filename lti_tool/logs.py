"""Logs without the ids of sessions, whoever writes the line."""

from __future__ import annotations

import logging

from lti_tool.security import masked

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class MaskingFormatter(logging.Formatter):
    """Masks `/s/<id>` in the finished line, tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return masked(super().format(record))


def log_to_stderr() -> None:
    """Send all logs of this process to the standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(MaskingFormatter(FORM))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
