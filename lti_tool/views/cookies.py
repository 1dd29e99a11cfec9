"""Cookies that come back inside a platform's frame, where the browser allows it."""

from __future__ import annotations

from flask import Response

from lti_tool.security import digest

PROBE = "poiju_cookies"
YEAR = 365 * 24 * 3600


def state_cookie(state: str) -> str:
    """Return the name of a login's cookie: one per login, so that tabs do not mix."""
    return f"poiju_login_{digest(state)[:16]}"


def set_cookie(response: Response, name: str, value: str, *, path: str, seconds: int | None) -> None:
    """Set a cookie for frames on other sites: `Partitioned` lets browsers keep it per site that frames us.

    `Secure` holds on http://localhost too: browsers take it as a secure place.
    """
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )


def sent_to(address: str, status: int) -> Response:
    """Return a redirect without the page that Flask's own writes into it: no browser of today shows that."""
    return Response(status=status, headers={"Location": address})


def drop_cookie(response: Response, name: str, *, path: str) -> None:
    """Remove a cookie that `set_cookie` set."""
    response.delete_cookie(name, path=path, secure=True, httponly=True, samesite="None", partitioned=True)
