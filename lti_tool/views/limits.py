"""Where a request comes from, for the limits of how many there may be."""

from __future__ import annotations

from flask import request

from lti_tool.services.rate_limits import RateLimit


def hold_back(limit: RateLimit, issuer: str = "") -> None:
    """Count this request. Raises TooManyError when its address sends too many.

    Behind a proxy the address is the one that POIJU_PROXY_HOPS says the proxy set, never another's claim.
    """
    limit.take(request.remote_addr or "", issuer)
