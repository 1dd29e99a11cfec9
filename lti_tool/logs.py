"""Logs as text or JSON, without tokens and ids of sessions, whoever writes the line."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
from typing import Literal

from lti_tool import request_ids
from lti_tool.security import masked

LogFormat = Literal["text", "json"]
FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_SIGNED = re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}(\.[\w-]*)*")  # a JSON Web Token: `eyJ` is `{"` in base64
_BEARER = re.compile(r"(?i)\bbearer\s+[\w.~+/=-]{8,}")


def without_secrets(line: str) -> str:
    """Return a line with `…` for what would let its reader act as somebody else."""
    return _BEARER.sub("Bearer …", _SIGNED.sub("…", masked(line)))


class MaskingFormatter(logging.Formatter):
    """A line of text; secrets are masked in the finished line, tracebacks too."""

    def __init__(self) -> None:
        super().__init__(FORM)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the request's id at its end."""
        line = without_secrets(super().format(record))
        request_id = request_ids.current()
        return f"{line} [{request_id}]" if request_id else line


class JsonFormatter(MaskingFormatter):
    """One JSON object a line, with the same names in each."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        said: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
            "process": os.getpid(),
        }
        if request_id := request_ids.current():
            said["request"] = request_id
        if record.exc_info:
            said["traceback"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


def formatter(form: LogFormat) -> MaskingFormatter:
    """Return what makes lines of a form."""
    return JsonFormatter() if form == "json" else MaskingFormatter()


def log_to_stderr(form: LogFormat) -> None:
    """Send all logs of this process to the standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(form))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
