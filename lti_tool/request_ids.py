"""One id per request, in its answer and in every line that the log has of it."""

from __future__ import annotations

import re

from flask import g, has_request_context, request

from lti_tool.security import random_id

HEADER = "X-Request-ID"
_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")


def begin(*, behind_proxy: bool) -> None:
    """Take the proxy's id of this request, if there is a proxy and its id is one, else make one."""
    sent = request.headers.get(HEADER, "") if behind_proxy else ""
    g.request_id = sent if _SANE.fullmatch(sent) else random_id()


def current() -> str | None:
    """Return the id of the request that is being answered, None outside of requests."""
    return g.get("request_id") if has_request_context() else None
